"""Appeals and complaints: what may be filed and until when, lists for staff with the late ones, and what was upheld."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Appeal, Nomination, Release, Sitting, TrailStep
from exam.queries.paging import Page, page_of
from exam.queries.retakes import board_day
from exam.rules.appeals import last_appeal_day

IS_OPEN = Appeal.state.in_(("received", "in_review"))
REMEDY_WAITS = (Appeal.state == "decided", Appeal.remedy_done_at.is_(None))


def appealable(sitting: Sitting) -> dict[str, date]:
    """What the candidate may appeal, each with the last day for it, whether or not that day has passed."""
    days = sitting.program_version.program.appeals.file_days
    found = {}
    if sitting.state == "released":
        found["result"] = last_appeal_day(board_day(_newest_release(sitting)), days)
    if sitting.state == "void":
        asked = select(func.max(TrailStep.at)).where(TrailStep.sitting_id == sitting.id, TrailStep.step == "void")
        found["decision"] = last_appeal_day(board_day(db.session.scalar(asked)), days)
    ended = sitting.submitted_at or sitting.begun_at or sitting.admitted_at
    if ended is not None:
        found["conduct"] = last_appeal_day(board_day(sitting.released_at or ended), days)
    return found


def open_for(sitting: Sitting, *, now: datetime) -> dict[str, date]:
    """What may still be appealed today."""
    today = board_day(now)
    return {about: until for about, until in appealable(sitting).items() if today <= until}


def open_to(filed_by: str, sitting: Sitting, *, now: datetime) -> dict[str, date]:
    """The same without what the board has from this person already."""
    return {about: until for about, until in open_for(sitting, now=now).items()
            if not is_asked_already(sitting, about, filed_by)}


def is_asked_already(sitting: Sitting, about: str, filed_by: str) -> bool:
    """Whether the board has this from this person: a result that was corrected since may be appealed anew."""
    asked = [row for row in appeals_of(sitting.id, filed_by) if row.about == about and row.state != "withdrawn"]
    if about == "result":
        since = _newest_release(sitting)
        asked = [row for row in asked if row.is_open or row.filed_at >= since]
    return bool(asked)


def _newest_release(sitting: Sitting) -> datetime:
    """When the result that counts was released: the first one, or its newest correction."""
    return db.session.scalar(select(func.max(Release.released_at)).where(Release.sitting_id == sitting.id))


def appeals_of(sitting_id: str, filed_by: str | None = None) -> list[Appeal]:
    """Every appeal and complaint about a sitting, oldest first; of one person, or of everybody."""
    asked = select(Appeal).where(Appeal.sitting_id == sitting_id)
    if filed_by is not None:
        asked = asked.where(Appeal.filed_by == filed_by)
    return list(db.session.scalars(asked.order_by(Appeal.filed_at, Appeal.id)))


def complaints_of(nomination: Nomination) -> list[Appeal]:
    """What this proctor wrote to the board about this exam, oldest first."""
    asked = select(Appeal).where(Appeal.nomination_id == nomination.id)
    return list(db.session.scalars(asked.order_by(Appeal.filed_at, Appeal.id)))


def own_appeal(sitting: Sitting, appeal_id: str, filed_by: str) -> Appeal:
    """One of the candidate's own. Raises NotFound for somebody else's (T43)."""
    row = next((row for row in appeals_of(sitting.id, filed_by) if row.id == appeal_id), None)
    if row is None:
        raise NotFound("no such appeal, or somebody else's")
    return row


def appeal_with_id(appeal_id: str) -> Appeal:
    """One appeal. Raises NotFound."""
    row = db.session.get(Appeal, appeal_id)
    if row is None:
        raise NotFound("no such appeal")
    return row


def remedies_of(account_id: str) -> tuple:
    """The conditions of work that follows from appeals and is this person's."""
    return *REMEDY_WAITS, Appeal.remedy_owner_id == account_id


def remedies_overdue(today: date) -> tuple:
    """The conditions of work that follows from appeals and whose day has passed."""
    return *REMEDY_WAITS, Appeal.remedy_due_on < today


def appeals_page(which: str, number: int, *, account_id: str = "", now: datetime) -> Page:
    """`open` ones, `late` ones, or `all`; what is due first comes first.

    Of the upheld ones those whose `remedy` is not done: of everybody, only `yours`, or only the `overdue` ones.
    """
    today = board_day(now)
    left = {"remedy": REMEDY_WAITS, "yours": remedies_of(account_id), "overdue": remedies_overdue(today)}
    asked = select(Appeal).options(joinedload(Appeal.sitting).joinedload(Sitting.candidate))
    if which == "all":
        return page_of(asked.order_by(Appeal.filed_at.desc(), Appeal.id), number)
    if which in left:
        return page_of(asked.where(*left[which]).order_by(Appeal.remedy_due_on, Appeal.id), number)
    asked = asked.where(IS_OPEN)
    if which == "late":
        asked = asked.where(Appeal.decide_by < today)
    return page_of(asked.order_by(Appeal.decide_by, Appeal.id), number)
