"""Whose declaration of ties stands, until when, and what it names."""

from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.models import Declaration
from exam.queries.staff import open_staff
from exam.rules.declarations import IN_FORCE, standing_of


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


def members_undeclared(now: datetime) -> int:
    """How many open accounts of the staff with a role have no declaration in force."""
    newest = newest_declarations()
    return sum(standing_of(newest.get(account.id), now) not in IN_FORCE
               for account in open_staff() if account.role_names)
