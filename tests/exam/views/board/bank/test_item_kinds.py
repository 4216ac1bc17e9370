"""Writing items of every kind, sets and pictures on the board's pages: without scripts, and without losing a word."""

import io
import re
from html import unescape

import pytest

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import Asset, Item
from exam.queries.items import item_with_code
from exam.views.board import item_help
from question_bank import assets
from tests.factories import kinds
from tests.factories import world as maker
from tests.factories.people import token
from tests.support.pictures import picture, png

NEW = "/board/items/new"
FACTS = {"code": "n-1", "use": "practice", "competency": "C01", "level": "recall", "stem": "What is it?",
         "references": "A source | 1 | 2026-01-01", "language": "en"}
OPTIONS = {f"{name}_{letter}": f"{name} {letter}" for name in ("option", "rationale") for letter in "abcd"}


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


@pytest.fixture
def rows(world) -> list[Item]:
    return kinds.practice_of_each(world.version, now=world.now)


def post(person, address: str, fields: dict):
    return person.client.post(address, data={"csrf_token": token(person.client, f"{NEW}?kind=single"), **fields})


def written(person, kind: str, **fields):
    answer = post(person, f"{NEW}?kind={kind}", {**FACTS, **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return item_with_code("n-1").current.content


def value_of(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}"[^>]*>\r?\n?([^<]*)</textarea>', page)[1]).strip()


def test_the_kind_comes_first_and_each_has_its_own_form(world, member):
    person = member("author")
    chooser = person.page(NEW)
    assert all(f"{NEW}?kind={kind}" in chooser for kind in ("single", "multiple", "true_false"))
    assert "Which option is right?" in person.page(f"{NEW}?kind=single")
    several = person.page(f"{NEW}?kind=multiple")
    assert 'type="checkbox" value="b"' in several.replace("\n", " ") or 'name="keys" type="checkbox"' in several
    assert "Part of the points: each right option adds a point" in several
    assert "Is the statement true?" in person.page(f"{NEW}?kind=true_false")


def test_several_right_options_and_their_counting_are_kept_and_shown_again(world, member):
    person = member("author")
    content = written(person, "multiple", **OPTIONS, keys=["b", "d"], scoring="right_minus_wrong",
                      rationale="In all.", title="A title")
    assert (content.kind, content.key, content.keys, content.scoring, content.points) == (
        "multiple", "", ("b", "d"), "right_minus_wrong", 2)
    assert (content.rationale, content.title) == ("In all.", "A title")
    item = item_with_code("n-1")
    form = person.page(f"/board/items/{item.id}/edit")
    ticked = [re.search(r'value="(\w)"', box)[1] for box in re.findall(r'<input[^>]*name="keys"[^>]*>', form)
              if "checked" in box]
    assert ticked == ["b", "d"]
    page = person.page(f"/board/items/{item.id}")
    assert "Each right choice adds a point." in page and page.count(">right</span>") == 2
    assert 'type="checkbox" id="c1-a"' in page


@pytest.mark.parametrize(("language", "words"), [("en", ["True", "False"]), ("es", ["Verdadero", "Falso"])])
def test_true_or_false_is_one_decision(world, member, language, words):
    content = written(member("author"), "true_false", key="b", rationale_a="No.", rationale_b="Yes.",
                      language=language)
    assert (content.kind, content.key, [one.text for one in content.options]) == ("true_false", "b", words)
    assert [one.rationale for one in content.options] == ["No.", "Yes."]


@pytest.mark.parametrize(("kind", "fields", "sentence"), [
    ("multiple", {**OPTIONS}, "Choose the right options."), ("true_false", {}, "Say whether the statement is true."),
    ("multiple", {**OPTIONS, "keys": ["f"]}, "Say which option is right."),
    ("single", {**OPTIONS, "key": "a", "scenario": "s-1"}, "A set of questions has both a code and the text"),
])
def test_what_is_missing_is_said_beside_its_field(world, member, kind, fields, sentence):
    answer = post(member("author"), f"{NEW}?kind={kind}", {**FACTS, **fields})
    assert answer.status_code == 400 and sentence in answer.get_data(as_text=True)
    assert item_with_code("n-1") is None


def test_more_options_are_asked_for_without_losing_a_word(world, member):
    person = member("author")
    answer = post(person, NEW, {**FACTS, **{f"option_{letter}": letter * 3 for letter in "abcdef"}, "then": "more"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "Option H" in page and "Option I" not in page
    assert value_of(page, "option_f") == "fff" and item_with_code("n-1") is None
    content = written(person, "single", **{f"option_{letter}": letter * 3 for letter in "abcdefgh"}, key="h")
    assert len(content.options) == 8 and content.key == "h"


def test_another_kind_is_a_new_revision_with_another_key(rows, member, world):
    person, row = member("author"), rows[0]
    fields = {name: value for name, value in FACTS.items() if name not in ("code", "use")}
    answer = post(person, f"/board/items/{row.id}/edit?kind=multiple", {
        **fields, **OPTIONS, "keys": ["a", "b"], "scoring": "all_or_nothing", "seen": 1})
    db.session.expire_all()
    content = row.current.content
    assert answer.status_code == 303 and (content.kind, content.key, content.keys) == ("multiple", "", ("a", "b"))
    changes = person.page(f"/board/items/{row.id}/revisions/2")
    assert "<dt>Kind</dt>" in changes and "<dt>Key</dt>" in changes


def test_the_page_warns_that_a_set_changes_as_a_whole_and_a_new_item_takes_over_its_text(rows, member):
    person = member("author")
    page = " ".join(person.page(f"/board/items/{rows[4].id}/edit").split())
    assert "k-6 holds the same text. If you change it here" in page and "Read this first" not in page
    content = written(person, "single", **OPTIONS, key="a", scenario="k-set-codecanary")
    assert content.stimulus == kinds.STIMULUS


def upload(person, data: bytes, words: str = "A grey <field>", place: str = "stimulus"):
    fields = {**FACTS, **OPTIONS, "key": "a", "then": "picture", "picture_words": words, "picture_place": place,
              "stimulus": "Look:"}
    if data:
        fields["picture"] = (io.BytesIO(data), "x.png")
    return post(person, NEW, fields)


def test_v5_5_2_2_a_picture_goes_into_the_text_with_its_words(world, member):
    person = member("author")
    answer = upload(person, picture().data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    wanted = f'Look: <img src="asset:{picture().digest}" alt="A grey &lt;field&gt;">'
    assert value_of(page, "stimulus") == wanted and value_of(page, "option_d") == "option d"
    assert "The picture stands at the end of this text: Text that the questions of the set share" in page
    assert db.session.query(Asset).one().added_by == str(person.by)
    entry = db.session.query(AuditEntry).filter_by(action="add_asset").one()
    assert entry.subject == f"asset:{picture().digest}" and entry.facts["added"] == 1
    upload(person, picture().data)
    assert db.session.query(Asset).count() == 1
    assert f'src="{"/board/items/pictures/"}{picture().digest}"' in shown_page(person, wanted)


def test_a_picture_that_was_chosen_is_not_left_behind_by_another_button(world, member):
    person = member("author")
    answer = post(person, NEW, {**FACTS, **OPTIONS, "key": "a", "picture_words": "A field", "picture_place": "stem",
                                "picture": (io.BytesIO(png()), "x.png")})
    assert answer.status_code == 200 and "alt=&#34;A field&#34;" in answer.get_data(as_text=True)
    assert item_with_code("n-1") is None


def shown_page(person, stimulus: str) -> str:
    written(person, "single", **OPTIONS, key="a", scenario="s-1", stimulus=stimulus)
    return person.page(f"/board/items/{item_with_code('n-1').id}")


@pytest.mark.parametrize(("data", "words", "sentence"), [
    (b"", "A field", "Choose a picture."), (png(), " ", "Say in words what the picture shows"),
    (b"<svg onload='x'/>", "A field", "Only PNG, JPEG and GIF pictures are taken."),
    (png() + b"PK", "A field", "Something else is hidden behind the picture."),
    (b"\x89PNG\r\n\x1a\n" + bytes(2048), "A field", "The picture is larger than 2 kB."),
])
def test_v5_5_2_1_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
        world, member, monkeypatch, data, words, sentence):
    for module in (item_help, assets):
        monkeypatch.setattr(module, "LARGEST_PICTURE", 2048)
    page = upload(member("author"), data, words).get_data(as_text=True)
    assert sentence in page and value_of(page, "stem") == "What is it?" and value_of(page, "stimulus") == "Look:"
    assert db.session.query(Asset).count() == 0


def test_only_who_writes_items_brings_pictures_and_only_who_sees_items_sees_them(world, member):
    reviewer = member("reviewer")
    assert reviewer.client.post(NEW, data={"csrf_token": token(reviewer.client, "/board/items"), "then": "picture",
                                           "picture": (io.BytesIO(png()), "x.png")}).status_code == 403
    actions.import_items([kinds.one_of_each()[5]], pictures=[kinds.PICTURE, kinds.IN_A_REASON], now=world.now,
                         by=maker.AUTHOR)
    reviewer.page(f"/board/items/pictures/{'0' * 64}", 404)
    assert reviewer.client.get(f"/board/items/pictures/{kinds.PICTURE.digest}").data == kinds.PICTURE.data
    for role in ("administrator", "releaser", "auditor"):
        member(role).page(f"/board/items/pictures/{kinds.PICTURE.digest}", 403)
