"""The road of a suspected irregularity: nothing is taken away before a notice and the time to answer it."""

from datetime import datetime, timedelta

from exam.rules.roads import Road

INQUIRY = Road("inquiry", "suspected", {
    ("suspected", "notify"): "notified",
    ("suspected", "drop"): "dropped",
    ("notified", "answer"): "answered",
    ("notified", "close_window"): "window_over",
    ("notified", "drop"): "dropped",
    ("answered", "drop"): "dropped",
    ("window_over", "drop"): "dropped",
    ("answered", "decide"): "decided",
    ("window_over", "decide"): "decided",
})
HEARD = frozenset({"answered", "window_over"})

NO_NOTICE = ("A sitting is made void only after the candidate had a notice and the time to answer it. "
             "Open an inquiry on this page, and send the notice first.")
WINDOW_OPEN = "The candidate may still answer the notice. Decide after the answer, or after that time."

STATES_IN_WORDS = {
    "suspected": "a draft, not sent", "notified": "notice sent, waiting for the answer", "answered": "answered",
    "window_over": "no answer came in time", "decided": "decided", "dropped": "closed, nothing was taken away",
}


def answer_deadline(notified_at: datetime, days: int) -> datetime:
    """Until when the notice may be answered: never less than a day."""
    return notified_at + timedelta(days=max(days, 1))


def missing_before_taking_away(state: str | None, answer_until: datetime | None, now: datetime) -> str | None:
    """What stands against making a sitting void, as a sentence; None when the candidate has been heard (C17)."""
    if state in HEARD:
        return None
    if state != "notified" or answer_until is None:
        return NO_NOTICE
    return WINDOW_OPEN if now < answer_until else None
