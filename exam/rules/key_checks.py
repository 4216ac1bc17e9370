"""When the key of an exam form is checked without anybody asking, and how long its owner has for what is found."""

from datetime import datetime, timedelta

AGAIN_AFTER = timedelta(hours=1)  # answers that come in one by one are looked at together
DAYS_TO_LOOK = timedelta(days=7)


def is_due(*, handed_in: int, needed: int, checked: int | None, checked_at: datetime | None, newest_at: datetime,
           released: bool) -> bool:
    """Whether a form has answers enough, and some that no check has seen, before its first release.

    A form that was released before there were answers enough is checked once all the same: better late than never.
    """
    if handed_in < needed:
        return False
    if checked is None:
        return True
    return not released and (handed_in > checked or newest_at > checked_at)
