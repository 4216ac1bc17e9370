"""Lists of the bank: every filter, flag and order, counted by state, with a handful of questions to the database."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from sqlalchemy import event, insert

from exam.actions import items
from exam.database import db, new_id
from exam.models import AnalysisRun, Item, ItemCard, ItemFigure
from exam.queries.item_lists import ItemFilter, counts_by_state, items_page
from exam.queries.items import item_with_code
from question_bank.families import text_digest
from question_bank.items import Option
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

TODAY = date(2026, 3, 2)


@pytest.fixture
def bank(db_app, clock):
    maker.program_only(now=clock())
    original = maker.item_content("a-1", tags=("ethics",), reviews=({"on": "2023-01-01", "reviewer": "x", "note": ""},))
    fresh = maker.item_content("a-2", "C02", reviews=({"on": "2026-01-01", "reviewer": "x", "note": ""},))
    good = maker.item_content("e-1", language="es", translation_of="a-1", translation_of_digest=text_digest(original))
    stale = maker.item_content("e-2", language="es", translation_of="a-2", translation_of_digest="0" * 64)
    bare = maker.item_content("b-1", "C03", references=())
    items.import_items([original, fresh, good, stale, bare], open_faults={"b-1": 2, "a-1": 0}, now=clock(),
                       by=maker.AUTHOR)


def listed(**chosen) -> list[str]:
    return [card.item.code for card in items_page(ItemFilter(**chosen), 1, TODAY).rows]


def test_issue3_items_are_narrowed_by_what_stands_out(bank, clock):
    assert listed(flag="faults") == ["b-1"] and listed(flag="no_source") == ["b-1"]
    assert listed(flag="translation") == ["e-2"] and listed(flag="overdue") == listed(flag="figures") == []
    assert listed(flag="nonsense") == listed() == ["a-1", "a-2", "b-1", "e-1", "e-2"]
    for code in ("a-1", "a-2"):
        row = item_with_code(code)
        row.state = "approved"
    db.session.commit()
    assert listed(flag="overdue") == ["a-1"]
    items.edit(item_with_code("a-2"), maker.item_content("a-2", "C02", references=()), seen_number=1, note="",
               now=clock(), by=maker.AUTHOR)
    assert listed(flag="no_source") == ["a-2", "b-1"] and listed(flag="faults") == ["a-2", "b-1"]


def test_issue3_only_the_newest_analysis_of_an_item_flags_it(db_app, clock):
    form, row = maker.world(now=clock()).form, item_with_code("t-001")
    for day, flags, found in ((1, ["probable-miskey"], ["t-001"]), (2, [], [])):
        run = AnalysisRun(exam_form_id=form.id, program_version_id=form.program_version_id, n=100, last_release_no=1,
                          document={}, screens={}, digest="0" * 64, made_at=clock() + timedelta(days=day), made_by="x")
        db.session.add(run)
        db.session.flush()
        db.session.add(ItemFigure(analysis_run_id=run.id, item_revision_id=row.current.id, n=100, p=0.5, pbis=-0.1,
                                  flags=flags))
        db.session.commit()
        assert listed(flag="figures") == found


def test_issue3_a_list_is_ordered_and_counted_by_state(bank):
    assert listed(sort="competency")[0] == "a-1" and listed(sort="faults")[0] == "b-1"
    assert counts_by_state(ItemFilter(competency="C01"), TODAY) == {"draft": 3}
    assert listed(search="100%") == listed(search="_") == []


def test_t37_a_search_looks_through_options_and_through_no_reason(bank, clock):
    told = maker.item_content("r-1", options=(Option("a", "Say nothing", "Silence is <em>no</em> consent."),
                                              Option("b", "Ask the Person", "Why b.")), rationale="As 42 CFR 2 says.")
    items.import_items([told], now=clock(), by=maker.AUTHOR)
    for words in ("NOTHING", "ask the person", "r-1 nothing say"):
        assert listed(search=words) == ["r-1"], words
    for words in ("silence", "42 cfr", "why b"):
        assert listed(search=words) == [], words
    items.edit(item_with_code("r-1"), maker.item_content("r-1"), seen_number=1, note="", now=clock(), by=maker.AUTHOR)
    assert listed(search="nothing") == []


def fill(number: int) -> None:
    """So many items with their cards, every hundredth of which is wanted."""
    ids = [new_id() for _ in range(number)]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    db.session.execute(insert(Item), [{"id": one, "code": f"m-{place}", "state": "draft", "use": "operational",
                                       "created_at": at} for place, one in enumerate(ids)])
    db.session.execute(insert(ItemCard), [
        {"item_id": one, "revision_number": 1, "written_at": at, "excerpt": "What?", "tags": ";ethics;wrap;",
         "words": f"m-{place} " + "some words of a question " * 20 + ("wanted" if place % 100 == 0 else ""),
         "competency": "C05", "level": "recall", "kind": "single", "language": "en", "translation_of": "",
         "translation_of_digest": "", "text_digest": "0" * 64, "sources": 1, "options": 4, "key_place": 1,
         "key_is_longest": False, "open_faults": 0, "reviewed_on": None} for place, one in enumerate(ids)])
    db.session.commit()


@ONE_KIND
def test_issue3_ten_thousand_items_are_listed_without_opening_one_text(bank):
    fill(10_000)
    asked: list[str] = []

    def heard(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", heard)
    before = perf_counter()
    page = items_page(ItemFilter(search="wanted", competency="C05", tag="ethics", sort="newest"), 1, TODAY)
    counts, codes = counts_by_state(ItemFilter(search="wanted"), TODAY), [card.item.code for card in page.rows]
    seconds = perf_counter() - before
    event.remove(db.engine, "before_cursor_execute", heard)
    asked.remove("BEGIN")
    assert len(asked) == 3 and not any("item_revision" in statement for statement in asked)
    assert (page.count, len(codes), counts) == (100, 50, {"draft": 100})
    assert seconds < 1  # a generous border: it takes about a twentieth of this
