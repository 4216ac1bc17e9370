"""Packages that we write: as the standard wants them, the same each time, believed only as long as they are ours."""

import io
import json
import re
import sys
import zipfile
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from lxml import etree

from question_bank.assets import asset_from
from question_bank.content import sample_bank
from question_bank.interchange import losses_of, read_any, write_any
from question_bank.item_shape import item_from
from question_bank.items import Option, document_of
from tests.factories.world import item_content
from tests.question_bank.interchange.qti.structure import IDENTIFIER, faults
from tests.question_bank.interchange.random_items import banks
from tests.question_bank.test_assets import png

PICTURE = asset_from(png())
IMAGE = f'<img src="asset:{PICTURE.digest}" alt="A map">'
RICH = (f"Look: {IMAGE}<p>One <em>two</em></p><ul><li>a<sub>1</sub></li></ul><blockquote>said</blockquote>"
        "<table><tbody><tr><th>x</th><td>y & z</td></tr></tbody></table>")
KINDS = ("qti3", "qti22", "qti21")
VERSIONS = {"qti3": "v3p0", "qti22": "v2p2", "qti21": "v2p1"}


def rich() -> list:
    several = {"kind": "multiple", "key": "", "keys": ("a", "c")}
    return [item_content("x-1", stem=RICH, rationale="General.", title="First", tags=("ethics",)),
            item_content("x:2", **several, scenario="set-1", stimulus=f"Read {IMAGE}", language="es"),
            item_content("x.3", **several, scoring="right_minus_wrong", scenario="set-1",
                         stimulus=f"Read {IMAGE}", fixed_order=True),
            replace(item_content("X-1"), options=(Option("1 st", "True"), Option("2 nd", "False")), key="1 st",
                    kind="true_false", use="practice")]


def package(kind: str, items) -> bytes:
    return write_any(kind, items, {PICTURE.digest: PICTURE})


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def shown(item) -> tuple:
    return (item.code, item.stem, tuple((option.text, option.rationale) for option in item.options),
            [[option.id for option in item.options].index(key) for key in item.right_options], item.kind, item.scoring,
            item.scenario, item.stimulus, item.rationale, item.title, item.language, item.fixed_order, item.competency,
            item.level, set(item.tags))


@pytest.mark.parametrize("kind", KINDS)
def test_written_items_are_as_the_standard_wants_them(kind):
    for name, data in files_of(package(kind, rich())).items():
        if name.startswith(("items/", "stimuli/")):
            assert faults(data, kind) == [], name


@pytest.mark.parametrize("kind", KINDS)
@given(bank=banks())
@settings(max_examples=25)
def test_whatever_is_in_an_item_it_is_written_as_the_standard_wants_it(kind, bank):
    assume(all(item_from(document_of(item), str)[0] == item for item in bank))
    for name, data in files_of(write_any(kind, bank)).items():
        if name.startswith(("items/", "stimuli/")):
            assert faults(data, kind) == [], name


def test_the_judge_sees_what_is_wrong():
    good = files_of(package("qti21", rich()))["items/00001-x-1.xml"]
    for old, new in ((b"<itemBody>", b"<itemBody>words"), (b' title="First"', b""), (b"<p>One", b"<p><ul/>One"),
                     (b"<value>b</value>", b"<value>z</value>"), (b"simpleChoice", b"simplechoice"),
                     (b' adaptive="', b' adaptiv="'), (b'<outcomeDeclaration identifier="FEEDBACK"',
                                                       b'<outcomeDeclaration identifier="FEED"')):
        assert faults(good.replace(old, new), "qti21") != []
    assert faults(good, "qti3") != []


@pytest.mark.parametrize("kind", KINDS)
def test_the_manifest_names_every_file_once_and_nothing_else(kind):
    files = files_of(package(kind, rich()))
    root = etree.fromstring(files.pop("imsmanifest.xml"))
    resources = [one for one in root.iter() if etree.QName(one).localname == "resource"]
    names = [one.get("identifier") for one in resources]
    assert sorted(one.get("href") for one in resources) == sorted(files)
    assert len(set(names)) == len(names) and all(IDENTIFIER.fullmatch(name) for name in names)
    needed = {one.get("identifierref") for one in root.iter() if etree.QName(one).localname == "dependency"}
    assert needed and needed <= set(names)
    items = [one for one in resources if one.get("href").startswith("items/")]
    assert {one.get("type") for one in items} == {f"imsqti_item_xml{VERSIONS[kind]}"}
    for one in items:
        used = set(re.findall(rb"\.\./([a-z]+/[\w.]+)", files[one.get("href")]))
        assert {"file-" + name.decode().replace("/", "-").replace(".", "-") for name in used} <= needed


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_of_a_package_is_of_its_own_version(kind):
    """A program tells the versions of QTI apart by the namespaces, the schemas and the words of the manifest."""
    files = files_of(package(kind, rich()))
    texts = b"".join(data for name, data in files.items() if name.endswith(".xml")).decode()
    assert set(re.findall(r"(?:imsqti(?:asi)?_|imsqti_metadata_|qti/qti|question/qti_|spec/qti/)(v\dp\d)", texts)) \
        == {VERSIONS[kind]}
    number = {"qti3": "QTI Package", "qti22": "QTIv2.2 Package", "qti21": "QTIv2.1 Package"}[kind]
    assert f">{number}</" in files["imsmanifest.xml"].decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_comes_back_with_its_pictures_and_texts(kind):
    reading = read_any("bank.zip", package(kind, rich()))
    assert (reading.format, reading.items, reading.problems) == (kind, rich(), [])
    assert reading.assets == {PICTURE.digest: PICTURE}


@pytest.mark.parametrize("kind", KINDS)
def test_what_other_programs_see_is_enough_to_read_it_again(kind):
    files = files_of(package(kind, [*rich(), *list(sample_bank())[::20]]))
    del files["examhall.json"]
    reading = read_any("bank.zip", zipped(files))
    wanted = [*rich(), *list(sample_bank())[::20]]
    # In QTI a quotation holds paragraphs alone. All else is the same, but for names of options that QTI does not take.
    wanted[0] = replace(wanted[0], stem=RICH.replace("said", "<p>said</p>"))
    assert [shown(item) for item in reading.items] == [shown(item) for item in wanted]


def test_an_item_that_was_changed_elsewhere_is_read_as_it_is_now_and_keeps_what_only_we_know():
    files = files_of(package("qti3", [item_content("x-1", use="practice"), item_content("x-2")]))
    name, = [one for one in files if "x-1" in one]
    files[name] = files[name].replace(b"What about x-1?", b"What about x-9?").replace(
        b"<qti-value>b</qti-value>", b"<qti-value>c</qti-value>")
    first, second = read_any("bank.zip", zipped(files)).items
    assert (first.stem, first.key, first.use, first.references) == (
        "What about x-9?", "c", "practice", item_content("x-1").references)
    assert second == item_content("x-2")


def test_tags_that_were_changed_elsewhere_are_read_as_they_are_now():
    files = files_of(package("qti3", rich()))
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"ethics", b"wrap").replace(b">C01<", b">C02<")
    assert [(item.tags, item.competency) for item in read_any("bank.zip", zipped(files)).items][0] == (("wrap",), "C02")


def test_t40_a_note_of_ours_that_is_forged_is_not_believed():
    files = files_of(package("qti3", [item_content("x-1")]))
    forged = json.loads(files["examhall.json"])
    forged["items"][0]["key"] = "d"
    files["examhall.json"] = json.dumps(forged).encode()
    assert read_any("bank.zip", zipped(files)).items[0].key == "b"
    files["examhall.json"] = b"[" * 100_000
    assert read_any("bank.zip", zipped(files)).items[0].key == "b"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_items_give_the_same_bytes_whenever_they_are_written(kind):
    data = package(kind, rich())
    assert data == package(kind, rich())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert (names[0], names[1:]) == ("imsmanifest.xml", sorted(names[1:]))


def test_pictures_that_are_not_at_hand_are_replaced_by_their_words():
    data = write_any("qti3", rich())
    assert b"Look: A map" in files_of(data)["items/00001-x-1.xml"]
    assert read_any("bank.zip", data).items == rich()


def test_what_other_programs_will_not_see_is_listed_by_item():
    found = losses_of("qti3", rich())
    assert [problem.place for problem in found] == ["x-1", "x:2", "x.3", "X-1"]
    assert found[-1].message == "Other programs will not see: references, author, use. Examhall reads them back."
    assert losses_of("qti21", [replace(item_content("x-1"), references=(), author="")]) == []


def calls_for(data: bytes) -> int:
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        read_any("bank.zip", data)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("foreign", [False, True])
def test_the_work_grows_with_the_items_and_not_faster(foreign):
    """A thousand items take about two seconds; what is counted here does not depend on the machine."""
    work = []
    for number in (20, 40):
        files = files_of(write_any("qti3", [item_content(f"x-{one}") for one in range(number)]))
        if foreign:
            del files["examhall.json"]
        work.append(calls_for(zipped(files)))
    assert work[1] < 2.2 * work[0]
    assert work[1] / 40 < 2500
