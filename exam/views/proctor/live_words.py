"""What the live page says, once for the page and once for the script that keeps it fresh."""

from datetime import datetime

from exam.models import Nomination, Sitting, SittingCode
from exam.queries.arrangements import arrangement_for
from exam.queries.proctors import Happening, code_on_show, happenings_of
from exam.rules.arrangements import Arrangement, in_words
from exam.rules.incidents import CODES
from exam.web.secret_keys import secret_keys
from exam.web.words import board_day, day, duration, spelled, spoken

STATES = {
    "admitted": ("Ready to start", "The exam begins when the candidate types the start code."),
    "in_progress": ("Running", "The exam is running. Stay in the room, in view of the candidate."),
    "paused": ("Paused", "The exam is paused. The clock stands still, and the answers are safe."),
    "submitted": ("Handed in", "The exam has been handed in. We have sent you a letter with the link to your "
                               "statement. Please open it now, while you are in the room together."),
}
BREAK = ("On a break", "The candidate takes a break that was arranged. The clock stands still until {}. After that the "
                       "exam time runs, also while nobody is there.")
BREAK_USED_UP = ("On a break", "The time for breaks is used up, and the exam time runs although the candidate is away.")
LONGER = " Do you need longer, or is the day over? Pause the exam."
ANOTHER_DAY = " You may go on until {}: meet again, open this page, and show a code to go on."
OVER = ("Ended", "This exam has ended. Nothing is left to do on this page.")
HAPPENED = {
    "same_device": "The candidate went on in another window of the same device.",
    "other_device": "The exam moved to another device, with a code from you.",
    "second_device_tried": "Another device was tried, with a code that does not fit.",
    "code_refused": "A code was typed that does not fit.",
    "help": "The candidate asked for help",
    "reported": "You reported something to the board",
}
PAUSES = {"break": "A break that was arranged", "proctor": "A pause by you", "outage": "A technical pause"}
CODE_NAMES = {"start": "Start code", "resume": "Code to go on", "takeover": "Code for another device"}


def live_words(nomination: Nomination, *, now: datetime) -> dict:
    """State, time left, last sign of life, the code on show, and what has happened so far. Never an answer."""
    sitting = nomination.sitting
    state, sentence = _where_it_stands(sitting, now=now)
    return {"state": "break" if sitting.on_break else sitting.state, "facts": {
        "state": state, "sentence": sentence, "time_left": _time_left(sitting, now=now),
        "last_seen": _ago(sitting.last_seen_at, now=now), "arrangement": _sentence(in_words(arranged(sitting))),
        "read_at": clock_time(now)},
        "happened": [f"{_moment(at, now=now)}: {words}" for at, words in _story(sitting)],
        "code": _code(code_on_show(sitting, now=now))}


def arranged(sitting: Sitting) -> Arrangement:
    """What was arranged, as it was before the first break was taken out of its budget."""
    granted = arrangement_for(sitting)
    return Arrangement(sitting.limit_seconds, sitting.cap_seconds, sitting.break_count,
                       max(sitting.break_seconds, granted.break_seconds), tuple(sitting.room_codes),
                       sitting.second_persons)


def clock_time(instant: datetime) -> str:
    """`3:12 p.m. CST (UTC-6)`."""
    return spoken(instant).split(", ")[-1]


def _moment(instant: datetime, *, now: datetime) -> str:
    """The time of day; the day as well where it is another one."""
    return clock_time(instant) if board_day(instant) == board_day(now) else spoken(instant)


def _where_it_stands(sitting: Sitting, *, now: datetime) -> tuple[str, str]:
    """The state and what it means. A break is no pause: its end comes by itself, and the exam time goes on."""
    if sitting.on_break:
        goes_on_at = sitting.clockwork.goes_on_at()
        state, sentence = BREAK if now < goes_on_at else BREAK_USED_UP
        return state, sentence.format(clock_time(goes_on_at)) + LONGER
    state, sentence = STATES.get(sitting.state, OVER)
    if sitting.state == "paused" and sitting.may_go_on_another_day:
        sentence += ANOTHER_DAY.format(day(sitting.authorization.closes_on))
    return state, sentence


def _time_left(sitting: Sitting, *, now: datetime) -> str:
    if sitting.state not in ("in_progress", "paused"):
        return "The clock has not started." if sitting.state == "admitted" else "The clock has stopped."
    if sitting.limit_seconds is None:
        return "No time limit."
    left = duration(sitting.clockwork.seconds_left(now))
    return f"{left}." if sitting.deadline_at is None else f"{left}, until {_moment(sitting.deadline_at, now=now)}."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _ago(instant: datetime | None, *, now: datetime) -> str:
    if instant is None:
        return "Not yet."
    seconds = max(0, int((now - instant).total_seconds()))
    return "Just now." if seconds < 20 else f"{duration(seconds)} ago."


def _story(sitting: Sitting) -> list[tuple[datetime, str]]:
    told = [(happening.at, _happened(happening)) for happening in happenings_of(sitting)]
    for pause in sitting.pauses:
        kind = PAUSES.get(pause.kind, "A pause")
        told.append((pause.began_at, f"{kind} began."))
        if pause.ended_at is not None:
            told.append((pause.ended_at, "The exam went on."))
    begun = [(sitting.begun_at, "The exam began.")] if sitting.begun_at else []
    handed_in = [(sitting.submitted_at, "The exam was handed in.")] if sitting.submitted_at else []
    return sorted(begun + told + handed_in, key=lambda event: event[0])


def _happened(happening: Happening) -> str:
    words = HAPPENED[happening.kind]
    return f"{words}: {CODES[happening.code].lower()}." if happening.code else words


def _code(code: SittingCode | None) -> dict | None:
    if code is None:
        return None
    groups = code.shown(secret_keys()).split()
    return {"label": f"{CODE_NAMES[code.phase]}, works until {clock_time(code.expires_at)}", "groups": groups,
            "spelled": spelled(groups)}
