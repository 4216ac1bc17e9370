"""Accounts, and which log-in a cookie stands for."""

from datetime import datetime, timedelta

from sqlalchemy import select

from exam.database import db
from exam.models import Account, Candidate, LogIn
from exam.rules.addresses import canonical_email


def account_with_email(email: str) -> Account | None:
    """The open account whose address has this canonical form."""
    asked = select(Account).where(Account.email_canonical == canonical_email(email), Account.closed_at.is_(None))
    return db.session.scalars(asked).first()


def account_with_id(account_id: str) -> Account | None:
    """One account, open or closed."""
    return db.session.get(Account, account_id)


def candidate_of(account: Account) -> Candidate | None:
    """The candidate behind an account."""
    return db.session.scalars(select(Candidate).where(Candidate.account_id == account.id)).first()


def living_log_in(id_hash: str, *, now: datetime, lifetime: timedelta) -> LogIn | None:
    """The log-in behind a cookie; None when it has ended, is too old, or its account was closed."""
    row = db.session.get(LogIn, id_hash)
    if row is None or row.ended_at is not None or row.account.closed_at is not None:
        return None
    return None if now - row.began_at > lifetime else row


def living_log_ins(account_id: str) -> list[LogIn]:
    """Every log-in of this account that was not ended, newest first."""
    asked = select(LogIn).where(LogIn.account_id == account_id, LogIn.ended_at.is_(None))
    return list(db.session.scalars(asked.order_by(LogIn.began_at.desc())))
