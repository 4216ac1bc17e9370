"""Days as the board counts them: a day begins at midnight in the board's own zone, not in UTC."""

import calendar
from datetime import date, datetime, timedelta
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


def business_days_after(day: date, days: int) -> date:
    """The day so many business days later. Only Saturday and Sunday are none: a holiday never moves a day further."""
    while days > 0:
        day += timedelta(days=1)
        days -= _is_business_day(day)
    return day


def business_days_between(first: date, last: date) -> int:
    """How many business days lie after the first day, up to the last; none when it is not later."""
    weeks, rest = divmod(max(0, (last - first).days), 7)
    return 5 * weeks + sum(_is_business_day(first + timedelta(days=number)) for number in range(1, rest + 1))


def span_in_words(seconds: float) -> str:
    """How long something took, in the unit that fits: a figure of days would say nothing of what took minutes."""
    if seconds < 60:
        return "under a minute"
    if seconds < 2 * 3600:
        minutes = round(seconds / 60)
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{seconds / 3600:.1f} hours" if seconds < 2 * 86_400 else f"{seconds / 86_400:.1f} days"


def days_in_words(days: float) -> str:
    """A number of calendar days, where nobody knows the time of day: a half comes from a median."""
    return "the same day" if days == 0 else "1 day" if days == 1 else f"{days:g} days"


def _is_business_day(day: date) -> bool:
    return day.weekday() < 5
