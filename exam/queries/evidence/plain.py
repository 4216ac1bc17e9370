"""Rows as plain JSON: instants as text in UTC, everything else as it is stored."""

from datetime import UTC, date, datetime

from sqlalchemy import inspect, select

from exam.database import db


def plain(row, *left_out: str) -> dict:
    """Every column of a row but those left out."""
    names = [column.key for column in inspect(row).mapper.column_attrs]
    return {name: worded(getattr(row, name)) for name in names if name not in left_out}


def worded(value):
    """An instant or a day as text; other values as they are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else value


def rows_of(model, order, *conditions) -> list:
    """The rows that fit, in this order."""
    return list(db.session.scalars(select(model).where(*conditions).order_by(*order)))
