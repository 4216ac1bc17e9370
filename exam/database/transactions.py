"""The one place where data becomes true: a transaction, its audit entry, and the one commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from exam.database.base import db
from exam.database.chain import Draft, append
from exam.database.group_commit import writer_of
from exam.database.turns import turn_of


@contextmanager
def transaction(action: str, *, by, now: datetime, locking=None) -> Iterator[Draft]:
    """Run one action: all of it or nothing, with one audit entry.

    `by` is the actor (its text form is recorded), `now` the instant. `locking` names a row that two
    people may want at once: it is read again under a lock before the block runs. Actions do not nest.
    """
    draft = Draft(action=action, actor=str(by), at=now)
    with _writing(action) as writing:
        if locking is not None:
            lock(locking)
        yield draft
        append(writing, draft)


def lock(row) -> None:
    """Read a row again and hold it until the end of the transaction.

    Its key stays free (FOR NO KEY UPDATE): an action that holds one row may insert rows that point to another
    held one, so two such actions never wait for each other.
    """
    # Only its own table: a page may have read the row together with others, which cannot be locked so.
    db.session.refresh(row, with_for_update={"of": type(row), "key_share": True})


@contextmanager
def upkeep(name: str) -> Iterator[None]:
    """Bookkeeping that changes no fact (a count of tries, a courier's lease, a pulse): no audit entry."""
    with _writing(name):
        yield


@contextmanager
def _writing(name: str) -> Iterator:
    writing = db.session
    if writing.info.get("in_action"):
        raise RuntimeError(f"action {name} was called inside another action")
    writing.rollback()
    with turn_of(db.engine) as turn:
        writing.connection(execution_options={"immediate": True})
        writing.info["in_action"] = True
        try:
            yield writing
            writing.commit()
        except BaseException:
            writing.rollback()
            raise
        finally:
            writing.info.pop("in_action", None)
    if turn is not None and turn.checkpoint_is_due:
        writer_of(db.engine).wake()
