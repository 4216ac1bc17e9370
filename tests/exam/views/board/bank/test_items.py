"""Items on the board's pages: found, read, written, edited without losing a word, and approved by another person."""

import re
from dataclasses import replace

import pytest

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import Item, ItemReview
from exam.queries.items import item_with_code
from tests.factories import world as maker
from tests.factories.people import token

FIELDS = {"competency": "C01", "level": "recall", "stem": "What is it?", "option_a": "One", "option_b": "Two",
          "option_c": "Three", "rationale_a": "Why one.", "rationale_b": "Why two.", "rationale_c": "Why three.",
          "key": "b", "references": "A source | 1 | 2026-01-01", "tags": ["ethics", "wrap"], "enemies": "t-2; t-3",
          "language": "en", "author": "A writer", "accepted": "iw-28 | The words are names here."}
READ = {"note": "Read for one best answer.", "bias_note": "It favors nobody and leaves nobody out."}


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def bank(clock, *contents) -> list[Item]:
    actions.import_items(contents, now=clock(), by=maker.AUTHOR)
    return [item_with_code(content.code) for content in contents]


def address(item: Item, step: str = "") -> str:
    return f"/board/items/{item.id}" + (f"/{step}" if step else "")


def refreshed(item: Item) -> Item:
    db.session.expire_all()
    return item


def test_items_are_found_by_what_they_are_about_and_where_they_stand(world, member, clock):
    bank(clock, maker.item_content("a-1", "C01", "recall", tags=("ethics",)), maker.item_content("a-2", "C02"),
         maker.item_content("a-3", "C02", "judgement", use="practice"))
    person = member("author")
    shown = {query: sorted(set(re.findall(r">(a-\d)<", person.page(f"/board/items?{query}")))) for query in (
        "", "competency=C02", "level=judgement", "tag=ethics", "use=practice", "state=draft", "state=approved",
        "search=a-2", "search=ABOUT+a-3", "competency=C02&level=recall", "page=99")}
    assert shown == {
        "": ["a-1", "a-2", "a-3"], "competency=C02": ["a-2", "a-3"], "level=judgement": ["a-3"], "tag=ethics": ["a-1"],
        "use=practice": ["a-3"], "state=draft": ["a-1", "a-2", "a-3"], "state=approved": [], "search=a-2": ["a-2"],
        "search=ABOUT+a-3": ["a-3"], "competency=C02&level=recall": ["a-2"], "page=99": ["a-1", "a-2", "a-3"]}


def test_t37_no_filter_knows_the_key(world, member, clock):
    bank(clock, maker.item_content("a-1"))
    person = member("author")
    listed = {query: "a-1" in person.page(f"/board/items?{query}") for query in (
        "key=b", "key=a", "correct=true", "sort=key", "rationale=Why", "search=Why+b")}
    assert listed == {**dict.fromkeys(("key=b", "key=a", "correct=true", "sort=key", "rationale=Why"), True),
                      "search=Why+b": False}


def test_t38_an_item_that_holds_a_script_is_shown_without_it(world, member, clock):
    row, = bank(clock, maker.item_content("a-1", stem="<script>alert(1)</script><em>Safe</em><img src=x onerror=y>"))
    page = member("author").page(address(row))
    assert "<em>Safe</em>" in page and "<script>alert" not in page and "<img" not in page


def test_the_page_shows_key_and_reasons_to_those_who_may_see_items(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    page = member("reviewer").page(address(row))
    assert "Why b." in page and re.search(r"<dt>B <span[^>]*>right</span></dt>", page)
    for role in ("administrator", "releaser", "auditor"):
        member(role).page(address(row), 403)


def test_a_new_item_is_a_draft_with_everything_that_was_typed(world, member):
    person = member("author")
    answer = person.client.post("/board/items/new", data={
        "csrf_token": token(person.client, "/board/items/new"), "code": "n-1", "use": "pretest", **FIELDS})
    assert answer.status_code == 303
    row = item_with_code("n-1")
    content = row.current.content
    assert content.accepted == {"IW-28": "The words are names here."}
    assert (row.state, row.use, content.key, [option.text for option in content.options]) == (
        "draft", "pretest", "b", ["One", "Two", "Three"])
    assert (content.tags, content.enemies, content.references[0].section) == (("ethics", "wrap"), ("t-2", "t-3"), "1")
    assert row.current.written_by == str(person.by)


@pytest.mark.parametrize(("change", "sentence"), [
    ({"option_b": "one"}, "This option stands there twice"), ({"key": "e"}, "Say which option is right"),
    ({"stem": "<b>bold</b>"}, "markup that is not allowed"), ({"code": "a b"}, "Give the item a code of letters"),
    ({"stem": ""}, "Write the question."), ({"code": "taken"}, "There is already an item taken"),
])
def test_a_mistake_is_said_and_nothing_typed_is_lost(world, member, clock, change, sentence):
    bank(clock, maker.item_content("taken"))
    person = member("author")
    answer = person.client.post("/board/items/new", data={
        "csrf_token": token(person.client, "/board/items/new"), "code": "n-1", "use": "operational", **FIELDS,
        **change})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and sentence in page
    assert "Why three." in page and "A source | 1 | 2026-01-01" in page
    assert item_with_code("n-1") is None


def edit(person, row, seen: int, **change):
    return person.client.post(address(row, "edit"), data={
        "csrf_token": token(person.client, address(row, "edit")), "seen": seen, **FIELDS, **change})


def test_an_edit_is_a_new_revision_and_the_old_one_stays(world, member, clock):
    row, = bank(clock, maker.item_content("a-1", fixed_order=True))
    person = member("author")
    form = person.page(address(row, "edit"))
    assert "What about a-1?" in form and 'name="code"' not in form
    assert edit(person, row, 1, note="clearer").status_code == 303
    revisions = refreshed(row).revisions
    assert [one.content.stem for one in revisions] == ["What about a-1?", "What is it?"]
    assert (revisions[1].change_note, revisions[1].content.code, row.state) == ("clearer", "a-1", "draft")
    page = person.page(address(row, "revisions/2"))
    assert "<del>about</del>" in page and "<ins>is</ins>" in page
    person.page(address(row, "revisions/3"), 404)


def test_two_people_who_edit_at_once_see_both_texts_and_lose_none(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    first, second = member("author"), member("author")
    assert edit(first, row, 1, stem="The text of the first?", rationale_c="Theirs of c.").status_code == 303
    kept = {**shown_fields(row, 1), "option_a": "Only the second changed this"}
    answer = edit(second, row, 1, **{**kept, "stem": "The text of the second?"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "Somebody else saved revision 2" in page
    for text in ("What about a-1?", "The text of the first?", "The text of the second?", "Theirs of c.",
                 "Only the second changed this"):
        assert text in page
    assert re.search(r'name="seen"[^>]*value="2"', page)
    assert re.search(r'name="stem"[^>]*>\s*The text of the second\?', page)
    assert re.search(r'name="rationale_c"[^>]*>\s*Theirs of c\.', page)
    assert len(refreshed(row).revisions) == 2
    assert edit(second, row, 2, stem="The text of both?").status_code == 303
    assert [one.content.stem for one in refreshed(row).revisions][1:] == ["The text of the first?", "The text of both?"]


def shown_fields(row, number: int) -> dict:
    """What the page of the item shows in its fields for this revision."""
    content = row.revisions[number - 1].content
    fields = {f"option_{option.id}": option.text for option in content.options}
    return fields | {f"rationale_{option.id}": option.rationale for option in content.options} | {
        "stem": content.stem, "key": content.key, "tags": [], "enemies": "", "author": content.author, "accepted": "",
        "references": "A source | 1 | 2026-01-01"}


def test_c03_whoever_wrote_a_revision_never_approves_it(world, member):
    both, other = member("author", "reviewer"), member("reviewer")
    both.client.post("/board/items/new", data={"csrf_token": token(both.client, "/board/items/new"), "code": "n-1",
                                               "use": "operational", **FIELDS})
    row = item_with_code("n-1")
    assert "in review" in both.send(address(row, "send-to-review"), address(row))
    assert "somebody else has to approve it" in both.send(address(row, "approve"), **READ, seen=1)
    assert refreshed(row).state == "in_review"
    page = other.send(address(row, "approve"), note=READ["note"], bias_note=" ", seen=1)
    assert "Say what you looked at for bias" in page and READ["note"] in page and refreshed(row).state == "in_review"
    page = other.send(address(row, "approve"), **READ, seen=1)
    assert "The item is approved" in page and f"Bias review: {READ['bias_note']}" in page
    review = db.session.query(ItemReview).one()
    assert (row.state, review.verdict, review.reviewed_by, review.note, review.bias_note) == (
        "approved", "approve", str(other.by), *READ.values())
    assert "Read for one best answer." in other.page(address(row))


def test_c03_an_item_with_a_fault_is_not_approved_and_its_page_says_why(world, member, clock):
    row, = bank(clock, maker.item_content("a-1", references=()))
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    person = member("reviewer")
    assert "Name a published source" in person.page(address(row))
    assert "This must be mended before it can be approved" in person.send(address(row, "approve"), **READ, seen=1)
    assert refreshed(row).state == "in_review"


def test_c03_each_warning_wants_a_recorded_reason_before_approval(world, member, clock):
    absolute = maker.item_content("a-1", stem="What is always true of a-1 after a relapse?")
    row, = bank(clock, absolute)
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    person = member("reviewer")
    assert "To be mended, or given a reason" in person.page(address(row))
    assert "or given a reason on the item" in person.send(address(row, "approve"), **READ, seen=1)
    assert refreshed(row).state == "in_review"
    actions.edit(row, replace(absolute, accepted={"IW-32": "The clinic's own word."}), seen_number=1, note="",
                 now=clock(), by=maker.AUTHOR)
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    page = person.page(address(row))
    assert "1 accepted with a reason" in page and "The clinic&#39;s own word." in page
    assert "The item is approved" in person.send(address(row, "approve"), **READ, seen=2)


def test_c03_a_reviewer_never_approves_a_text_that_was_not_on_the_page(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    person = member("reviewer")
    assert re.search(r'name="seen"[^>]*value="1"', person.page(address(row, "approve")))
    actions.edit(row, maker.item_content("a-1", stem="Quietly another?"), seen_number=1, note="", now=clock(),
                 by=maker.AUTHOR)
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    for seen in ("1", "x", ""):
        assert "Look at the item again first" in person.send(address(row, "approve"), **READ, seen=seen)
    assert refreshed(row).state == "in_review"
    person.send(address(row, "approve"), **READ, seen="2")
    assert refreshed(row).state == "approved"


def test_an_item_goes_back_to_its_writer_with_a_note(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    assert "Sent back" in member("reviewer").send(address(row, "send-back"), note="Two options overlap.", seen=1)
    assert refreshed(row).state == "draft"


def test_an_item_is_retired_for_a_reason_and_never_edited_again(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    assert "Say why the item is retired." in member("reviewer").send(address(row, "retire"), reason=" ")
    member("reviewer").send(address(row, "retire"), reason="outdated law")
    assert refreshed(row).state == "retired"
    assert "This item is retired" in edit(member("author"), row, 1).get_data(as_text=True)


def test_the_use_of_an_item_changes_for_a_reason_on_record(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    member("psychometrician").send(address(row, "change-use"), use="suspended", reason="low correlation")
    entry = db.session.query(AuditEntry).filter_by(action="change_item_use").one()
    assert refreshed(row).use == "suspended"
    assert (entry.facts["before"], entry.facts["use"], entry.facts["reason"]) == (
        "operational", "suspended", "low correlation")


def test_an_unknown_item_is_not_found(world, member):
    member("author").page("/board/items/nothing", 404)
