"""Whose declaration of ties stands, until when, and what it names."""

from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import Declaration, Letter
from exam.queries.staff import open_staff
from exam.rules.declarations import IN_FORCE, LETTER_BEFORE, standing_of

LETTER = "board/declaration_ends"


def declarations_of(account_id: str) -> list[Declaration]:
    """Everything that this person has declared, the newest first."""
    asked = select(Declaration).where(Declaration.account_id == account_id)
    return list(db.session.scalars(asked.order_by(Declaration.number.desc())))


def standing_for(account_id: str, now: datetime) -> str:
    """How this person's declaration stands now."""
    return standing_of(next(iter(declarations_of(account_id)), None), now)


def newest_declarations() -> dict[str, Declaration]:
    """The newest declaration of everybody who has made one, by account."""
    return {row.account_id: row for row in db.session.scalars(select(Declaration).order_by(Declaration.number))}


def ends_to_remind_of(now: datetime, only: str | None = None) -> list[str]:
    """Accounts of the staff whose newest declaration ends within days, and who had no letter since they made it."""
    newest, told = newest_declarations(), _last_told()
    return [account.id for account in open_staff() if account.role_names and only in (None, account.id)
            and _ends_untold(newest.get(account.id), told.get(account.id), now)]


def _ends_untold(declaration: Declaration | None, told: datetime | None, now: datetime) -> bool:
    return (standing_of(declaration, now) == "ends_soon" and declaration.valid_until - now <= LETTER_BEFORE
            and (told is None or told < declaration.declared_at))


def _last_told() -> dict[str, datetime]:
    asked = (select(Letter.account_id, func.max(Letter.written_at)).where(Letter.kind == LETTER)
             .group_by(Letter.account_id))
    return dict(db.session.execute(asked).all())


def members_undeclared(now: datetime) -> int:
    """How many open accounts of the staff with a role have no declaration in force."""
    newest = newest_declarations()
    return sum(standing_of(newest.get(account.id), now) not in IN_FORCE
               for account in open_staff() if account.role_names)
