"""What a report is: a question to the database with named columns, and what is added in words to some rows at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.sql import func

from exam.database import db
from exam.queries.paging import Page, page_of

AT_ONCE = 500
Rows = list[dict]


@dataclass(frozen=True)
class Chosen:
    """What a report is narrowed to; an empty value narrows nothing. `now` is the moment that the report speaks of."""

    now: datetime
    program_id: str = ""
    search: str = ""
    first_day: date | None = None
    last_day: date | None = None


def _as_they_are(rows: Rows, chosen: Chosen) -> Rows:
    return rows


@dataclass(frozen=True)
class Report:
    """One report. `columns` are (name, heading) in order; `asked` labels its columns with these names.

    `worded` adds or changes figures of some rows at once; names that begin with a line are for it alone. `narrowing`
    says which of program, search and days make sense; `needs` is the permission.
    """

    key: str
    title: str
    sentence: str
    needs: str
    columns: tuple[tuple[str, str], ...]
    asked: Callable[[Chosen], Select]
    worded: Callable[[Rows, Chosen], Rows] = _as_they_are
    narrowing: tuple[str, ...] = ()


def report_page(report: Report, chosen: Chosen, number: int) -> Page:
    """One page of a report; its rows are dictionaries by column."""
    page = page_of(report.asked(chosen), number, whole_rows=True)
    rows = report.worded([dict(row._mapping) for row in page.rows], chosen)
    return Page(rows, page.number, page.count, page.size)


def report_rows(report: Report, chosen: Chosen) -> Iterator[dict]:
    """Every row in the same order, a few hundred at a time, with the columns alone and instants as texts."""
    names = [name for name, _ in report.columns]
    asked = report.asked(chosen).execution_options(yield_per=AT_ONCE)
    for part in db.session.execute(asked).partitions():
        for row in report.worded([dict(one._mapping) for one in part], chosen):
            yield {name: _plain(row[name]) for name in names}


def between(column, chosen: Chosen) -> list[ColumnElement]:
    """The conditions that an instant lies on the chosen days of the board's zone."""
    found = []
    if chosen.first_day:
        found.append(column >= midnight(chosen.first_day))
    if chosen.last_day:
        found.append(column < midnight(chosen.last_day + timedelta(days=1)))
    return found


def matching(search: str, columns: Sequence) -> list[ColumnElement]:
    """Each of the first words of a search stands in one of the columns."""
    found = []
    for word in search.lower().split()[:5]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found.append(or_(*(func.lower(column).like(like, escape="\\") for column in columns)))
    return found


def midnight(day: date) -> datetime:
    """When a day of the board begins."""
    return datetime.combine(day, time(), ZoneInfo(current_app.config["BOARD_TIMEZONE"])).astimezone(UTC)


def rounded(value: float | None, digits: int = 3) -> float | str:
    """A figure for people; nothing where there is none."""
    return "" if value is None else round(value, digits)


def between_words(low: float | None, high: float | None) -> str:
    """An interval; nothing where there is none."""
    return "" if low is None or high is None else f"{low:.2f} to {high:.2f}"


def whole_days(since: datetime | None, now: datetime) -> int | str:
    """How many whole days have gone by; nothing where there is no beginning."""
    return "" if since is None else max(0, (now - since).days)


def _plain(value) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime | date) else "" if value is None else value
