"""The one place where data becomes true: a transaction, its audit entry, and the one commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from exam.database.base import db
from exam.database.chain import Draft, append


@contextmanager
def transaction(action: str, *, by, now: datetime, locking=None) -> Iterator[Draft]:
    """Run one action: all of it or nothing, with one audit entry.

    `by` is the actor (its text form is recorded), `now` the instant. `locking` names a row that two
    people may want at once: it is read again under a lock before the block runs. Actions do not nest.
    """
    session = db.session
    if session.info.get("in_action"):
        raise RuntimeError(f"action {action} was called inside another action")
    session.rollback()
    session.connection(execution_options={"immediate": True})
    session.info["in_action"] = True
    draft = Draft(action=action, actor=str(by), at=now)
    try:
        if locking is not None:
            session.refresh(locking, with_for_update=True)
        yield draft
        append(session, draft)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_action", None)
