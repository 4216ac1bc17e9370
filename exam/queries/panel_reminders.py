"""Whom a panel waits for, and who has to be reminded because the end of the open round comes near."""

from datetime import date, datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import Letter, Link, Panelist, StandardSetting
from exam.queries.retakes import board_day
from exam.queries.standard_setting import unfinished
from exam.rules.standard_setting import NEAR_THE_END, ROUND_OF_STAGE

REMINDING = ("preparing", "round_1", "round_2")


def for_whom_something_waits(study: StandardSetting) -> list[Panelist]:
    """Who has not answered the invitation, or has not handed in the round that is open."""
    number = ROUND_OF_STAGE.get(study.stage)
    late = unfinished(study, number) if number else []
    return [one for one in study.panelists if one.state == "invited" or (one.state == "accepted" and one.code in late)]


def to_remind(study: StandardSetting, *, now: datetime) -> list[Panelist]:
    """Of those, the ones whom nobody has reminded since the end came near; nobody once the day is over."""
    today = board_day(now)
    if study.stage not in REMINDING or study.stage_until is None or not _is_near(study.stage_until, today):
        return []
    waits = for_whom_something_waits(study)
    reminded = _reminded_on([one.id for one in waits])
    return [one for one in waits if reminded.get(one.id, date.min) < study.stage_until - NEAR_THE_END]


def panels_to_remind(now: datetime) -> list[str]:
    """The studies with somebody to remind today."""
    today = board_day(now)
    asked = select(StandardSetting).where(StandardSetting.stage.in_(REMINDING), StandardSetting.stage_until >= today,
                                          StandardSetting.stage_until <= today + NEAR_THE_END)
    return [study.id for study in db.session.scalars(asked.order_by(StandardSetting.id)) if to_remind(study, now=now)]


def _is_near(until: date, today: date) -> bool:
    return until - NEAR_THE_END <= today <= until


def _reminded_on(panelist_ids: list[str]) -> dict[str, date]:
    """The day of the newest reminder, or of the invitation, of each."""
    asked = (select(Link.panelist_id, func.max(Letter.written_at)).join(Link, Link.id == Letter.link_id)
             .where(Link.panelist_id.in_(panelist_ids)).group_by(Link.panelist_id))
    return {panelist_id: board_day(at) for panelist_id, at in db.session.execute(asked)}
