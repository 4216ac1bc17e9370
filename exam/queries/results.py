"""The register of results: released ones only, in the order of their releases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.models import Candidate, ProgramVersion, Release, Result, Sitting
from exam.queries.paging import Page, page_of


@dataclass(frozen=True)
class ResultFilter:
    """What the register is narrowed to; an empty value narrows nothing."""

    program_id: str = ""
    decision: str = ""
    search: str = ""
    first_day: date | None = None
    last_day: date | None = None


def results_page(chosen: ResultFilter, number: int) -> Page:
    """Results, newest release first."""
    sitting = joinedload(Result.sitting)
    asked = (select(Result).join(Release, Release.id == Result.release_id)
             .join(Sitting, Sitting.id == Result.sitting_id)
             .join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .options(sitting.joinedload(Sitting.candidate), sitting.joinedload(Sitting.program_version),
                      sitting.joinedload(Sitting.exam_form), joinedload(Result.release)))
    for condition in _conditions(chosen):
        asked = asked.where(condition)
    return page_of(asked.order_by(Release.no.desc()), number)


def results_of(sitting_id: str) -> list[Result]:
    """Every version of one sitting's result, oldest first; none before its release."""
    asked = select(Result).where(Result.sitting_id == sitting_id).options(joinedload(Result.release))
    return list(db.session.scalars(asked.order_by(Result.scoring_version)))


def replaced_among(results: Iterable[Result]) -> set[str]:
    """Those of these results that a correction has superseded."""
    asked = select(Result.supersedes_id).where(Result.supersedes_id.in_([result.id for result in results]))
    return set(db.session.scalars(asked))


def programs_with_results() -> list[str]:
    """The programs that have a released result."""
    asked = (select(ProgramVersion.program_id).join(Sitting, Sitting.program_version_id == ProgramVersion.id)
             .join(Result, Result.sitting_id == Sitting.id).distinct().order_by(ProgramVersion.program_id))
    return list(db.session.scalars(asked))


def _conditions(chosen: ResultFilter) -> list:
    found = []
    if chosen.program_id:
        found.append(ProgramVersion.program_id == chosen.program_id)
    if chosen.decision:
        found.append(Result.decision == chosen.decision)
    if chosen.first_day:
        found.append(Release.released_at >= _midnight(chosen.first_day))
    if chosen.last_day:
        found.append(Release.released_at < _midnight(chosen.last_day + timedelta(days=1)))
    for word in chosen.search.lower().split()[:5]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (Candidate.board_candidate_id, Candidate.legal_first_name, Candidate.legal_last_name)
        found.append(or_(*(func.lower(column).like(like, escape="\\") for column in columns)))
    return found


def _midnight(day: date) -> datetime:
    """The instant at which a day begins in the board's zone."""
    return datetime.combine(day, time(), ZoneInfo(current_app.config["BOARD_TIMEZONE"]))
