"""Cut scores: one person proposes one with its record, another one adopts it. What was released keeps its cut."""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from exam.database import RELEASE_LOCK, db, lock, one_at_a_time, transaction
from exam.errors import Refused
from exam.models import CutProposal, CutScore, ExamForm, StandardSetting
from exam.queries.cut_scores import (
    bases_for,
    is_first_form,
    linking_between,
    maximum_of,
    open_proposal,
    results_were_released,
    scored_as_now,
)
from exam.queries.standard_setting import record_of
from exam.rules.standard_setting import BASIS
from question_bank.angoff import panel_cut
from question_bank.bookmark import points_found
from question_bank.linking import FIRST_FORM, no_linking
from question_bank.standard_setting import percent_cut

BODY_NEEDED = ("Results of this form have been released, so its cut score may be changed only by the board's deciding "
               "body. Name the body and its minutes.")
LINKING_NEEDED = ("Another exam form of this program has a cut score already. Say why this form is not linked to it, "
                  "or propose a linked cut score.")
OTHER_WAS_FIRST = ("Another exam form of this program got its cut score meanwhile. Turn this proposal down, and "
                   "propose it again with the reason why the forms are not linked, or with a linking.")
ANOTHER_MAXIMUM = ("A scoring decision changed the most points of this form, so this cut score fits it no more. Turn "
                   "this proposal down, and propose one for the points of today.")
JUDGED_OTHERWISE = ("A scoring decision changed the most points of this form after it was published. The panel judged "
                    "it as it was then. Link this form to another one, or have a form without that question judged.")
LINKED_OTHERWISE = ("The scoring of one of the two forms was changed after this was proposed. Turn this proposal down, "
                    "and make the linking again.")
BASE_HAS_CHANGED = "The base form has another cut score now. Turn this proposal down and propose a new one."


@dataclass(frozen=True)
class Ground:
    """Why a cut is proposed, why the form is not linked, and for one with released results who decided it where."""

    reason: str = ""
    deciding_body: str = ""
    minutes: str = ""
    why_unlinked: str = ""


@dataclass(frozen=True)
class _Cut:
    raw: int
    maximum: int
    basis: str
    interim: bool = False
    record: dict = field(default_factory=dict)


def propose_programs_cut(form: ExamForm, *, why_unlinked: str = "", now: datetime, by) -> CutProposal:
    """Propose the cut that the program gives: a whole number of points, computed once and kept."""
    with transaction("propose_cut_score", by=by, now=now, locking=form) as entry:
        if form.cut_scores:
            raise Refused("This form has a cut score already. Another one needs a standard setting.")
        cut, maximum = form.program_version.program.exam.cut, maximum_of(form)
        raw = percent_cut(cut.value, maximum) if cut.method == "percent" else cut.value
        basis = "interim_percent" if cut.interim and cut.method == "percent" else cut.method
        record = {"method": cut.method, "value": cut.value, "program": form.program_version.digest}
        return _proposed(form, _Cut(raw, maximum, basis, cut.interim, record),
                         Ground("The program's own cut score.", why_unlinked=why_unlinked), entry, now, by)


def propose_panels_cut(study: StandardSetting, *, halves: int, ground: Ground, now: datetime, by) -> CutProposal:
    """Propose what the panel came to, moved by so many halves of its standard error, with the whole record."""
    with transaction("propose_cut_score", by=by, now=now, locking=study) as entry:
        if study.stage != "judged":
            raise Refused("The last round of this standard setting is not closed yet.")
        lock(study.exam_form)
        record = record_of(study)
        if record["maximum"] != maximum_of(study.exam_form):
            raise Refused(JUDGED_OTHERWISE)
        error = Fraction(record["standard_error"])
        cut = panel_cut(points_found(record), record["maximum"], halves=halves, standard_error=error)
        record |= {"moved_by_standard_errors": str(Fraction(halves, 2)), "moved": str(cut.moved), "cut": cut.whole}
        return _proposed(study.exam_form, _Cut(cut.whole, cut.maximum, BASIS[study.method], record=record), ground,
                         entry, now, by)


def propose_linked_cut(form: ExamForm, base: ExamForm, document: object, *, ground: Ground, now: datetime,
                       by) -> CutProposal:
    """Propose the fewest points that are worth the base form's cut, by a linking made from answers to both forms."""
    with transaction("propose_cut_score", by=by, now=now, locking=form) as entry:
        linking, raw = linking_between(form, base, document)
        _must_rest_on_enough(form, linking)
        record = {"method": "linked", "linking": linking, "scoring_versions": scored_as_now(form, base)}
        return _proposed(form, _Cut(raw, maximum_of(form), "linked", base.cut_score.interim, record), ground, entry,
                         now, by)


def adopt(proposal: CutProposal, *, now: datetime, by) -> CutScore:
    """Somebody other than the proposer adopts it. Sittings that have begun keep the cut that they began with."""
    with transaction("adopt_cut_score", by=by, now=now, locking=proposal) as entry:
        one_at_a_time(db.session, RELEASE_LOCK)  # no scoring changes, and no other form gets its cut, beside this one
        form = proposal.exam_form
        lock(form)
        _must_be_open(proposal)
        if proposal.proposed_by == str(by):
            raise Refused("You proposed this cut score, so somebody else has to adopt it.")
        _must_be_allowed(form, proposal.deciding_body, proposal.minutes)
        _must_fit_as_before(form, proposal)
        decided = {"proposed_by": proposal.proposed_by, "adopted_by": str(by), "reason": proposal.reason,
                   "deciding_body": proposal.deciding_body, "minutes": proposal.minutes}
        row = CutScore(exam_form_id=form.id, number=len(form.cut_scores) + 1, cut_raw=proposal.cut_raw,
                       maximum=proposal.maximum, basis=proposal.basis, interim=proposal.interim,
                       record={**proposal.record, "decision": decided}, adopted_at=now, adopted_by=str(by))
        db.session.add(row)
        db.session.flush()
        proposal.state, proposal.decided_at, proposal.decided_by = "adopted", now, str(by)
        proposal.cut_score_id = row.id
        db.session.flush()
        db.session.expire(form, ["cut_scores"])
        entry.about("exam_form", form.id, cut_raw=row.cut_raw, maximum=row.maximum, basis=row.basis,
                    proposal=proposal.id, proposed_by=proposal.proposed_by, record_digest=row.record_digest,
                    linking_digest=row.linking_digest)
    return row


def turn_down(proposal: CutProposal, *, now: datetime, by) -> CutProposal:
    """The proposal is not adopted; it stays in the history."""
    with transaction("turn_cut_score_down", by=by, now=now, locking=proposal) as entry:
        _must_be_open(proposal)
        proposal.state, proposal.decided_at, proposal.decided_by = "turned_down", now, str(by)
        entry.about("exam_form", proposal.exam_form_id, proposal=proposal.id)
    return proposal


def _proposed(form: ExamForm, cut: _Cut, ground: Ground, entry, now: datetime, by) -> CutProposal:
    if form.state != "published" or form.purpose != "exam":
        raise Refused("A cut score is adopted for a published exam form.")
    if open_proposal(form.id) is not None:
        raise Refused("A cut score for this form is proposed already. Adopt it or turn it down first.")
    _must_be_allowed(form, ground.deciding_body, ground.minutes)
    record = _with_scale(form, cut.record, ground)
    row = CutProposal(exam_form_id=form.id, cut_raw=cut.raw, maximum=cut.maximum, basis=cut.basis, interim=cut.interim,
                      record=record, reason=ground.reason, deciding_body=ground.deciding_body,
                      minutes=ground.minutes, proposed_at=now, proposed_by=str(by))
    db.session.add(row)
    db.session.flush()
    entry.about("exam_form", form.id, proposal=row.id, cut_raw=cut.raw, maximum=cut.maximum, basis=cut.basis)
    return row


def _with_scale(form: ExamForm, record: dict, ground: Ground) -> dict:
    """The record with everything that the scaled score follows from."""
    scale = form.program_version.program.exam.cut.scale
    linking = record.get("linking") or no_linking(FIRST_FORM if is_first_form(form) else ground.why_unlinked.strip())
    if not linking.get("reason", "a linking"):
        raise Refused(LINKING_NEEDED)
    return {**record, "scale": {"min": scale.min, "cut": scale.cut, "max": scale.max}, "linking": linking}


def _must_fit_as_before(form: ExamForm, proposal: CutProposal) -> None:
    """What the proposal says about this form and others still holds when it is adopted."""
    linking = proposal.record["linking"]
    if proposal.maximum != maximum_of(form):
        raise Refused(ANOTHER_MAXIMUM)
    if linking.get("reason") == FIRST_FORM and not is_first_form(form):
        raise Refused(OTHER_WAS_FIRST)
    if "base" in linking:
        base = next((one for one in bases_for(form) if one.cut_score.id == linking["base"]["cut_score"]), None)
        if base is None:
            raise Refused(BASE_HAS_CHANGED)
        if proposal.record.get("scoring_versions") != scored_as_now(form, base):
            raise Refused(LINKED_OTHERWISE)


def _must_rest_on_enough(form: ExamForm, linking: dict) -> None:
    """Nothing is changed on the strength of fewer people than the program says."""
    least = form.program_version.program.statistics.act_from_n
    if min(linking["n"], linking["base_n"]) < least:
        raise Refused(f"This linking rests on {linking['n']} and {linking['base_n']} people. This program changes "
                      f"nothing on the strength of fewer than {least} on either form. Link again when there are more.")


def _must_be_open(proposal: CutProposal) -> None:
    if proposal.state != "open":
        raise Refused("This proposal was decided already.")


def _must_be_allowed(form: ExamForm, body: str, minutes: str) -> None:
    """Nobody moves the bar once it is known who stood where, unless the board's own body says so in its minutes."""
    if results_were_released(form.id) and not (body.strip() and minutes.strip()):
        raise Refused(BODY_NEEDED)
