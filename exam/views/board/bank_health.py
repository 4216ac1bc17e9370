"""The health of the bank: cells against targets, what is overdue or alike, and which habits give keys away."""

import flask

from exam.actions import item_pairs, jobs
from exam.forms.board.item_pairs import PairDecision
from exam.queries.bank_health import coverages, flag_counts, key_habits, people_chart, states_and_uses
from exam.queries.bank_rules import known_names
from exam.queries.item_pairs import LOOK, neighbour_named, newest_look, proposals
from exam.queries.items import item_with_id
from exam.queries.jobs import newest_jobs
from exam.queries.retakes import board_day
from exam.views.board.acting import FormPage, one_form
from exam.web.answers import back
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("bank_health", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("/health")
@needs("see_items")
def health():
    """Counts as they are now; what takes a look at every text is as of the last look."""
    look, waiting = newest_look(), [job for job in newest_jobs(LOOK, most=1) if not job.is_over]
    return flask.render_template(
        "board/items/health.html", coverages=coverages(), states=states_and_uses(), flags=flag_counts(board_day(now())),
        keys=key_habits(known_names().thresholds.key_longest_share_max), look=look, waiting=waiting,
        pairs=proposals(), people=people_chart(look.result["people"]) if look else None)


@door.post("/health/look")
@needs("see_items")
def look():
    """Ask for a new look through every text."""
    job = jobs.ask(LOOK, {}, now=now(), by=actor())
    return back("jobs.job", job_id=job.id)


@door.route("/<item_id>/beside/<code>", methods=["GET", "POST"])
@needs("review_items")
def beside(item_id: str, code: str):
    """Two items that are alike, one beside the other, and what is right for them."""
    row = item_with_id(item_id)
    other, form = neighbour_named(row, code), PairDecision()
    page = FormPage("Two items that are alike", "Decide", flask.url_for("items.item", item_id=row.id), lead=(
        "Read both. Items that give each other away, or ask the same, must never stand on one exam form. "
        "Neither text changes.",), facts=tuple((one.code, one.current.content.stem) for one in (row, other)))
    return one_form(form, page, lambda: item_pairs.decide(
        row, other, verdict=form.verdict.data, reason=form.reason.data, now=now(), by=actor()), "It is decided.")
