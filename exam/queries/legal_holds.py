"""Legal holds: those that stand, and those that were lifted."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import LegalHold, Sitting


def legal_holds() -> list[LegalHold]:
    """Every hold: those that stand first, then by when they were placed, newest first."""
    asked = select(LegalHold).options(joinedload(LegalHold.candidate),
                                      joinedload(LegalHold.sitting).joinedload(Sitting.candidate))
    return list(db.session.scalars(asked.order_by(LegalHold.lifted_at.is_not(None), LegalHold.placed_at.desc(),
                                                  LegalHold.id)))


def legal_holds_on(sitting: Sitting) -> list[LegalHold]:
    """The holds that stand on a sitting or on its candidate."""
    asked = select(LegalHold).where(LegalHold.lifted_at.is_(None), or_(
        LegalHold.sitting_id == sitting.id, LegalHold.candidate_id == sitting.candidate_id))
    return list(db.session.scalars(asked.order_by(LegalHold.placed_at, LegalHold.id)))


def legal_hold_with_id(hold_id: str) -> LegalHold:
    """One hold. Raises NotFound."""
    row = db.session.get(LegalHold, hold_id)
    if row is None:
        raise NotFound("no such legal hold")
    return row
