"""Whether the database answers and stands at the schema that this code was written for."""

from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exam.database import db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations" / "versions"


@cache
def newest_schema() -> str:
    """The revision of the newest migration: the number that its file begins with."""
    return max(file.name for file in MIGRATIONS.glob("[0-9]*.py")).partition("_")[0]


def is_ready() -> bool:
    """Yes when the database answers with the newest schema; never raises."""
    try:
        return db.session.scalar(text("SELECT version_num FROM alembic_version")) == newest_schema()
    except DBAPIError:
        db.session.rollback()
        return False
