"""The cut scores of one exam form: every one that was adopted, what is proposed, and the second person's decision."""

import flask

from exam.actions import cut_scores
from exam.errors import NotFound
from exam.queries.cut_scores import cut_proposal_with_id, proposals_of, results_were_released
from exam.queries.exam_forms import exam_form_with_id, sittings_by_form
from exam.queries.staff import names_of_actors
from exam.rules.program_words import cut_in_words
from exam.views.board.acting import pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("cut_scores", __name__, url_prefix="/board/cut-scores")
for_staff(door)


@door.get("/<form_id>")
@needs("see_exam_forms")
def history(form_id: str):
    """Every cut score of a form with who proposed and who adopted it."""
    form, proposals = exam_form_with_id(form_id), proposals_of(form_id)
    actors = [name for row in proposals for name in (row.proposed_by, row.decided_by)]
    return flask.render_template(
        "board/cut_scores/history.html", form=form, proposals=proposals, me=str(actor()),
        names=names_of_actors(actors + [cut.adopted_by for cut in form.cut_scores]),
        released=results_were_released(form.id), sittings=sittings_by_form().get(form.id, 0),
        cut=cut_in_words(form.program_version.program))


@door.post("/<form_id>/propose")
@needs("propose_cut_scores")
def propose(form_id: str):
    """The cut that the program gives, as a whole number of points."""
    form = exam_form_with_id(form_id)
    return pressed(lambda: cut_scores.propose_programs_cut(form, now=now(), by=actor()),
                   "The cut score is proposed. Somebody else has to adopt it.", _address(form_id))


@door.post("/<form_id>/<proposal_id>/adopt")
@needs("adopt_cut_scores")
def adopt(form_id: str, proposal_id: str):
    """Somebody other than the proposer adopts it."""
    proposal = _proposal(form_id, proposal_id)
    return pressed(lambda: cut_scores.adopt(proposal, now=now(), by=actor()), "The cut score is adopted.",
                   _address(form_id))


@door.post("/<form_id>/<proposal_id>/turn-down")
@needs("adopt_cut_scores")
def turn_down(form_id: str, proposal_id: str):
    """It is not adopted; it stays in the history."""
    proposal = _proposal(form_id, proposal_id)
    return pressed(lambda: cut_scores.turn_down(proposal, now=now(), by=actor()), "The proposal is turned down.",
                   _address(form_id))


def _proposal(form_id: str, proposal_id: str):
    row = cut_proposal_with_id(proposal_id)
    if row.exam_form_id != form_id:
        raise NotFound("a proposal for another form")
    return row


def _address(form_id: str) -> str:
    return flask.url_for("cut_scores.history", form_id=form_id)
