"""The candidate's door: whoever enters is signed in, and sees only what is theirs."""

import flask

from exam.queries.candidate_status import Status
from exam.queries.candidates import own_exam
from exam.web.clock import now
from exam.web.guards import for_candidates

door = flask.Blueprint("candidate", __name__, url_prefix="/candidate")
for_candidates(door)


def own_status(sitting_id: str) -> Status:
    """One of the candidate's own sittings and where it stands. Somebody else's is NotFound."""
    return Status(own_exam(flask.g.candidate.id, sitting_id), now())
