"""Items of QTI 1.2, as Canvas, Common Cartridge and older programs write them."""

import pytest

from question_bank.interchange import read_any
from tests.question_bank.interchange.qti.making import bank, bank_item, equal, fact, met

ONLY_B = "".join(met(equal(name), 100 if name == "b" else 0) for name in "abc")
EXACTLY = "<and>" + equal("a") + f"<not>{equal('b')}</not>" + equal("c") + "</and>"
EACH = "".join(met(equal(name), points, "yes", "Add") for name, points in (("a", 1), ("b", -1), ("c", 1)))


def read(*items: str, **more):
    return read_any("quiz.xml", bank(*items, **more))


def only(*items: str, **more):
    reading = read(*items, **more)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.items[0]


@pytest.mark.parametrize("rules", [met(equal("b")), ONLY_B, met(f"<or>{equal('b')}</or>"), met(equal("b"), 1, "yes"),
                                   met(f"<not>{equal('a')}</not><not>{equal('c')}</not><not><unanswered/></not>"),
                                   met("<other/>", 0, "yes") + met(equal("b"), 10)])
def test_the_right_answer_is_what_gives_the_points(rules):
    found = only(bank_item(rules))
    assert (found.code, found.kind, found.key, found.stem) == ("i1", "single", "b", "Which one?")
    assert [(option.id, option.text) for option in found.options] == [(name, f"Option {name}") for name in "abc"]
    assert (found.title, found.fixed_order) == ("Question", False)


@pytest.mark.parametrize(("rules", "scoring"), [(met(EXACTLY), "all_or_nothing"), (EACH, "right_minus_wrong")])
def test_several_right_options_are_counted_as_their_scoring_does(rules, scoring):
    found = only(bank_item(rules, cardinality="Multiple"))
    assert (found.kind, found.keys, found.scoring) == ("multiple", ("a", "c"), scoring)


def test_issue3_a_group_that_draws_some_of_its_questions_is_told():
    draw = "<selection_ordering><selection><selection_number>1</selection_number></selection></selection_ordering>"
    reading = read(bank_item(ONLY_B), section=draw)
    assert [item.code for item in reading.items] == ["i1"]
    assert [(one.code, one.severity) for one in reading.problems if "drawing was not kept" in one.message] == [
        ("test-left-out", "info")]
    assert "test-left-out" not in [one.code for one in read(bank_item(ONLY_B)).problems]


ESSAY = '<response_str ident="r1"><render_fib/></response_str>'
REFUSED = {
    "no-key": [bank_item(""), bank_item(met(equal("a"), 0)), bank_item(met(equal("z")))],
    "several-keys": [bank_item(met(equal("a")) + met(equal("b")))],
    "partial-credit": [bank_item(met(equal("a"), 100) + met(equal("b"), 50)),
                       bank_item("".join(met(equal(name), 25, "yes", "Add") for name in "ab"), cardinality="Multiple")],
    "custom-scoring": [bank_item(met(f"<and>{equal('a')}{equal('b')}</and>"), cardinality="Multiple"),
                       bank_item(met("<durequal>3</durequal>")), bank_item(met(equal("a"), 1, action="Divide"))],
    "fewer-than-two-choices": [bank_item(met(equal("a")), labels="a")],
    "duplicate-choice": [bank_item(met(equal("a")), labels="aab")],
    "too-many-choices": [bank_item(met(equal("a")), labels="abcdefghijk")],
    "composite": [bank_item("", response=ESSAY + ESSAY)],
    "other-interaction:response_str": [bank_item("", response=ESSAY)],
    "other-interaction:essay": [bank_item("", response=ESSAY, facts=fact("question_type", "essay_question"))],
    "other-interaction:ordered": [bank_item("", cardinality="Ordered")],
    "other-interaction:none": [bank_item("", response=" ")],
    "missing-file": ['<bankentry_item item_ref="i1"/>'],
}


@pytest.mark.parametrize(("code", "made"), [(code, made) for code, many in REFUSED.items() for made in many])
def test_what_cannot_be_used_is_refused_with_its_reason(code, made):
    reading = read(made, bank_item(met(equal("b")), ident="good"))
    assert [(problem.place, problem.code) for problem in reading.problems] == [("quiz.xml#i1", code)]
    assert [item.code for item in reading.items] == ["good"]


def feedback(name: str, text: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat><material><mattext texttype="text/html">{text}</mattext>' \
           "</material></flow_mat></itemfeedback>"


def shows(test: str, name: str) -> str:
    return f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar><displayfeedback linkrefid="{name}"/>' \
           "</respcondition>"


def test_feedback_as_canvas_writes_it_becomes_reasons():
    rules = (shows("<other/>", "general_fb") + shows(equal("a"), "a_fb") + shows(equal("b"), "b_fb")
             + met(equal("b")).replace("</setvar>", '</setvar><displayfeedback linkrefid="correct_fb"/>')
             + shows("<other/>", "general_incorrect_fb"))
    texts = (feedback("general_fb", "&lt;p&gt;All.&lt;/p&gt;") + feedback("correct_fb", "Well done.")
             + feedback("general_incorrect_fb", "See page 3.") + feedback("a_fb", "Not a.")
             + feedback("b_fb", "Yes, b."))
    found = only(bank_item(rules, feedback=texts))
    assert {option.id: option.rationale for option in found.options} == {
        "a": "Not a.", "b": "<p>Well done.</p><p>Yes, b.</p>", "c": ""}
    assert found.rationale == "<p>All.</p><p>See page 3.</p>"


def test_html_in_a_text_is_read_as_html_and_plain_text_as_signs():
    stem = "&lt;div&gt;&lt;p&gt;Is <![CDATA[<b>x</b> &lt; 2?]]>&lt;/p&gt;&lt;/div&gt;"
    found = only(bank_item(met(equal("b")), stem=stem).replace("Option a", "x &lt;b&gt; 2"))
    assert found.stem == "Is <strong>x</strong> &lt; 2?"
    assert found.options[0].text == "x &lt;b> 2"


def test_a_formula_that_canvas_draws_is_kept_in_its_words():
    reading = read(bank_item(met(equal("b")), stem="&lt;img alt=\"LaTeX: x^2\" src=\"/equation_images/x%5E2\"&gt; is?"))
    assert reading.items[0].stem == "[LaTeX: x^2] is?"
    assert [problem.code for problem in reading.problems] == ["math-as-text"]


def test_labels_of_an_item_become_tags_and_true_or_false_its_kind():
    made = bank_item(met(equal("a")), labels="ab", facts=fact("keywords", "ethics, wrap")).replace(
        "Option a", "True").replace("Option b", "False")
    assert (only(made).kind, only(made).tags) == ("true_false", ("ethics", "wrap"))


def test_a_text_that_questions_share_becomes_a_set():
    passage = bank_item("", ident="p1", response=" ", stem="Read this.",
                        facts=fact("question_type", "text_only_question"))
    child = bank_item(met(equal("b")), facts=fact("parent_stimulus_item_ident", "p1"))
    reading = read(passage, child, child.replace('"i1"', '"i2"'))
    assert [(item.code, item.scenario, item.stimulus) for item in reading.items] == [
        ("i1", "p1", "Read this."), ("i2", "p1", "Read this.")]
    assert reading.problems == []


def test_issue3_a_question_whose_shared_text_is_in_another_file_is_refused():
    reading = read(bank_item(met(equal("b")), facts=fact("parent_stimulus_item_ident", "elsewhere")))
    assert ([problem.code for problem in reading.problems], reading.items) == (["missing-file"], [])


def test_a_text_at_the_head_of_a_section_is_shared_by_its_questions():
    head = '<presentation_material><flow_mat><material><mattext>Read this.</mattext></material></flow_mat>' \
           "</presentation_material>"
    found = only(bank_item(met(equal("b"))), section=head)
    assert (found.scenario, found.stimulus, found.stem) == ("root", "Read this.", "Which one?")


def test_a_file_in_an_older_encoding_with_an_old_document_type_is_read():
    data = bank(bank_item(met(equal("b")), stem="Café?")).decode().replace(
        "<questestinterop", '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><questestinterop').replace(
        "UTF-8", "ISO-8859-1").encode("latin-1")
    reading = read_any("quiz.xml", data)
    assert (reading.format, reading.items[0].stem, reading.problems) == ("qti12", "Café?", [])
