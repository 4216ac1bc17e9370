"""When the days for an exam may be changed, and for how long a withdrawal counts as a mistake that can be undone."""

from datetime import date, timedelta

UNDO_DAYS = 14
LONGEST = timedelta(days=3 * 366)


def unfit_window(opens_on: date, closes_on: date, today: date) -> str | None:
    """Why these two days are no window, as a sentence; None when they are."""
    if closes_on < opens_on:
        return "The last day lies before the first. Check both days."
    if closes_on < today:
        return "The last day is over already. Choose a day that is still to come."
    if closes_on - opens_on > LONGEST:
        return "This is longer than three years. Check both days."
    return None


def may_undo(withdrawn_on: date, today: date) -> bool:
    """Whether a withdrawal is recent enough to be taken back as a mistake."""
    return today <= withdrawn_on + timedelta(days=UNDO_DAYS)
