"""Packages of QTI: read in the order of the manifest, every question accounted for, what is strange said in words."""

import io
import zipfile

import pytest

from question_bank.interchange import read_any
from tests.question_bank.interchange.qti.making import (
    V3,
    bank,
    bank_item,
    choice,
    equal,
    fact,
    item,
    manifest,
    met,
    package,
    resource,
    values,
)
from tests.question_bank.test_assets import png

STIMULUS = (f'<qti-assessment-stimulus xmlns="{V3}" identifier="river" title="The river"><qti-stimulus-body><p>Read '
            'this.</p></qti-stimulus-body></qti-assessment-stimulus>').encode()
TEST = (b'<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="T"><testPart><'
        b'assessmentSection identifier="s"><assessmentItemRef identifier="q-1" href="a.xml"/>'
        b"</assessmentSection></testPart></assessmentTest>")
ITEM3 = (f'<qti-assessment-item xmlns="{V3}" identifier="q-3" title="T" adaptive="false" time-dependent="false" '
         'xml:lang="es"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
         '<qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>'
         '<qti-assessment-stimulus-ref identifier="river" href="../texts/river.xml"/><qti-item-body><qti-choice-'
         'interaction response-identifier="RESPONSE" max-choices="1" shuffle="true"><qti-prompt>Which?</qti-prompt>'
         '<qti-simple-choice identifier="A">One <qti-feedback-inline outcome-identifier="F" identifier="A" '
         'show-hide="show">No.</qti-feedback-inline></qti-simple-choice><qti-simple-choice identifier="B" fixed="true">'
         'Two</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>').encode()


def read(files: dict[str, bytes], **more):
    return read_any("bank.zip", package(files, **more))


def said(reading) -> list[tuple[str, str, str]]:
    return [(problem.place, problem.code, problem.severity) for problem in reading.problems]


def test_items_are_read_in_the_order_of_the_manifest_with_their_source():
    files = {"b.xml": item(identifier="q-2"), "a.xml": item(), "c.xml": item(declared="", identifier="q-3")}
    reading = read(files)
    assert (reading.format, [one.code for one in reading.items]) == ("qti21", ["q-2", "q-1"])
    assert reading.sources == {"q-2": "b.xml#q-2", "q-1": "a.xml#q-1"}
    assert said(reading) == [("c.xml#q-3", "no-key", "error")]


def test_an_item_of_qti_3_with_a_text_it_shares():
    reading = read({"items/q.xml": ITEM3, "texts/river.xml": STIMULUS})
    one, = reading.items
    assert (reading.format, [problem.code for problem in reading.problems]) == ("qti3", ["order-fixed"])
    assert (one.scenario, one.stimulus, one.stem, one.language) == ("river", "Read this.", "Which?", "es")
    assert (one.options[0].text, one.options[0].rationale, one.fixed_order) == ("One", "No.", True)


@pytest.mark.parametrize("text", [b"<html><body><p>Read <b>this</b>.</p></body></html>", b"<p>Read <b>this</b>.<br>"])
@pytest.mark.parametrize("link", ['<object data="texts/p.html" type="text/html"/>',
                                  '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="texts/p.html"/>'])
def test_a_page_of_the_package_that_an_item_shows_is_a_text_it_shares(text, link):
    reading = read({"q.xml": item(f"Which?</p>{link}<p>"), "texts/p.html": text}, listed=False)
    assert (reading.items[0].stimulus, reading.items[0].stem) in [
        ("Read <strong>this</strong>.", "Which?"), ("Read <strong>this</strong>.<br>", "Which?")]


def test_pictures_are_found_beside_the_item_and_kept_once():
    files = {"items/a.xml": item('<img src="../media/a%20b.png" alt="x"/>'), "media/a b.png": png(),
             "items/b.xml": item('<img src="../media/./a b.png" alt="x"/>', identifier="q-2")}
    reading = read(files, listed=False)
    assert [one.stem for one in reading.items] == [f'<img src="asset:{next(iter(reading.assets))}" alt="x">'] * 2
    assert len(reading.assets) == 1


@pytest.mark.parametrize("address", ["$IMS-CC-FILEBASE$/a.png", "%24IMS-CC-FILEBASE%24/a.png?canvas_=1",
                                     "$IMS_CC_FILEBASE$a.png"])
def test_pictures_are_found_where_canvas_keeps_them(address):
    one = bank_item(met(equal("b")), stem=f'&lt;img src="{address}" alt="x"&gt;')
    reading = read({"quiz/quiz.xml": bank(one), "web_resources/a.png": png()}, listed=False)
    assert len(reading.assets) == 1


def test_a_picture_that_is_not_in_the_package_or_that_leads_out_of_it_is_missing():
    files = {"a.xml": item('<img src="no.png" alt="x"/>'), "b.xml": item('<img src="../../etc/passwd"/>',
                                                                         identifier="q-2")}
    assert said(read(files)) == [("a.xml#q-1", "missing-file", "error"), ("b.xml#q-2", "missing-file", "error")]


def test_a_manifest_that_names_absent_files_and_one_id_twice_is_said():
    listed = manifest(resource("a.xml", identifier="r"), resource("b.xml", identifier="r"),
                      resource("x.css", "webcontent"), resource("no.xml", identifier="n"))
    reading = read({"imsmanifest.xml": listed, "a.xml": item(), "b.xml": item(identifier="q-2")})
    assert [one.code for one in reading.items] == ["q-1", "q-2"]
    assert said(reading) == [("imsmanifest.xml#r", "duplicate-id", "warning"),
                             ("manifest#x.css", "missing-file", "warning"), ("no.xml#n", "missing-file", "error")]


def test_two_questions_with_one_identifier_are_not_both_taken():
    reading = read({"a.xml": item(), "b.xml": item("Another?")})
    assert len(reading.items) == 1
    assert said(reading) == [("b.xml#q-1", "duplicate-code", "error")]


def test_a_manifest_in_a_folder_or_none_at_all():
    assert said(read({"a.xml": item()}, folder="inside/")) == []
    assert said(read({"a.xml": item()}, listed=False)) == [("package", "no-manifest", "warning")]
    listed = manifest(resource("a.xml"))
    reading = read({"imsmanifest.xml": listed, "a.xml": item(), "b.xml": item(identifier="q-2")})
    assert said(reading) == [("b.xml", "not-in-manifest", "warning")]
    assert len(reading.items) == 2


def test_a_test_of_the_package_is_reported_and_its_questions_are_read():
    reading = read({"a.xml": item(), "t.xml": TEST})
    assert (len(reading.items), said(reading)) == (1, [("t.xml", "test-left-out", "info")])


def test_what_the_manifest_says_of_an_item_is_kept():
    lom = ('<metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><keyword><string>ethics</string></keyword>'
           '<keyword><langstring>wrap</langstring></keyword></general><classification><purpose><value>discipline</value>'
           '</purpose><taxonPath><taxon><entry><string>Peers</string></entry></taxon></taxonPath></classification></lom>'
           '<curriculumStandardsMetadataSet xmlns="urn:x"><labelledGUID><label>CASE.1</label><GUID>1</GUID>'
           f'</labelledGUID></curriculumStandardsMetadataSet><x:keyword xmlns:x="urn:y">{"long " * 20}</x:keyword>'
           "</metadata>")
    reading = read({"imsmanifest.xml": manifest(resource("a.xml", inside=lom)), "a.xml": item()})
    assert reading.items[0].tags == ("ethics", "wrap", "Peers", "CASE.1")
    assert said(reading) == [("a.xml#q-1", "metadata-dropped", "warning")]


def test_a_quiz_that_canvas_wrote_twice_is_read_once():
    quiz = bank(bank_item(met(equal("b"))))
    files = {"g1/assessment_qti.xml": quiz, "non_cc_assessments/g1.xml.qti": quiz, "g1/assessment_meta.xml": b"<quiz/>"}
    reading = read(files, listed=False)
    assert reading.sources == {"i1": "non_cc_assessments/g1.xml.qti#i1"}
    assert [code for _, code, severity in said(reading) if severity == "error"] == []


def test_the_same_package_gives_the_same_twice():
    data = package({"a.xml": item(identifier="a b"), "b.xml": item('<img src="p.png" alt="x"/>'), "p.png": png()})
    assert read_any("one.zip", data) == read_any("two.zip", data)


def test_every_question_is_either_taken_or_refused():
    singles = {f"{number}.xml": item(identifier=f"q-{number}", declared=values("ABZ"[number % 3]) if number % 4 else "",
                                     choices=choice("A") + choice("B" if number % 5 else "A"))
               for number in range(40)}
    many = bank(*(bank_item(met(equal("abz"[number % 3])), ident=f"i-{number % 37}") for number in range(40)),
                bank_item("", ident="text", facts=fact("question_type", "text_only_question"), response=" "))
    reading = read({**singles, "bank.xml": many, "broken.xml": item()[:-20], "other.xml": b"<config/>",
                    "imsmanifest.xml": manifest(*map(resource, [*singles, "bank.xml", "broken.xml", "absent.xml"]))})
    refused = [problem for problem in reading.problems if problem.severity == "error"]
    assert len(reading.items) + len({(problem.place, problem.message) for problem in refused}) == 40 + 41 + 2
    assert {problem.place.partition("#")[0] for problem in refused} >= {"broken.xml", "absent.xml", "bank.xml"}


@pytest.mark.parametrize(("name", "data", "code"), [
    ("x.xml", manifest(), "no-items"), ("x.xml", TEST, "no-items"), ("x.xml", b"<config/>", "unknown-namespace"),
    ("x.zip", package({"a.txt": b"x"}, listed=False), "empty"), ("x.xml", b"\xff\xfe<\x00a\x00", "encoding"),
    ("x.xml", b"plain words", "not-well-formed"), ("x.zip", b"plain words", "not-well-formed")])
def test_a_file_without_questions_says_what_it_is(name, data, code):
    reading = read_any(name, data)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert ([problem.code for problem in errors], reading.items) == ([code], [])


def test_a_damaged_package_is_refused():
    data = package({"a.xml": item()})
    for broken in (data[:-30], data[:200] + bytes(50) + data[250:]):
        assert [problem.code for problem in read_any("x.zip", broken).problems][-1] == "not-well-formed"


@pytest.mark.parametrize("data", [b"plain words", package({"a.xml": item()})[:-60], package({"a.xml": item()})[40:],
                                  b"%PDF-1.7 <a>"], ids=["words", "no end", "no beginning", "other"])
@pytest.mark.parametrize("name", ["x.zip", "x.IMSCC"])
def test_a_zip_file_that_is_none_or_was_cut_short_is_called_so(name, data):
    problem, = read_any(name, data).problems
    assert (problem.code, problem.message) == ("not-well-formed", "This is no whole zip file. Copy or download it once "
                                               "more, or export it again.")


def test_moodle_xml_in_a_zip_file_says_how_it_is_read():
    reading = read({"questions.xml": b"<?xml version='1.0'?><quiz><question type='essay'/></quiz>"}, listed=False)
    assert said(reading)[1:] == [("questions.xml", "unknown-namespace", "error")]
    assert reading.problems[1].message.endswith("Unpack it and read the .xml file.")


def test_a_list_of_settings_in_canvas_that_is_named_as_in_moodle_is_no_moodle_xml():
    settings = b"<quiz xmlns='http://canvas.instructure.com/xsd/cccv1p0' identifier='i'><title>Quiz</title></quiz>"
    reading = read({"a.xml": item(), "i/assessment_meta.xml": settings}, listed=False)
    assert (len(reading.items), [one for one in said(reading) if one[2] == "error"]) == (1, [])


def test_a_style_sheet_of_a_shared_text_is_named():
    text = STIMULUS.replace(b"<qti-stimulus-body>", b"<qti-stylesheet href='a.css'/><qti-stimulus-body>")
    reading = read({"items/q.xml": ITEM3, "texts/river.xml": text})
    assert ("items/q.xml#q-3", "style-dropped", "info") in said(reading)


def test_a_bar_can_follow_a_large_package():
    heard = []
    with zipfile.ZipFile(io.BytesIO(package({"a.xml": item()}))) as archive:
        files = len(archive.namelist())
    read_any("x.zip", package({"a.xml": item()}), lambda done, of: heard.append((done, of)))
    assert heard == [(number, files) for number in range(1, files + 1)]
