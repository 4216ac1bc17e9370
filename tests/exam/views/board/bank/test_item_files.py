"""Items by the file: nothing goes in before somebody has looked and confirmed, and the bank leaves on record."""

import hashlib
import io
import re
from dataclasses import replace

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import Asset, Item
from exam.queries.items import item_with_code
from question_bank.file_kinds import FILE_KINDS
from question_bank.interchange import native, read_any, write_any
from question_bank.item_sizes import LARGEST_FILE
from tests.factories import world as maker
from tests.factories.people import token
from tests.question_bank.interchange.qti import making as qti
from tests.support.databases import ONE_KIND
from tests.support.pictures import picture, shown

IMPORT, EXPORT = "/board/items/import", "/board/items/export"
HEAD = "code,competency,level,stem,option_a,option_b,option_c,key\n"


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def look_at(person, data: bytes, name: str = "items.csv"):
    fields = {"csrf_token": token(person.client, IMPORT), "file": FileStorage(io.BytesIO(data), name)}
    boundary, body = encode_multipart(fields)
    return person.client.post(IMPORT, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def hidden(answer) -> dict[str, str]:
    page = answer.get_data(as_text=True)
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]
            for name in ("csrf_token", "name", "content", "looked_at")}


def exported(person, **fields):
    """The file of an export, after the page has said what it will not hold."""
    fields = {"csrf_token": token(person.client, EXPORT), "states": ["draft"], "reason": "review panel", **fields}
    looked = person.client.post(EXPORT, data=fields)
    seen = re.search(r'name="shown"[^>]*value="([0-9a-f]{64})"', looked.get_data(as_text=True))[1]
    return looked, person.client.post(EXPORT, data={**fields, "shown": seen})


def codes() -> list[str]:
    return sorted(row.code for row in db.session.query(Item))


def test_a_file_is_looked_at_and_goes_in_when_confirmed(world, member):
    person = member("author")
    contents = [maker.item_content("a-1"), maker.item_content("a-2", "C02")]
    looked = look_at(person, write_any("xlsx", contents), "items.xlsx")
    assert looked.status_code == 200 and codes() == []
    answer = person.client.post(f"{IMPORT}/confirm", data=hidden(looked))
    assert (answer.status_code, codes()) == (303, ["a-1", "a-2"])
    assert item_with_code("a-1").current.content == contents[0]
    assert {row.state for row in db.session.query(Item)} == {"draft"}


def test_the_preview_says_what_is_new_changed_unchanged_and_retired(world, member, clock):
    before = [maker.item_content(f"a-{number}") for number in range(1, 4)]
    actions.import_items(before, now=clock(), by=maker.AUTHOR)
    actions.retire(item_with_code("a-3"), reason="old", now=clock(), by=maker.REVIEWER)
    incoming = [before[0], maker.item_content("a-2", stem="Another?"), maker.item_content("a-3", stem="Waken me?"),
                maker.item_content("a-4")]
    person = member("author")
    looked = look_at(person, write_any("json", incoming), "items.json")
    page = looked.get_data(as_text=True)
    outcomes = dict(re.findall(r'<th scope="row">(a-\d)</th>.*?<span class="eh-tag[^>]*>([^<]*)</span>', page, re.S))
    assert outcomes == {"a-1": "stays as it is", "a-2": "new revision", "a-3": "refused: the item is retired",
                        "a-4": "new"}
    refused = person.client.post(f"{IMPORT}/confirm", data=hidden(looked))
    assert refused.status_code == 400 and b"tick the box to leave it out" in refused.data and len(codes()) == 3
    taken = person.client.post(f"{IMPORT}/confirm", data={**hidden(refused), "leave_out": "y"})
    assert taken.status_code == 303
    assert (codes(), item_with_code("a-3").state, len(item_with_code("a-2").revisions)) == (
        ["a-1", "a-2", "a-3", "a-4"], "retired", 2)


@ONE_KIND
def test_t40_problems_are_named_by_row_and_nothing_goes_in_by_itself(world, member):
    person = member("author")
    looked = look_at(person, (HEAD + "a-1,C01,recall,Why?,A,B,C,a\na-2,C01,recall,Why?,A,B,C,z\n").encode())
    page = looked.get_data(as_text=True)
    assert "row 3, column key" in page and "key-not-a-choice" in page
    assert person.client.post(f"{IMPORT}/confirm", data=hidden(looked)).status_code == 400
    assert codes() == []
    person.client.post(f"{IMPORT}/confirm", data={**hidden(looked), "leave_out": "y"})
    assert codes() == ["a-1"]


def test_what_is_confirmed_is_what_was_looked_at(world, member, clock):
    person = member("author")
    fields = hidden(look_at(person, write_any("csv", [maker.item_content("a-1")])))
    other = hidden(look_at(person, write_any("csv", [maker.item_content("a-9")])))
    swapped = person.client.post(f"{IMPORT}/confirm", data={**fields, "content": other["content"]})
    assert swapped.status_code == 400 and codes() == []
    actions.import_items([maker.item_content("a-1")], now=clock(), by=maker.AUTHOR)
    torn = person.client.post(f"{IMPORT}/confirm", data={**fields, "content": "e30"})
    assert torn.status_code == 400 and b"The file did not arrive whole. Choose it again." in torn.data
    late = person.client.post(f"{IMPORT}/confirm", data=fields)
    assert late.status_code == 400 and b"The bank has changed since you looked" in late.data


@pytest.mark.parametrize(("name", "data", "words"), [
    ("", b"", "Choose a file"), ("../../x.docx", b"x", "This kind of file cannot be read"),
    ("items.xlsx", b"PK\x03\x04 not a zip", "The file is damaged"),
    ("items.csv", b"x" * (LARGEST_FILE + 1), "larger than 8 MB"),
])
@ONE_KIND
def test_t40_a_file_that_is_none_is_refused_in_words(world, member, name, data, words):
    answer = look_at(member("author"), data, name)
    assert words in answer.get_data(as_text=True) and "../" not in answer.get_data(as_text=True)
    assert codes() == []


def test_the_bank_leaves_on_record_and_comes_back_unchanged(world, member, clock):
    contents = [maker.item_content("a-1"), maker.item_content("a-2", stem="=1+1 is?")]
    actions.import_items(contents, now=clock(), by=maker.AUTHOR)
    person = member("psychometrician")
    looked, answer = exported(person, format="csv")
    assert "This format holds everything of these items" in looked.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=items.csv"
    assert read_any("items.csv", answer.data).items == contents
    entry = db.session.query(AuditEntry).filter_by(action="export_items").one()
    assert (entry.actor, entry.facts["sha256"], entry.facts["reason"], entry.facts["items"]) == (
        str(person.by), hashlib.sha256(answer.data).hexdigest(), "review panel", 2)


def test_pictures_travel_with_the_items_of_our_own_format(world, member, clock):
    asset = picture()
    content = maker.item_content("a-1", stem=f"What does it show? {shown(asset)}")
    alone, whole = write_any("json", [content]), write_any("json", [content], {asset.digest: asset})
    person = member("author")
    page = look_at(person, alone, "items.json").get_data(as_text=True)
    assert "This picture is not in the bank" in page and "Nothing in this file can go in" in page
    looked = look_at(person, whole, "items.json")
    assert person.client.post(f"{IMPORT}/confirm", data=hidden(looked)).status_code == 303
    assert db.session.query(Asset).one().data == asset.data
    entry = db.session.query(AuditEntry).filter_by(action="import_items").one()
    assert entry.facts["pictures"] == 1
    address = f"/board/items/pictures/{asset.digest}"
    assert f'<img src="{address}" alt="A grey field">' in person.page(f"/board/items/{item_with_code('a-1').id}")
    answer = person.client.get(address)
    assert (answer.data, answer.content_type, answer.headers["Cache-Control"]) == (
        asset.data, "image/png", "private, no-store")
    member("releaser").page(address, 403)
    leaving = member("psychometrician")
    read = read_any("items.json", exported(leaving, format="json")[1].data)
    assert (read.items, read.assets, read.problems) == ([content], {asset.digest: asset}, [])


def test_a_package_of_qti_shows_what_was_refused_and_what_was_changed_and_goes_in_with_its_pictures(world, member):
    asset = picture()
    files = {"a.xml": qti.item('<img src="p.png" alt="A map"/> <a href="https://example.org">words</a>'),
             "b.xml": qti.item(declared="", identifier="q-2"), "p.png": asset.data}
    person = member("author")
    looked = look_at(person, qti.package(files, listed=False), "bank.zip")
    page = looked.get_data(as_text=True)
    assert "b.xml#q-2" in page and "does not say which option is right" in page
    assert "What was changed or left out on the way in" in page and "A link was dropped" in page
    fields = hidden(looked)
    assert person.client.post(f"{IMPORT}/confirm", data=fields).status_code == 400
    assert person.client.post(f"{IMPORT}/confirm", data={**fields, "leave_out": "y"}).status_code == 303
    assert codes() == ["q-1"] and db.session.query(Asset).one().data == asset.data


@ONE_KIND
def test_notices_alone_keep_nothing_out(world, member):
    person = member("author")
    looked = look_at(person, qti.item(identifier="a b"), "bank.xml")
    assert person.client.post(f"{IMPORT}/confirm", data=hidden(looked)).status_code == 303
    assert len(codes()) == 1


@ONE_KIND
def test_issue3_a_file_of_five_megabytes_is_looked_at_and_goes_in(world, member):
    person = member("author")
    assert "at most 8 megabytes" in person.page(IMPORT)
    data = native.write([maker.item_content("a-1"), maker.item_content("a-2")], notice="x" * 5 * 2**20)
    looked = look_at(person, data, "items.json")
    assert looked.status_code == 200
    assert (person.client.post(f"{IMPORT}/confirm", data=hidden(looked)).status_code, codes()) == (303, ["a-1", "a-2"])


@ONE_KIND
def test_v5_5_2_1_only_the_files_of_items_may_be_that_large(world, member):
    person, much = member("author"), {"content": "x" * 5 * 2**20}
    refused = person.client.post(f"{IMPORT}/confirm", data=much)  # taken in, and refused for want of its token
    assert (refused.status_code, b"too large" in refused.data) == (400, False)
    for address in ("/account/sign-in", "/board/items/new", "/board/roster/import"):
        assert person.client.post(address, data=much).status_code == 413
    assert look_at(person, b"x" * 13 * 2**20).status_code == 413


@pytest.mark.parametrize("kind", list(FILE_KINDS))
@ONE_KIND
def test_the_bank_leaves_in_every_format_under_its_ending(kind, world, member, clock):
    content = maker.item_content("a-1")
    actions.import_items([content], now=clock(), by=maker.AUTHOR)
    _, answer = exported(member("psychometrician"), format=kind)
    known = FILE_KINDS[kind]
    assert answer.headers["Content-Disposition"] == f"attachment; filename=items.{known.ending}"
    item, = read_any(f"items.{known.ending}", answer.data).items
    assert [option.text for option in item.options] == [option.text for option in content.options]


def test_the_bank_does_not_leave_without_a_reason(world, member):
    assert "Say who needs the file" in member("psychometrician").send("/board/items/export", format="csv",
                                                                      states="approved")
    assert db.session.query(AuditEntry).filter_by(action="export_items").count() == 0


@ONE_KIND
def test_issue3_what_a_format_cannot_hold_is_listed_before_the_file_leaves_and_again_when_it_changes(
        world, member, clock):
    actions.import_items([maker.item_content("a-1")], now=clock(), by=maker.AUTHOR)
    person = member("psychometrician")
    fields = {"csrf_token": token(person.client, EXPORT), "format": "aiken", "states": ["draft"], "reason": "another"}
    looked = person.client.post(EXPORT, data=fields)
    page = looked.get_data(as_text=True)
    assert looked.mimetype == "text/html" and "What this format cannot hold" in page and "not-held" in page
    assert db.session.query(AuditEntry).filter_by(action="export_items").count() == 0
    seen = re.search(r'name="shown"[^>]*value="([0-9a-f]{64})"', page)[1]
    actions.import_items([maker.item_content("a-2")], now=clock(), by=maker.AUTHOR)
    again = person.client.post(EXPORT, data={**fields, "shown": seen})
    assert again.mimetype == "text/html"
    other = person.client.post(EXPORT, data={**fields, "shown": seen, "format": "gift"})
    assert other.mimetype == "text/html"
    _, answer = exported(person, format="aiken")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    entry = db.session.query(AuditEntry).filter_by(action="export_items").one()
    assert entry.facts["losses"] > 0 and entry.facts["format"] == "aiken"


@pytest.mark.parametrize("kind", list(FILE_KINDS))
@ONE_KIND
def test_issue3_a_file_that_is_imported_twice_changes_nothing_the_second_time(kind, world, member, clock):
    person, name = member("author"), f"items.{FILE_KINDS[kind].ending}"
    data = write_any(kind, [maker.item_content("a-1"), maker.item_content("a-2", "C02")])
    first = hidden(look_at(person, data, name))
    assert person.client.post(f"{IMPORT}/confirm", data=first).status_code == 303
    revisions = {code: len(item_with_code(code).revisions) for code in codes()}
    page = look_at(person, data, name).get_data(as_text=True)
    assert len(revisions) == 2 and page.count(">stays as it is<") == 2
    person.client.post(f"{IMPORT}/confirm", data=hidden(look_at(person, data, name)))
    assert {code: len(item_with_code(code).revisions) for code in codes()} == revisions


@ONE_KIND
def test_issue3_the_preview_shows_each_difference_and_picture_and_counts_what_goes_in(world, member, clock):
    asset = picture()
    actions.import_items([maker.item_content("a-1")], now=clock(), by=maker.AUTHOR)
    changed = maker.item_content("a-1", stem=f"What about this one? {shown(asset)}")
    data = write_any("json", [changed, maker.item_content("a-2")], {asset.digest: asset})
    bad = data.replace(b'"schema": 1', b'"schema": 1').replace(b'"key": "b"', b'"key": "z"', 2).replace(
        b'"key": "z"', b'"key": "b"', 1)
    page = look_at(member("author"), bad, "items.json").get_data(as_text=True)
    assert "Import 1 and leave 1 out" in page and "Import 1 item" in page
    assert "What would change in a-1" in page and "<ins>this one?" in page
    assert asset.digest[:12] in page and f"{asset.width} by {asset.height} pixels" in page


@ONE_KIND
def test_issue3_another_key_of_a_used_item_is_refused_from_a_file_with_the_way_to_its_page(db_app, member, clock):
    maker.world(now=clock())
    row = item_with_code("t-001")
    data = write_any("json", [replace(row.current.content, key="c")])
    page = look_at(member("author"), data, "items.json").get_data(as_text=True)
    assert "refused: another key after use" in page and f"/board/items/{row.id}" in page
    assert "Nothing in this file can go in" in page


@ONE_KIND
def test_issue3_an_import_that_was_looked_at_knows_what_the_rules_still_ask_for(world, member, clock):
    person = member("author")
    data = write_any("json", [maker.item_content("a-1"), maker.item_content("a-2", references=())])
    person.client.post(f"{IMPORT}/confirm", data=hidden(look_at(person, data, "items.json")))
    listed = person.page("/board/items?flag=faults")
    assert ">a-2<" in listed and ">a-1<" not in listed and "1 to mend" in listed
