"""The cut scores of one exam form: every one that was adopted, what is proposed, and the second person's decision."""

import flask

from exam.actions import cut_scores
from exam.actions.cut_scores import Ground
from exam.errors import NotFound
from exam.forms.board.cut_scores import Linked, Unlinked
from exam.queries.cut_scores import (
    bases_for,
    cut_proposal_with_id,
    is_first_form,
    proposals_of,
    results_were_released,
)
from exam.queries.exam_forms import exam_form_with_id, sittings_by_form
from exam.queries.jobs import newest_jobs
from exam.queries.linking import KIND
from exam.queries.staff import names_of_actors
from exam.rules.program_words import cut_in_words
from exam.views.board.acting import FormPage, one_form, pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.linking_methods import METHODS

door = flask.Blueprint("cut_scores", __name__, url_prefix="/board/cut-scores")
for_staff(door)
PROPOSED = "The cut score is proposed. Somebody else has to adopt it."
LEAD = ("The cut is the fewest points of this form that are worth the cut of the base form. Every scaled score of this "
        "form then follows from the linking, so that a score means the same on both forms.",
        "Somebody else adopts what you propose. Sittings that have begun keep the cut score that they began with.")


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
        cut=cut_in_words(form.program_version.program), first=is_first_form(form), bases=bases_for(form),
        linkings=newest_jobs(KIND, form.id), methods=METHODS)


@door.post("/<form_id>/propose")
@needs("propose_cut_scores")
def propose(form_id: str):
    """The cut that the program gives, as a whole number of points, for the first form of a program."""
    form = exam_form_with_id(form_id)
    return pressed(lambda: cut_scores.propose_programs_cut(form, now=now(), by=actor()), PROPOSED, _address(form_id))


@door.route("/<form_id>/propose-unlinked", methods=["GET", "POST"])
@needs("propose_cut_scores")
def propose_unlinked(form_id: str):
    """The same for a further form, with the reason why its scores are not linked to those of another one."""
    row, form = exam_form_with_id(form_id), Unlinked()
    page = FormPage(f"Propose the program's cut score for {row.code}", "Propose it", _address(form_id), lead=(
        cut_in_words(row.program_version.program), "Somebody else adopts what you propose."))
    return one_form(form, page, lambda: cut_scores.propose_programs_cut(
        row, why_unlinked=form.why_unlinked.data, now=now(), by=actor()), PROPOSED)


@door.route("/<form_id>/propose-linked", methods=["GET", "POST"])
@needs("propose_cut_scores")
def propose_linked(form_id: str):
    """The fewest points that are worth the cut of another form, by a linking from answers to both."""
    row, form = exam_form_with_id(form_id), Linked()
    form.offer(bases_for(row))
    page = FormPage(f"Propose a linked cut score for {row.code}", "Propose it", _address(form_id), lead=LEAD)
    return one_form(form, page, lambda: cut_scores.propose_linked_cut(
        row, exam_form_with_id(form.base.data), form.document, ground=_ground(form), now=now(), by=actor()), PROPOSED)


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


def _ground(form: Linked) -> Ground:
    return Ground(form.reason.data, form.deciding_body.data or "", form.minutes.data or "")


def _address(form_id: str) -> str:
    return flask.url_for("cut_scores.history", form_id=form_id)
