"""Days as the board counts them: a day begins at midnight in the board's own zone, not in UTC."""

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_in(instant: datetime, zone: str) -> date:
    """The calendar day on which this instant falls in the zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def instant_months_after(instant: datetime, months: int) -> datetime:
    """The same time of day so many months later, or earlier where `months` is negative."""
    return datetime.combine(months_after(instant.date(), months), instant.timetz())
