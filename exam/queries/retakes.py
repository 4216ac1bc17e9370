"""What the retake rule is told about one candidate's authorization, and what it answers."""

from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from exam.database import db
from exam.models import Appeal, Authorization, Result, Sitting, TrailStep
from exam.rules.days import day_in
from exam.rules.retakes import PastSitting, RetakeFacts, RetakeVerdict, earliest_day, judge
from exam.rules.roster_row import counted_from


def board_day(instant: datetime) -> date:
    """The calendar day of this instant in the board's zone."""
    return day_in(instant, current_app.config["BOARD_TIMEZONE"])


def sittings_under(authorization_id: str) -> list[Sitting]:
    """Every sitting of one authorization, in order."""
    asked = select(Sitting).where(Sitting.authorization_id == authorization_id)
    return list(db.session.scalars(asked.order_by(Sitting.sitting_no)))


def retake_verdict(authorization: Authorization, *, now: datetime) -> RetakeVerdict:
    """Whether a further sitting may be asked for now, and if not, why."""
    return judge(_facts(authorization, sittings_under(authorization.id), asked_on=board_day(now)))


def verdict_at(sitting: Sitting, instant: datetime) -> RetakeVerdict:
    """The same as it was on the day of this instant, when no sitting after this one was known."""
    rows = [row for row in sittings_under(sitting.authorization_id) if row.sitting_no <= sitting.sitting_no]
    return judge(_facts(sitting.authorization, rows, asked_on=board_day(instant)))


def first_day_of(sitting: Sitting) -> date:
    """The first day on which this sitting may be taken: its window, and the wait after the sittings before it."""
    permit = sitting.authorization
    earlier = [row for row in sittings_under(permit.id) if row.sitting_no < sitting.sitting_no]
    if not earlier:
        return permit.opens_on
    return max(permit.opens_on, earliest_day(_facts(permit, earlier, asked_on=board_day(sitting.registered_at))))


def _facts(permit: Authorization, sittings: list[Sitting], *, asked_on: date) -> RetakeFacts:
    # The newest sitting's rules count: those of the program version it is under.
    rule = sittings[-1].program_version.program.exam.retake
    return RetakeFacts(
        asked_on=asked_on, closes_on=permit.closes_on,
        trained_on=counted_from(permit.path, permit.training_completed_on, board_day(permit.made_at)),
        sittings=[_past(row) for row in sittings], max_sittings=rule.max_sittings, within_months=rule.within_months,
        wait_days=rule.wait_days, request_days_ahead=rule.request_days_ahead, after_last=rule.after_last,
        withdrawn=permit.withdrawn_at is not None)


def _past(sitting: Sitting) -> PastSitting:
    taken = sitting.submitted_at or sitting.begun_at
    counts = sitting.state in ("in_progress", "paused", "submitted", "released") or _void_that_counts(sitting)
    counts = counts and not _out_of_the_count(sitting.id)
    return PastSitting(state=sitting.state, day=board_day(taken) if taken else None, counts=counts,
                       passed=sitting.state == "released" and _passed(sitting))


def _void_that_counts(sitting: Sitting) -> bool:
    return sitting.state == "void" and void_counts(sitting.id)


def void_counts(sitting_id: str) -> bool:
    """Whether the board decided that a void sitting counts as one of those allowed, and no appeal changed that."""
    if _out_of_the_count(sitting_id):
        return False
    asked = select(TrailStep).where(TrailStep.sitting_id == sitting_id, TrailStep.step == "void")
    step = db.session.scalars(asked).first()
    return step is not None and bool(step.facts.get("counts"))


def _out_of_the_count(sitting_id: str) -> bool:
    """Whether an appeal was upheld that takes this sitting out of those that are counted."""
    asked = select(Appeal.id).where(Appeal.sitting_id == sitting_id, Appeal.state == "decided",
                                    Appeal.remedy == "not_counting")
    return db.session.scalars(asked.limit(1)).first() is not None


def _passed(sitting: Sitting) -> bool:
    asked = select(Result.decision).where(Result.sitting_id == sitting.id).order_by(Result.scoring_version.desc())
    return db.session.scalars(asked).first() == "PASS"
