"""A member of staff declares their ties: what every act of theirs at the board's pages asks for."""

from datetime import datetime

from exam.database import db, transaction
from exam.errors import StaleEdit
from exam.letters import board as to_board
from exam.models import Account, Declaration
from exam.queries.declarations import declarations_of, ends_to_remind_of
from exam.rules.declarations import statement_digest

CHANGED = "The words have changed since you opened this page. Read them once more, then sign."


def declare(account: Account, *, ties: str = "", digest: str | None = None, months: int, now: datetime,
            by) -> Declaration:
    """Sign the statement for so many months. Without `ties` the person has none.

    `digest` says which words were shown; others than today's are refused.
    """
    with transaction("declare", by=by, now=now, locking=account) as entry:
        if digest not in (None, statement_digest()):
            raise StaleEdit(CHANGED)
        row = Declaration.signed(account, number=len(declarations_of(account.id)) + 1, ties=ties, months=months,
                                 now=now, by=by)
        db.session.add(row)
        db.session.flush()
        entry.about("account", account.id, declaration=row.id, text_version=row.text_version,
                    text_digest=row.text_digest, names_ties=row.names_ties, valid_until=row.valid_until.isoformat())
    return row


def remind_of_end(account: Account, *, now: datetime, by) -> bool:
    """The declaration ends within days: one letter says so. False when there is nothing to say any more."""
    with transaction("remind_of_declaration", by=by, now=now, locking=account) as entry:
        due = account.id in ends_to_remind_of(now, only=account.id)
        if due:
            to_board.declaration_ends(account, declarations_of(account.id)[0], now=now)
        else:
            entry.action += "_not_due"
        entry.about("account", account.id)
    return due
