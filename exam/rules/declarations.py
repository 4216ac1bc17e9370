"""The declaration of ties that everybody on the staff signs before they act: its words and its period (C14)."""

from datetime import datetime, timedelta

from exam.rules.days import instant_months_after
from exam.rules.statements import digest_of, filled

STATEMENT_VERSION = "1"
STATEMENT = (
    "I do my work for the board without favor to any person, school, employer or company.",
    "Below I name every tie of family, friendship, work or money that could make me seem partial about candidates, "
    "trainings, proctors or questions.",
    "I use what I see here for the board's work alone. I teach, coach and advise nobody with it.",
    "When I have a tie to a candidate or a training, I name it under Conflicts, and somebody else decides.",
    "When a tie begins before this declaration ends, I declare again at once.",
)
NO_TIES = "none"
SOON = timedelta(days=30)  # before the end, the first page of the person says so
LETTER_BEFORE = timedelta(days=14)  # and so long before it, one letter goes out

# Permissions that may be used without a declaration, and why; every other one that changes something needs it.
WITHOUT_DECLARATION = {
    "declare_conflicts": "To name a tie is what the declaration is for.",
    "manage_staff": "The first administrator of a board begins with it, and an account must be closed without delay.",
}
IN_FORCE = ("in_force", "ends_soon")
STANDINGS = {
    "missing": "You have made no declaration yet.",
    "old_text": "The words of the declaration have changed since you made yours.",
    "ended": "Your declaration has ended.",
    "ends_soon": "Your declaration ends within 30 days.",
    "in_force": "Your declaration is in force.",
}


def statement_digest() -> str:
    """Which words exactly are signed."""
    return digest_of(STATEMENT_VERSION, filled(STATEMENT, {}))


def end_of(declared_at: datetime, months: int) -> datetime:
    """Until when a declaration of this instant stands: the same time of day so many months later."""
    return instant_months_after(declared_at, months)


def standing_of(declaration, now: datetime) -> str:
    """How the newest declaration of a person stands now; None is somebody who has made none."""
    if declaration is None:
        return "missing"
    if declaration.valid_until <= now:
        return "ended"
    if (declaration.text_version, declaration.text_digest) != (STATEMENT_VERSION, statement_digest()):
        return "old_text"
    return "ends_soon" if declaration.valid_until - now <= SOON else "in_force"


def is_needed_for(permission: str) -> bool:
    """Whether acting under this permission asks for a declaration in force."""
    return permission not in WITHOUT_DECLARATION
