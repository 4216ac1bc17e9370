"""Items by the file: nothing goes in before somebody has looked and confirmed, and the bank leaves on record."""

import hashlib
import io
import re

import pytest

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import Asset, Item
from exam.queries.items import item_with_code
from exam.views.board import item_files
from question_bank.file_kinds import FILE_KINDS
from question_bank.interchange import read_any, write_any
from tests.factories import world as maker
from tests.factories.people import token
from tests.question_bank.interchange.qti import making as qti
from tests.support.pictures import picture, shown

IMPORT = "/board/items/import"
HEAD = "code,competency,level,stem,option_a,option_b,option_c,key\n"


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def look_at(person, data: bytes, name: str = "items.csv"):
    fields = {"csrf_token": token(person.client, IMPORT), "file": (io.BytesIO(data), name)}
    return person.client.post(IMPORT, data=fields)


def hidden(answer) -> dict[str, str]:
    page = answer.get_data(as_text=True)
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]
            for name in ("csrf_token", "name", "content", "looked_at")}


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
    late = person.client.post(f"{IMPORT}/confirm", data=fields)
    assert late.status_code == 400 and b"The bank has changed since you looked" in late.data


@pytest.mark.parametrize(("name", "data", "words"), [
    ("", b"", "Choose a file"), ("../../x.docx", b"x", "This kind of file cannot be read"),
    ("items.xlsx", b"PK\x03\x04 not a zip", "The file is damaged"),
    ("items.csv", b"x" * 2001, "larger than 1 MB"),
])
def test_t40_a_file_that_is_none_is_refused_in_words(world, member, monkeypatch, name, data, words):
    monkeypatch.setattr(item_files, "LARGEST_FILE", 2000)
    answer = look_at(member("author"), data, name)
    assert words in answer.get_data(as_text=True) and "../" not in answer.get_data(as_text=True)
    assert codes() == []


def test_the_bank_leaves_on_record_and_comes_back_unchanged(world, member, clock):
    contents = [maker.item_content("a-1"), maker.item_content("a-2", stem="=1+1 is?")]
    actions.import_items(contents, now=clock(), by=maker.AUTHOR)
    person = member("psychometrician")
    page = "/board/items/export"
    answer = person.client.post(page, data={"csrf_token": token(person.client, page), "format": "csv",
                                            "states": ["draft"], "reason": "review panel"})
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
    fields = {"csrf_token": token(leaving.client, "/board/items/export"), "format": "json", "states": ["draft"],
              "reason": "review panel"}
    read = read_any("items.json", leaving.client.post("/board/items/export", data=fields).data)
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


def test_notices_alone_keep_nothing_out(world, member):
    person = member("author")
    looked = look_at(person, qti.item(identifier="a b"), "bank.xml")
    assert person.client.post(f"{IMPORT}/confirm", data=hidden(looked)).status_code == 303
    assert len(codes()) == 1


@pytest.mark.parametrize("kind", list(FILE_KINDS))
def test_the_bank_leaves_in_every_format_under_its_ending(kind, world, member, clock):
    content = maker.item_content("a-1")
    actions.import_items([content], now=clock(), by=maker.AUTHOR)
    person, page = member("psychometrician"), "/board/items/export"
    answer = person.client.post(page, data={"csrf_token": token(person.client, page), "format": kind,
                                            "states": ["draft"], "reason": "another program"})
    known = FILE_KINDS[kind]
    assert answer.headers["Content-Disposition"] == f"attachment; filename=items.{known.ending}"
    item, = read_any(f"items.{known.ending}", answer.data).items
    assert [option.text for option in item.options] == [option.text for option in content.options]


def test_the_bank_does_not_leave_without_a_reason(world, member):
    assert "Say who needs the file" in member("psychometrician").send("/board/items/export", format="csv",
                                                                      states="approved")
    assert db.session.query(AuditEntry).filter_by(action="export_items").count() == 0
