"""Releasing: one sitting, or a batch that was looked at and counted first."""

import flask

from exam.actions import releases
from exam.errors import Refused
from exam.forms.board.releases import Batch
from exam.queries.key_checks import keys_in_the_way
from exam.queries.sittings import exam_sitting, ready_for_batch
from exam.views.board.acting import pressed, tried
from exam.views.board.sitting_facts import address_of
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("releases", __name__, url_prefix="/board/sittings")
for_staff(door)


@door.post("/<sitting_id>/release")
@needs("release_results")
def release(sitting_id: str):
    """Release one result. The gate says what is missing; there is no way round it."""
    sitting = exam_sitting(sitting_id)
    return pressed(lambda: releases.release(sitting, mode="by_staff", now=now(), by=actor()),
                   "The result is released. The candidate gets a letter.", address_of(sitting))


@door.get("/batch-release")
@needs("release_results")
def batch():
    """Which sittings a batch would release now, and how many."""
    return _page(Batch(formdata=None), ready_for_batch())


@door.post("/batch-release")
@needs("release_results")
def release_batch():
    """Release exactly the sittings that were looked at; any that is no longer ready stays and is named."""
    form, rows = Batch(), ready_for_batch()
    if not tried(form, lambda: form.check_against(rows)):
        return _page(form, rows), 400
    late = [row.candidate.board_candidate_id for row in rows if not _released(row)]
    told("success", f"Released: {len(rows) - len(late)}.")
    if late:
        told("warning", f"Not released: {', '.join(late)}. Their pages say what is missing. Nobody releases the result "
                        "of somebody to whom they have a tie.")
    return back("sittings.listing", show="released")


def _page(form: Batch, rows):
    form.carry(rows)
    return flask.render_template("board/sittings/batch.html", form=form, rows=rows, held=keys_in_the_way())


def _released(sitting) -> bool:
    """Each result is released in a transaction of its own: one that fails takes no other with it."""
    try:
        releases.release(sitting, mode="staff_batch", now=now(), by=actor())
    except Refused:
        return False
    return True
