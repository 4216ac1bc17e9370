"""Decisions about the scoring: proposed by one person, reckoned in a shadow run, adopted or rejected by another."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from exam.database import RELEASE_LOCK, among, db, new_id, one_at_a_time, transaction
from exam.database.base import canonical
from exam.errors import Refused
from exam.models import (
    CutScore,
    ExamForm,
    ItemRevision,
    KeyFinding,
    RescoreProposal,
    ScoringDecision,
    ScoringOutcome,
    ScoringVersion,
    ShadowRun,
)
from exam.queries.scoring_versions import cuts_in_use, forms_touched, newest_version, versions_of
from exam.queries.shadow_runs import new_cuts, stands_still
from exam.rules.rescoring import KINDS, right_options_trouble
from question_bank.scoring_scheme import CHANGE_KEY


def propose(revision: ItemRevision, *, kind: str, right_options: Sequence[str] = (), form: ExamForm | None = None,
            cut_raw: int | None = None, reason: str, now: datetime, by) -> ScoringDecision:
    """Write down how one frozen item should be scored. Nothing changes before a second person adopts it."""
    with transaction("propose_scoring", by=by, now=now) as entry:
        if kind not in KINDS or not reason.strip():
            raise Refused("Choose what should change, and give the reason.")
        right = list(right_options) if kind == CHANGE_KEY else []
        if kind == CHANGE_KEY and (trouble := right_options_trouble(revision.content, right)):
            raise Refused(trouble)
        decision = ScoringDecision(id=new_id(), item_revision_id=revision.id, exam_form_id=form.id if form else None,
                                   kind=kind, right_options=right, cut_raw=cut_raw, reason=reason.strip(),
                                   proposed_at=now, proposed_by=str(by))
        db.session.add(decision)
        db.session.flush()
        forms = forms_touched(decision)
        if not forms:
            raise Refused("This revision does not count on any published exam form, so there is nothing to score.")
        for each in forms:
            new_cuts(each, decision)
        entry.about("scoring_decision", decision.id, kind=kind, item_revision=revision.id,
                    forms=[each.code for each in forms])
    return decision


def keep_shadow_run(decision: ScoringDecision, document: dict, persons: list, *, now: datetime, by) -> ShadowRun:
    """Keep what a decision would change, as it was reckoned."""
    with transaction("shadow_run", by=by, now=now, locking=decision) as entry:
        number = 1 + (db.session.scalar(select(func.max(ShadowRun.number)).where(
            ShadowRun.decision_id == decision.id)) or 0)
        digest = hashlib.sha256(b"examhall-shadow-1\x00" + canonical([document, persons]).encode()).hexdigest()
        run = ShadowRun(decision_id=decision.id, number=number, document=document, persons=persons, digest=digest,
                        made_at=now, made_by=str(by))
        db.session.add(run)
        db.session.flush()
        entry.about("scoring_decision", decision.id, shadow_run=run.id, digest=digest)
    return run


def adopt(decision: ScoringDecision, run: ShadowRun, *, reason: str, body: str = "", minutes: str = "", now: datetime,
          by) -> ScoringOutcome:
    """A second person adopts the decision: the scoring of each form it touches gets one more version.

    What is released stays as it is until the sweep has looked at each sitting. Without `body` and `minutes` no
    released pass is taken away.
    """
    with transaction("adopt_scoring", by=by, now=now, locking=decision) as entry:
        one_at_a_time(db.session, RELEASE_LOCK)  # no release happens between the last look and the new version
        _check_second_person(decision, reason, by)
        if run.decision_id != decision.id or not stands_still(decision, run):
            raise Refused("Something has changed since this shadow run: more results were released, or another "
                          "decision was adopted. Make a new shadow run and look at it first.")
        if bool(body.strip()) != bool(minutes.strip()):
            raise Refused("To take back a pass, name both the body that decided it and its minutes.")
        outcome = ScoringOutcome(decision_id=decision.id, outcome="adopted", shadow_run_id=run.id,
                                 reason=reason.strip(), body=body.strip(), minutes=minutes.strip(), decided_at=now,
                                 decided_by=str(by))
        db.session.add(outcome)
        versions = [_next_version(form, decision, now=now, by=by) for form in forms_touched(decision)]
        _close_what_asked_for_it(decision, versions, now=now, by=by)
        db.session.flush()
        db.session.expire(decision)
        entry.about("scoring_decision", decision.id, shadow_run=run.id, passes_may_go=bool(body.strip()),
                    versions=[[version.exam_form_id, version.number] for version in versions],
                    cuts=[[cut.id, cut.cut_raw, cut.record_digest] for cut in _cuts_of(versions)])
    return outcome


def _cuts_of(versions: Sequence[ScoringVersion]) -> list[CutScore]:
    return [db.session.get(CutScore, key) for version in versions for key in version.cuts.values()]


def reject(decision: ScoringDecision, *, reason: str, now: datetime, by) -> ScoringOutcome:
    """A second person says no. A question whose key looks wrong stays open, and still holds its form."""
    with transaction("reject_scoring", by=by, now=now, locking=decision) as entry:
        _check_second_person(decision, reason, by)
        outcome = ScoringOutcome(decision_id=decision.id, outcome="rejected", reason=reason.strip(), decided_at=now,
                                 decided_by=str(by))
        db.session.add(outcome)
        db.session.flush()
        db.session.expire(decision)
        entry.about("scoring_decision", decision.id)
    return outcome


def _check_second_person(decision: ScoringDecision, reason: str, by) -> None:
    if decision.outcome is not None:
        raise Refused("This has been decided already.")
    if decision.proposed_by == str(by):
        raise Refused("You proposed this, so somebody else has to decide.")
    if not reason.strip():
        raise Refused("A decision needs its reason.")


def _next_version(form: ExamForm, decision: ScoringDecision, *, now: datetime, by) -> ScoringVersion:
    """The form's next version. Where the maximum changes, each cut in use is adopted again for it."""
    wanted, versions = new_cuts(form, decision), versions_of(form.id)
    cuts = {}
    for old in cuts_in_use(form, versions) if wanted else ():
        raw, maximum = wanted[old.id]
        number = 1 + db.session.scalar(select(func.max(CutScore.number)).where(CutScore.exam_form_id == form.id))
        cut = CutScore(id=new_id(), exam_form_id=form.id, number=number, cut_raw=raw, maximum=maximum,
                       basis=old.basis, interim=old.interim, adopted_at=now, adopted_by=str(by),
                       record={**old.record, "after": old.id, "scoring_decision": decision.id,
                               "proposed_by": decision.proposed_by})
        db.session.add(cut)
        db.session.flush()
        cuts[old.id] = cut.id
    version = ScoringVersion(exam_form_id=form.id, number=newest_version(versions) + 1, decision_id=decision.id,
                             cuts=cuts)
    db.session.add(version)
    return version


def _close_what_asked_for_it(decision: ScoringDecision, versions: Sequence[ScoringVersion], *, now: datetime,
                             by) -> None:
    forms = [version.exam_form_id for version in versions]
    db.session.execute(update(KeyFinding).where(
        KeyFinding.item_revision_id == decision.item_revision_id, among(KeyFinding.exam_form_id, forms),
        KeyFinding.decided_at.is_(None)).values(outcome="scoring_decision", reason=decision.reason, decided_at=now,
                                                decided_by=str(by)))
    if decision.exam_form_id is None:
        db.session.execute(update(RescoreProposal).where(
            RescoreProposal.old_revision_id == decision.item_revision_id, RescoreProposal.state == "open"
        ).values(state="decided"))
