"""Instants, days and lengths of time in words that a person reads, always with their zone."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from markupsafe import Markup, escape

from question_bank.languages import language_in_words
from question_bank.linking import linking_in_words


def in_zone(instant: datetime, zone: str) -> str:
    """`Tue, Nov 24, 2026, 3:12 p.m. CST (UTC-6)`."""
    local = instant.astimezone(ZoneInfo(zone))
    half = "a.m." if local.hour < 12 else "p.m."
    clock = f"{local.hour % 12 or 12}:{local.minute:02d} {half}"
    return f"{local:%a, %b} {local.day}, {local.year}, {clock} {local.tzname()} ({_offset(local)})"


def _offset(local: datetime) -> str:
    minutes = int(local.utcoffset() / timedelta(minutes=1))
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def clock_time(instant: datetime | None) -> str:
    """`10:42 a.m. CST`: the time of day in the board's zone, for what happened just now."""
    if instant is None:
        return "-"
    local = instant.astimezone(ZoneInfo(current_app.config["BOARD_TIMEZONE"]))
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'a.m.' if local.hour < 12 else 'p.m.'} {local.tzname()}"


def spoken(instant: datetime | None) -> str:
    """The instant in the board's own zone; a dash for none."""
    return "-" if instant is None else in_zone(instant, current_app.config["BOARD_TIMEZONE"])


def stamped(instant: datetime | None) -> Markup | str:
    """The same inside a time element that machines can read."""
    if instant is None:
        return "-"
    return Markup('<time datetime="{}">{}</time>').format(instant.isoformat(timespec="seconds"), spoken(instant))


def day(value: date | None) -> str:
    """`Nov 24, 2026`; a dash for none."""
    return "-" if value is None else f"{value:%b} {value.day}, {value.year}"


def board_day(instant: datetime | None) -> str:
    """`Nov 24, 2026`: the day of an instant in the board's zone, where the time of day is not told."""
    return "-" if instant is None else day(instant.astimezone(ZoneInfo(current_app.config["BOARD_TIMEZONE"])).date())


def duration(seconds: int | None) -> str:
    """`1 hour 30 minutes`; `no limit` for none. Seconds are shown only below a minute."""
    if seconds is None:
        return "no limit"
    if seconds < 60:
        return _count(seconds, "second")
    hours, minutes = divmod(seconds // 60, 60)
    return " ".join(part for part in (_count(hours, "hour") if hours else "",
                                      _count(minutes, "minute") if minutes else "") if part)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def figure(value: float | None) -> str:
    """A number with as many digits as a person compares; a dash for none."""
    return "-" if value is None else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def plain_words(code: str) -> str:
    """`in_progress` as `in progress`: codes of ours are words with underscores."""
    return str(escape(code)).replace("_", " ")


def spelled(groups: Iterable[str]) -> str:
    """`7 M V G, Y E Y K`: a code for ears, which would hear a group as a word."""
    return ", ".join(" ".join(group) for group in groups)


def proctor_word(sitting) -> str:
    """What the sitting's program calls who watches the exam: the word that its candidates read."""
    return sitting.program_version.program.wording.proctor


def set_up_words(app: Flask) -> None:
    """Give templates the filters: instant, clock, board_day for pages, spoken for letters, day, duration, language,
    linking, proctor_word, spelled and words."""
    app.jinja_env.filters.update(figure=figure, instant=stamped, clock=clock_time, spoken=spoken, day=day,
                                 board_day=board_day, duration=duration, words=plain_words, language=language_in_words,
                                 linking=linking_in_words, proctor_word=proctor_word, spelled=spelled)
