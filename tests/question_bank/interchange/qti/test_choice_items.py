"""Items of QTI 2 and 3: the key is what the scoring does, texts and reasons are kept, and what cannot be is named."""

import base64

import pytest

from question_bank.interchange import read_any
from tests.question_bank.interchange.qti.making import (
    CORRECT,
    MATCH,
    V2,
    choice,
    item,
    mapping,
    values,
    written_out,
)
from tests.question_bank.test_assets import png

MAP = MATCH.replace("match_correct", "map_response")
FEEDBACK = "<outcomeDeclaration identifier='FEEDBACK' cardinality='single' baseType='identifier'/>"


def read(data: bytes):
    return read_any("q.xml", data)


def only(data: bytes):
    reading = read(data)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    one, = reading.items
    return one


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read(data).problems]


def condition(test: str, points: object, tag: str = "responseIf") -> str:
    return f"<{tag}>{test}<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>{points}</baseValue>" \
           f"</setOutcomeValue></{tag}>"


def chosen(name: str) -> str:
    return f"<match><variable identifier='RESPONSE'/><baseValue baseType='identifier'>{name}</baseValue></match>"


RULES = {
    "a template": MATCH, "a template by file": MATCH.replace("match_correct", "match_correct.xml"), "no rules": "",
    "written out": written_out(),
    "the other way round": written_out(
        "<match><correct identifier='RESPONSE'/><variable identifier='RESPONSE'/></match>"),
    "inside and": written_out(f"<and>{CORRECT}</and>"),
    "not null first": "<responseProcessing><responseCondition>"
    + condition("<isNull><variable identifier='RESPONSE'/></isNull>", 0) + condition(CORRECT, 1, "responseElseIf")
    + "<responseElse><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>0</baseValue></setOutcomeValue>"
      "</responseElse></responseCondition></responseProcessing>",
    "the option by its name": written_out(chosen("B")),
    "not the wrong ones": written_out(f"<and><not><isNull><variable identifier='RESPONSE'/></isNull></not>"
                                      f"<not>{chosen('A')}</not><not>{chosen('C')}</not></and>"),
    "added to the score": "<responseProcessing><responseCondition><responseIf>" + CORRECT
    + "<setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue baseType='float'>1</baseValue>"
      "</sum></setOutcomeValue></responseIf></responseCondition></responseProcessing>",
    "feedback beside it": written_out(rest="<setOutcomeValue identifier='SHOWN'><customOperator/></setOutcomeValue>"),
    "feedback alone": "<responseProcessing><setOutcomeValue identifier='SHOWN'><variable identifier='RESPONSE'/>"
                      "</setOutcomeValue></responseProcessing>",
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_right_answer_is_found_however_the_scoring_is_written(rules):
    found = only(item(rules=rules))
    assert (found.kind, found.key, [option.id for option in found.options]) == ("single", "B", ["A", "B", "C"])


@pytest.mark.parametrize(("declared", "rules", "key"), [
    (mapping({"B": 1, "A": 0}), MAP, "B"), (mapping({"B": 1}), "", "B"), (mapping({"B": 2, "A": -1}), MAP, "B"),
    (values("B") + mapping({"A": 0, "B": 0, "C": 0}, upperBound=0), "", "B"),
    (values("B") + mapping({"C": 2}), "", "B"), ("", written_out(chosen("C")), "C")])
def test_the_right_answer_may_stand_in_a_mapping_or_in_the_rules_alone(declared, rules, key):
    assert only(item(declared=declared, rules=rules)).key == key


@pytest.mark.parametrize(("declared", "rules", "most", "keys", "scoring"), [
    (values("A", "C"), MATCH, "0", ("A", "C"), "all_or_nothing"),
    (values("C", "A"), written_out(), "2", ("A", "C"), "all_or_nothing"),
    (values("A", "C"), "", "0", ("A", "C"), "all_or_nothing"),
    (values("A"), MATCH, "0", ("A",), "all_or_nothing"), (values("A", "C"), MATCH, "", ("A", "C"), "all_or_nothing"),
    (values("A", "C") + mapping({"A": 1, "C": 1, "B": -1}, lowerBound=0), MAP, "0", ("A", "C"), "right_minus_wrong"),
    (mapping({"A": 1, "C": 1}, lowerBound=0, defaultValue=-1), MAP, "0", ("A", "C"), "right_minus_wrong")])
def test_several_right_options_are_counted_as_their_scoring_does(declared, rules, most, keys, scoring):
    found = only(item(declared=declared, rules=rules, most=most, cardinality="multiple"))
    assert (found.kind, found.keys, found.scoring) == ("multiple", keys, scoring)


def test_points_that_change_are_said():
    assert codes(item(rules=written_out(points=10))) == ["points-changed"]
    assert codes(item(declared=mapping({"B": 1, "A": -1}), rules=MAP)) == ["points-changed"]


TEXT_ENTRY = "<p>Type <textEntryInteraction responseIdentifier='R2'/></p>"
REFUSED = {
    "no-key": [item(declared=""), item(declared=mapping({"A": 0})), item(declared="", rules=written_out())],
    "several-keys": [item(declared=values("A", "B")), item(rules=written_out(chosen("C"))),
                     item(declared=mapping({"A": 1, "B": 1}), rules=MAP),
                     item(declared=values("A", "B"), cardinality="multiple", most="1")],
    "partial-credit": [item(declared=mapping({"A": 1, "B": 0.5}), rules=MAP),
                       item(declared=mapping({"A": 1, "B": 1}), rules=MAP, cardinality="multiple", most="0"),
                       item(declared=mapping({"A": 1, "B": 1, "C": -1}), rules=MAP, cardinality="multiple", most="0")],
    "key-not-a-choice": [item(declared=values("Z"))],
    "duplicate-choice": [item(choices=choice("A") + choice("B") + choice("B", "Another")),
                         item(choices=choice("A", "Same") + choice("B", "same"))],
    "fewer-than-two-choices": [item(choices=choice("B")), item(choices="")],
    "too-many-choices": [item(choices="".join(choice(f"B{number}") for number in range(11)))],
    "other-interaction:textEntryInteraction": [item().replace(b"choiceInteraction", b"textEntryInteraction")],
    "other-interaction:none": [item().replace(b"choiceInteraction", b"div")],
    "composite": [item(TEXT_ENTRY)],
    "adaptive": [item().replace(b'adaptive="false"', b'adaptive="true"')],
    "templated": [item(before="<templateDeclaration identifier='T' cardinality='single' baseType='integer'/>")],
    "custom-scoring": [item(rules=written_out("<customOperator class='x'/>")),
                       item(rules=MATCH.replace("match_correct", "mine")),
                       item(rules=written_out("<isNull><variable identifier='RESPONSE'/></isNull>")),
                       item(declared=mapping({"B": "many"}), rules=MAP),
                       item(declared=mapping({"B": "nan"}), rules=MAP)],
    "external-resource": [item('<img src="https://example.org/x.png" alt="x"/>'),
                          item('<img src="file:///etc/passwd"/>'),
                          item('<img src="//example.org/x.png" alt="x"/>'),
                          item(before="<assessmentStimulusRef identifier='s' href='http://example.org/s.xml'/>")],
    "missing-file": [item(before="<assessmentStimulusRef identifier='s' href='s.xml'/>"),
                     item(choices=choice("A", "<img src='a.png' alt=''/>") + choice("B", "<img src='b.png'/>"))],
    "control-character": [item("hid\u202eden")],
    "unknown-namespace": [item(space="http://example.org/x"), item().replace(b' xmlns="' + V2.encode() + b'"', b"")],
    "unsupported-version": [item(space="http://www.imsglobal.org/xsd/imsqti_v4p0")],
}


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, many in REFUSED.items() for data in many])
def test_what_cannot_be_used_is_refused_with_its_reason(code, data):
    reading = read(data)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert ([problem.code for problem in errors], reading.items) == ([code], [])
    assert errors[0].place.split(",")[0] in ("q.xml#q-1", "q.xml")
    assert errors[0].message.endswith(".") and len(errors[0].message.split()) > 5


def test_a_file_that_is_not_whole_is_refused_with_line_and_column():
    problem, = read(item().replace(b"</itemBody>", b"")).problems
    assert (problem.code, "line 2, column" in problem.message) == ("not-well-formed", True)


def test_texts_are_kept_in_our_markup():
    found = only(item("One<br/>two <b>bold</b> <span class='x'>in</span> <m:math xmlns:m='http://www.w3.org/1998/Math/"
                      "MathML'><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math></p>\n  <ul>\n  <li>x</li>\n"
                      "  </ul><p>R&amp;D, a &lt; b",
                      choices="<prompt>Which  one?</prompt>" + choice("A") + choice("B", "x<sup>2</sup>")))
    assert found.stem == ("<p>One<br>two <strong>bold</strong> in 1/2</p><ul><li>x</li></ul><p>R&amp;D, a &lt; b</p>"
                          "<p>Which one?</p>")
    assert found.options[1].text == "x<sup>2</sup>"
    assert (found.title, found.language) == ("A question", "en")


def test_an_entity_of_html_in_a_file_with_an_old_document_type_is_its_sign():
    data = item("caf&eacute;&nbsp;x").replace(b"<assessmentItem ", b'<!DOCTYPE assessmentItem SYSTEM "x.dtd">'
                                              b"<assessmentItem ")
    assert only(data).stem == "café\xa0x"


@pytest.mark.parametrize(("shuffle", "fixed", "order"), [("true", "", False), ("false", "", True),
                                                         ("true", "true", True)])
def test_the_order_of_options_is_fixed_where_the_file_fixes_it(shuffle, fixed, order):
    choices = choice("A") + choice("B") + choice("C", **({"fixed": fixed} if fixed else {}))
    assert only(item(shuffle=shuffle, choices=choices)).fixed_order is order


@pytest.mark.parametrize(("shuffle", "fixed", "said"), [
    ("true", "C", ["order-fixed"]), ("true", "BC", ["order-fixed"]), ("true", "ABC", []), ("true", "", []),
    ("false", "C", [])])
def test_an_order_that_is_kept_for_some_options_alone_is_named(shuffle, fixed, said):
    choices = "".join(choice(name, fixed="true" if name in fixed else "false") for name in "ABC")
    assert codes(item(shuffle=shuffle, choices=choices)) == said


def test_a_style_sheet_that_was_left_behind_is_named_once():
    sheet = '<stylesheet href="a.css" type="text/css"/>'
    problem, = read(item(before=sheet * 2)).problems
    assert (problem.code, problem.severity) == ("style-dropped", "info")


def test_two_options_that_say_true_and_false_are_that_kind():
    found = only(item(choices=choice("A", "True ") + choice("B", "FALSE")))
    assert (found.kind, found.key) == ("true_false", "B")


def test_feedback_becomes_the_reason_of_the_option_that_brings_it_up():
    own = "<feedbackInline outcomeIdentifier='FEEDBACK' identifier='A' showHide='show'>Not <i>this</i>." \
          "</feedbackInline>"
    shown = "".join(f"<modalFeedback outcomeIdentifier='FEEDBACK' showHide='show' identifier='{name}'>{text}"
                    "</modalFeedback>" for name, text in (("right", "Yes."), ("wrong", "See page 3.")))
    rules = ("<responseProcessing><responseCondition><responseIf>" + CORRECT + "<setOutcomeValue identifier='SCORE'>"
             "<baseValue baseType='float'>1</baseValue></setOutcomeValue><setOutcomeValue identifier='FEEDBACK'>"
             "<baseValue baseType='identifier'>right</baseValue></setOutcomeValue></responseIf><responseElse>"
             "<setOutcomeValue identifier='FEEDBACK'><baseValue baseType='identifier'>wrong</baseValue>"
             "</setOutcomeValue></responseElse></responseCondition></responseProcessing>")
    found = only(item(choices=choice("A", "One " + own) + choice("B") + choice("C"), rules=rules, after=shown,
                      outcomes=FEEDBACK))
    assert [option.text for option in found.options] == ["One", "Option B", "Option C"]
    assert [option.rationale for option in found.options] == ["Not <em>this</em>.", "Yes.", ""]
    assert found.rationale == "See page 3."


def sets(name: str, value: str) -> str:
    return f"<setOutcomeValue identifier='{name}'>{value}</setOutcomeValue>"


def when(test: str, *acts: str, tag: str = "responseIf") -> str:
    return f"<{tag}>{test}{''.join(acts)}</{tag}>"


def name_of(value: str) -> str:
    return f"<baseValue baseType='identifier'>{value}</baseValue>"


@pytest.mark.parametrize(("cardinality", "right"), [("single", ("B",)), ("multiple", ("A", "C"))])
def test_an_item_as_onyx_writes_it(cardinality, right):
    """The points are added up from an outcome, and feedback is collected in a list by rules of its own."""
    basic = "<variable identifier='BASIC'/>"
    first = "<responseCondition>" + when("<isNull><variable identifier='RESPONSE'/></isNull>",
                                         sets("BASIC", name_of("empty"))) + when(
        CORRECT, sets("SCORE", "<sum><variable identifier='SCORE'/><variable identifier='MAXSCORE'/></sum>"),
        sets("BASIC", name_of("correct")), tag="responseElseIf") + when(
        "", sets("BASIC", name_of("incorrect")), tag="responseElse") + "</responseCondition>"
    lists = "".join("<responseCondition>" + when(
        f"<and><match>{name_of(value)}{basic}</match></and>",
        sets("MODAL", f"<multiple><variable identifier='MODAL'/>{name_of(shown)}</multiple>")) + "</responseCondition>"
        for value, shown in (("correct", "F1"), ("incorrect", "F2")))
    outcomes = ("<outcomeDeclaration identifier='MAXSCORE' cardinality='single' baseType='float'><defaultValue><value>"
                "1.0</value></defaultValue></outcomeDeclaration><outcomeDeclaration identifier='BASIC' "
                "cardinality='single' baseType='identifier'/><outcomeDeclaration identifier='MODAL' "
                "cardinality='multiple' baseType='identifier'/>")
    said = (("F1", "Right!", "So it is."), ("F2", "", "Read again."))
    after = "".join(f"<modalFeedback identifier='{name}' outcomeIdentifier='MODAL' showHide='show' title='{title}'>"
                    f"{text}</modalFeedback>" for name, title, text in said)
    found = only(item(declared=values(*right), cardinality=cardinality, most="1" if cardinality == "single" else "0",
                      rules=f"<responseProcessing>{first}{lists}</responseProcessing>", outcomes=outcomes, after=after))
    assert (found.right_options, found.points) == (right, 1)
    praise = "<p><strong>Right!</strong></p><p>So it is.</p>"
    assert [option.rationale for option in found.options] == ["", praise if len(right) == 1 else "", ""]
    assert found.rationale == ("Read again." if len(right) == 1 else f"{praise}<p>Read again.</p>")


def test_a_text_for_several_questions_becomes_a_set():
    passage = "<rubricBlock view='candidate' use='passage'><p>Read this.</p></rubricBlock>"
    note = "<rubricBlock view='scorer'><p>Only B.</p></rubricBlock>"
    found = only(item(f"Why?</p>{passage}{note}<p>Now"))
    assert (found.stimulus, found.stem) == ("Read this.", "<p>Why?</p><p>Now</p>")
    assert found.scenario.startswith("set-")
    assert codes(item(f"Why?</p>{note}<p>")) == ["text-dropped"]
    for other in ("<stimulus><p>Read this.</p></stimulus>", "<div class='qti-shared-stimulus'>Read this.</div>"):
        assert only(item(f"Why?</p>{other}<p>")).scenario == found.scenario


def test_a_picture_inside_the_text_is_kept_by_its_digest():
    from_bytes = base64.b64encode(png()).decode()
    reading = read(item(f'<img src="data:image/png;base64,{from_bytes}" alt="A &quot;map&quot;"/>'))
    digest, = reading.assets
    assert reading.items[0].stem == f'<img src="asset:{digest}" alt="A &quot;map&quot;">'
    assert (reading.assets[digest].data, reading.problems) == (png(), [])


def test_a_single_file_says_which_picture_it_does_not_hold():
    reading = read(item('See <img src="images/map.png" alt="A map"/>'))
    assert reading.items[0].stem == "See [A map]"
    assert [problem.code for problem in reading.problems] == ["media-dropped"]
    assert "images/map.png" in reading.problems[0].message


def test_an_identifier_that_is_no_code_becomes_one_that_no_other_becomes():
    names = ["a b", "a_b", "a-b", "é" * 80, "x" * 80, "題"]
    found = [only(item(identifier=name)).code for name in names]
    assert len(set(found)) == len(names)
    assert found[1:3] == ["a_b", "a-b"]
    assert found == [only(item(identifier=name)).code for name in names]
    assert codes(item(identifier="a b")) == ["code-changed"]
