"""When a letter is tried again, when we stop trying, and which addresses can be written to at all."""

import re
from datetime import datetime, timedelta

# A courier that dies holds its letter no longer than this; longer than the slowest exchange with a relay.
LEASE = timedelta(minutes=10)
FIRST_DISTANCE = timedelta(seconds=30)
LAST_DISTANCE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)

# One @, no blanks, no control characters, nothing that has a meaning of its own in a header (T15).
WRITABLE = re.compile(r"[!#$%&'*+/=?^_`{|}~0-9A-Za-z.-]{1,64}@[0-9A-Za-z.-]{1,250}", re.ASCII)


def next_try(now: datetime, tries: int) -> datetime:
    """The distance doubles from half a minute to an hour: a greylisted letter leaves soon, a dead relay has peace."""
    distance = FIRST_DISTANCE * 2 ** min(max(tries, 1) - 1, 10)
    return now + min(distance, LAST_DISTANCE)


def is_hopeless(now: datetime, written_at: datetime) -> bool:
    """Whether a letter has been tried for so long that a person must look at it."""
    return now - written_at >= GIVE_UP_AFTER


def spelled_for_mail(address: str) -> str | None:
    """The address as it stands in a header and on the envelope, or None when it cannot be written there."""
    local, _, domain = address.rpartition("@")
    try:
        spelled = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None
    return spelled if WRITABLE.fullmatch(spelled) else None
