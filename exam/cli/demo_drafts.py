"""The demo's authoring room at work: an item in review with a history, a draft with something to mend, and a look."""

from dataclasses import replace
from datetime import datetime, timedelta

from exam.actions import items, jobs
from exam.cli.demo_staff import staff_actor
from exam.queries.item_pairs import LOOK
from exam.queries.items import item_with_code
from exam.queries.jobs import newest_jobs
from question_bank.items import ItemContent, Option, Reference

SOURCE = Reference("SAMHSA, Core Competencies for Peer Workers in Behavioral Health Services", "Category I",
                   "2026-11-02")
IN_REVIEW = ItemContent(
    code="demo-in-review", competency="C01", level="application", title="Sharing a story when it helps",
    stem="Noor, 34, asks her peer worker how he got through his first month without alcohol. She has a plan of her own "
         "and wants to hear what others tried. What should the peer worker do?",
    options=(Option("a", "Share a short part of his story that fits her question", "It serves her goal and is short."),
             Option("b", "Tell her to follow the same steps that he took", "It takes the choice away from her."),
             Option("c", "Say that peer workers do not talk about themselves", "Sharing with purpose is the work."),
             Option("d", "Ask her counselor to answer the question instead", "The question is one for a peer worker.")),
    key="a", references=(SOURCE,), author="Demo author", tags=("ethics",))
TWIN = replace(IN_REVIEW, code="demo-twin", title="A question much like another one", stem=IN_REVIEW.stem.replace(
    "Noor, 34,", "Elena, 41,"))
DRAFT = ItemContent(
    code="demo-draft", competency="C04", level="recall", title="A note that others can read",
    stem="Which note about a visit is written best?",
    options=(Option("a", "Sam said that the new shift times make it hard to sleep", "It says what the person said."),
             Option("b", "Sam is always too lazy to keep a proper sleeping time", "It judges the person."),
             Option("c", "Sam seems to have a sleep disorder", "A peer worker does not diagnose.")),
    key="a", author="Demo author")


def write_drafts(now: datetime) -> None:
    """What authors and reviewers find to do; what is there already is left alone."""
    author = staff_actor("author")
    for content in (DRAFT, TWIN):
        if item_with_code(content.code) is None:
            items.write(content, now=now, by=author)
    if item_with_code(IN_REVIEW.code) is None:
        first = replace(IN_REVIEW, stem=IN_REVIEW.stem.replace("should the peer worker do", "is the best thing to do"))
        row = items.write(first, now=now, by=author)
        items.edit(row, IN_REVIEW, seen_number=1, note="The question names who acts.", now=now + timedelta(days=2),
                   by=author)
        items.send_to_review(row, now=now + timedelta(days=2), by=author)
    if not newest_jobs(LOOK, most=1):
        jobs.ask(LOOK, {}, now=now + timedelta(days=2), by=staff_actor("psychometrician"))
