"""Correcting one released result under a newer version of the scoring: one sitting, one transaction, nothing edited."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from exam.actions.holders import tell_holder
from exam.actions.scored_results import Scored, next_release, parts_of, result_from, scored_now
from exam.database import db, new_id, transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.letters import recipients as to_recipients
from exam.letters import webhooks as to_machines
from exam.models import CorrectionNotice, Rescoring, Result, ScoringVersion, Sitting
from exam.queries.corrections import exports_that_hold
from exam.queries.scoring_versions import result_in_force, versions_of
from exam.rules.rescoring import becomes


def rescore(sitting: Sitting, *, now: datetime, by) -> bool:
    """Look at one released sitting under the newest version. False when that was done, or its answers are gone.

    The new result names the one that it supersedes, and both stay. Whoever got the old one in an export is told.
    """
    with transaction("rescore", by=by, now=now, locking=sitting) as entry:
        versions, done = versions_of(sitting.exam_form_id), _looked_at(sitting)
        waiting = [version for version in versions if version.number > done]
        if sitting.state != "released" or not waiting or sitting.submission.handed_in is None:
            entry.action = "rescore_not_due"
            entry.about("sitting", sitting.id)
            return False
        row = _corrected(sitting, waiting, versions, now=now, by=by)
        new = {"result": row.new_result_id, "supersedes": row.old_result_id} if row.new_result_id else {}
        entry.about("sitting", sitting.id, rescoring=row.id, version=row.number, outcome=row.outcome, **new,
                    **({"record_hash": db.session.get(Result, row.new_result_id).record_hash} if new else {}))
    return True


def told(notice: CorrectionNotice, *, how: str, now: datetime, by) -> CorrectionNotice:
    """Somebody has told the recipient of an export, and says how."""
    with transaction("tell_recipient", by=by, now=now, locking=notice) as entry:
        if notice.told_at is not None:
            raise Refused("This was done already.")
        if not how.strip():
            raise Refused("Say how the recipient was told.")
        notice.told_at, notice.told_by, notice.told_how = now, str(by), how.strip()
        entry.about("export", notice.export_id, notice=notice.id)
    return notice


def _looked_at(sitting: Sitting) -> int:
    """The newest version under which this sitting was scored or looked at."""
    scored = db.session.scalars(select(Result.scoring_version).where(Result.sitting_id == sitting.id))
    seen = db.session.scalars(select(Rescoring.number).where(Rescoring.sitting_id == sitting.id))
    return max([1, *scored, *seen])


def _corrected(sitting: Sitting, waiting: Sequence[ScoringVersion], versions: Sequence[ScoringVersion], *,
               now: datetime, by) -> Rescoring:
    old, scored = result_in_force(sitting.id), scored_now(sitting, versions)
    outcome = becomes(was=old.decision, now=scored.decision, same_figures=_same(old, sitting, scored),
                      passes_may_go=all(version.decision.outcome.body for version in waiting))
    row = Rescoring(id=new_id(), sitting_id=sitting.id, exam_form_id=sitting.exam_form_id, number=scored.version,
                    old_result_id=old.id, outcome=outcome, done_at=now, done_by=str(by))
    if outcome == "corrected":
        new = result_from(sitting, scored, next_release(sitting, mode="correction", now=now, by=by),
                          attestation_id=old.attestation_id, supersedes=old)
        db.session.add(new)
        db.session.flush()
        row.new_result_id = new.id
        to_machines.announce("result.corrected", sitting_id=sitting.id, release_id=new.release_id, now=now)
        to_candidate.result_corrected(sitting, now=now, kinds={version.decision.kind for version in waiting})
        for export in exports_that_hold(old):
            for version in waiting:
                tell_holder(export, to_recipients.results_corrected, now=now, decision_id=version.decision_id)
    db.session.add(row)
    db.session.flush()
    return row


def _same(old: Result, sitting: Sitting, scored: Scored) -> bool:
    return ((old.raw_score, old.raw_max, old.cut_raw, old.decision, old.parts)
            == (scored.score.raw, scored.score.maximum, scored.cut.cut_raw, scored.decision, parts_of(sitting, scored)))
