"""Reading an item closely: two texts side by side, the candidates' screens, where it was used, and what it is like."""

import re
import threading
from dataclasses import replace

import pytest

from exam.actions import items as actions
from exam.actions import jobs
from exam.cli.working import work_off
from exam.database import db
from exam.models import ItemPair, Job
from exam.queries.assembling import _contents
from exam.queries.item_pairs import LOOK, proposals
from exam.queries.items import item_with_code
from tests.factories import kinds
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

ALIKE = "A person in a support group tells the peer worker about missed medication and asks for silence. What is best?"


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def bank(clock, *contents):
    actions.import_items(contents, now=clock(), by=maker.AUTHOR)
    return [item_with_code(content.code) for content in contents]


def look(clock) -> None:
    jobs.ask(LOOK, {}, now=clock(), by=maker.AUTHOR)
    assert work_off(threading.Event()) == {"done": 1}
    db.session.rollback()


def alike(clock):
    texts = [maker.item_content(code, stem=ALIKE, options=tuple(
        replace(option, text=f"Talk with the person about step {option.id} and the support group in {code}")
        for option in maker.item_content(code).options)) for code in ("a-1", "a-2")]
    return bank(clock, *texts)


@ONE_KIND
def test_issue3_any_two_revisions_stand_side_by_side_word_by_word(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    for number, stem in enumerate(("What about it now?", "What about it then?"), start=1):
        actions.edit(row, maker.item_content("a-1", stem=stem), seen_number=number, note="", now=clock(),
                     by=maker.AUTHOR)
    person = member("author")
    newest = person.page(f"/board/items/{row.id}/compare")
    first = person.page(f"/board/items/{row.id}/compare?old=1&new=3")
    assert "<del>now?</del>" in newest and "<ins>then?</ins>" in newest and "a-1?" not in newest
    assert "<del>a-1?</del>" in first and "<ins>it then?</ins>" in first
    assert "The two texts are the same" in person.page(f"/board/items/{row.id}/compare?old=2&new=2")
    person.page(f"/board/items/{row.id}/compare?old=1&new=9", 404)


@ONE_KIND
@pytest.mark.parametrize("place", range(4))
def test_issue3_the_preview_is_the_rooms_own_page_and_may_be_framed_by_ours_alone(world, member, clock, place):
    row, = bank(clock, kinds.one_of_each(use="operational")[place])
    person = member("author")
    page = person.client.get(f"/board/items/{row.id}/preview")
    frames = re.findall(r'<iframe[^>]*src="([^"]*)"', page.get_data(as_text=True))
    assert len(frames) == 3 and "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    for address in frames:
        screen = person.client.get(address)
        text, policy = screen.get_data(as_text=True), screen.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy and "form-action 'none'" in policy and "script-src 'none'" in policy
        assert screen.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "/css/room." in text and "eh-question__stem" in text and "<form" not in text
        assert "Why b." not in text and 'name="csrf_token"' not in text
    member("releaser").page(f"/board/items/{row.id}/preview", 403)


@ONE_KIND
def test_issue3_near_duplicates_are_proposed_and_kept_apart_once_a_reviewer_says_so(world, member, clock):
    one, other = alike(clock)
    look(clock)
    assert [codes for *codes, _ in proposals()] == [["a-1", "a-2"]]
    reviewer = member("reviewer")
    assert "1 pair waits for a decision" in reviewer.page("/board/items/health")
    beside = f"/board/items/{one.id}/beside/a-2"
    assert beside in reviewer.page(f"/board/items/{one.id}")
    assert "Choose one of the two." in reviewer.send(beside, reason="They ask the same.")
    decided = reviewer.send(beside, verdict="apart", reason="They ask the same.")
    assert "Never on one exam form: They ask the same." in decided
    assert [content.enemies for content in _contents([one, other])] == [("a-2",), ("a-1",)]
    assert proposals() == [] and one.current.number == 1
    reviewer.send(beside, verdict="may_meet", reason="On second thought they differ.")
    assert [content.enemies for content in _contents([one, other])] == [(), ()]
    assert db.session.query(ItemPair).count() == 2
    member("author").page(beside, 403)
    reviewer.page(f"/board/items/{one.id}/beside/a-1", 404)


@ONE_KIND
def test_issue3_the_look_through_the_bank_is_a_job_asked_for_on_the_page_of_its_health(world, member, clock):
    bank(clock, maker.item_content("a-1", stem="Ana asks. She waits. What now?"))
    person = member("author")
    assert "Nobody has looked through the bank yet" in person.page("/board/items/health")
    person.send("/board/items/health/look", page="/board/items/health")
    assert "A new look is under way" in person.page("/board/items/health")
    work_off(threading.Event())
    page = person.page("/board/items/health")
    assert "over 1 items that are not retired" in page and "Who the items are about" in page
    assert db.session.query(Job).filter_by(kind=LOOK).one().result["people"]["pronouns"] == {"she": 1}


@ONE_KIND
def test_issue3_the_health_page_counts_cells_keys_and_what_stands_out(db_app, member, clock):
    maker.world("mo-cps", now=clock())
    page = member("psychometrician").page("/board/items/health")
    assert "1 of 3" in page or "missing" in page
    assert re.search(r"No source is named: none", page) and "percent) the key is the longest" in page
    actions.import_items([maker.item_content("n-1", references=())], now=clock(), by=maker.AUTHOR)
    page = member("author").page("/board/items/health")
    assert "No source is named: 1" in page and "on the way" in page


def test_issue3_the_page_of_an_item_tells_where_it_was_used_and_that_no_figures_are_shown_yet(db_app, member, clock):
    world = maker.world(now=clock())
    maker.begun(world)
    row = item_with_code("t-001")
    page = member("author").page(f"/board/items/{row.id}")
    assert "No figures yet" in page and "Only released sittings are counted" in page
    assert re.search(r"<td>Revision 1</td><td>yes</td><td>1</td>", page)
