"""Who holds a result that was corrected, who still has to be told, and how far a correction is."""

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import CorrectionNotice, Rescoring, Result, ResultsExport, ScoringVersion
from exam.queries.scoring_versions import number_to_rescore


def exports_that_hold(result: Result) -> list[ResultsExport]:
    """The exports whose files have a row for this result, oldest first."""
    asked = (select(ResultsExport).where(ResultsExport.last_release_no >= result.release.no)
             .order_by(ResultsExport.exported_at, ResultsExport.id))
    program_id = result.sitting.program_version.program_id
    return [export for export in db.session.scalars(asked)
            if export.selection["after_release_no"] < result.release.no
            and export.selection.get("program_id", "") in ("", program_id)
            and result.sitting_id not in export.selection.get("void_sitting_ids", ())]


def notices_of(export_id: str) -> list[CorrectionNotice]:
    """What the recipient of an export was or has to be told, oldest first."""
    asked = (select(CorrectionNotice).where(CorrectionNotice.export_id == export_id)
             .order_by(CorrectionNotice.opened_at, CorrectionNotice.id))
    return list(db.session.scalars(asked))


def notice_with_id(export_id: str, notice_id: str) -> CorrectionNotice:
    """One notice of an export. Raises NotFound."""
    notice = db.session.get(CorrectionNotice, notice_id)
    if notice is None or notice.export_id != export_id:
        raise NotFound("no such notice")
    return notice


def notices_open() -> list[CorrectionNotice]:
    """Every recipient who still has to be told."""
    asked = (select(CorrectionNotice).where(CorrectionNotice.told_at.is_(None))
             .options(joinedload(CorrectionNotice.export)).order_by(CorrectionNotice.opened_at, CorrectionNotice.id))
    return list(db.session.scalars(asked))


def notices_about(decision_id: str) -> list[CorrectionNotice]:
    """Everybody who was or has to be told because of one decision."""
    asked = (select(CorrectionNotice).where(CorrectionNotice.decision_id == decision_id)
             .options(joinedload(CorrectionNotice.export)).order_by(CorrectionNotice.opened_at, CorrectionNotice.id))
    return list(db.session.scalars(asked))


def progress_of(decision_id: str) -> tuple[Counter, int]:
    """(what became of the sittings that were looked at, how many still wait)."""
    versions = db.session.execute(select(ScoringVersion.exam_form_id, ScoringVersion.number)
                                  .where(ScoringVersion.decision_id == decision_id)).all()
    done = Counter()
    for form_id, number in versions:
        asked = select(Rescoring.outcome).where(Rescoring.exam_form_id == form_id, Rescoring.number == number)
        done.update(db.session.scalars(asked))
    return done, number_to_rescore({form_id for form_id, _ in versions})


def corrected_at(sitting_id: str) -> list[datetime]:
    """When the result of a sitting was made anew, oldest first."""
    asked = select(Rescoring.done_at).where(Rescoring.sitting_id == sitting_id, Rescoring.outcome == "corrected")
    return list(db.session.scalars(asked.order_by(Rescoring.done_at, Rescoring.number)))
