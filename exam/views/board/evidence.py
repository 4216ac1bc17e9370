"""Evidence of one result: a pack that stands up by itself, and the sealed part that is kept out of it."""

from collections.abc import Callable
from hashlib import sha256

import flask
import structlog

from exam.actions import evidence
from exam.forms.board.evidence import TakeEvidence
from exam.models import Result
from exam.queries.evidence import result_with_id
from exam.views.board.acting import FormPage, tried
from exam.views.board.sitting_facts import address_of, facts_of
from exam.web.answers import download
from exam.web.clock import now
from exam.web.evidence_packs import made_pack, made_sealed_part
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("evidence", __name__, url_prefix="/board/results")
for_staff(door)
log = structlog.get_logger("examhall.evidence")

PACK = ("The pack holds everything that this decision rests on: the exam form with its keys, the answers and their "
        "times, the trail, who proctored and the words signed, the scoring, the letters, and the audit trail.",
        "It holds confidential questions and a person's answers. Who took it and why is on record.",
        "A small program in the pack checks it without us. What was arranged for the candidate is not in it.")
SEALED = ("This part says what was arranged for the candidate. There is one for every result, also where nothing was "
          "arranged. Open it only when the question cannot be answered without it.",
          "Who opened it and why is on record.")


@door.route("/<result_id>/evidence", methods=["GET", "POST"])
@needs("take_evidence")
def pack(result_id: str):
    """Say why, and get the pack as a file."""
    result = result_with_id(result_id)
    return _taken(result, "Evidence of one result", "Make the evidence pack", PACK,
                  lambda reason: _pack_taken(result, reason), f"evidence-{result.id}.zip", "application/zip")


@door.route("/<result_id>/sealed-part", methods=["GET", "POST"])
@needs("open_sealed_part")
def sealed_part(result_id: str):
    """Say why, and get what was arranged as a file."""
    result = result_with_id(result_id)
    return _taken(result, "Sealed part of the evidence", "Open the sealed part", SEALED,
                  lambda reason: _sealed_part_taken(result, reason), f"sealed-part-{result.id}.json",
                  "application/json")


def _taken(result: Result, title: str, button: str, lead: tuple, take: Callable, name: str, kind: str):
    """The form with its reason, or the file. Each look is a line of the log, each file an entry of the audit trail."""
    form, made = TakeEvidence(), []
    log.info("evidence_seen", page=title, result=result.id, by=str(actor()))
    if flask.request.method == "POST" and tried(form, lambda: made.append(take(form.reason.data))):
        return download(made[0], name, kind)
    page = FormPage(title, button, address_of(result.sitting), lead=lead,
                    facts=facts_of(result.sitting, ("Release", result.release.no)))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _pack_taken(result: Result, reason: str) -> bytes:
    made = made_pack(result)
    evidence.log_pack(result, digest=made.digest, head=made.head, reason=reason, now=now(), by=actor())
    return made.data


def _sealed_part_taken(result: Result, reason: str) -> bytes:
    data = made_sealed_part(result)
    evidence.log_sealed_part(result, digest=sha256(data).hexdigest(), reason=reason, now=now(), by=actor())
    return data
