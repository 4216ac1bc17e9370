"""Whether the database answers and stands at the schema that this code was written for."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exam.database import db
from exam.database.upgrades import MIGRATIONS


@cache
def newest_schema(folder: Path = MIGRATIONS) -> str | None:
    """The revision of the newest migration."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config).get_current_head()


def is_ready() -> bool:
    """Yes when the database answers with the newest schema; never raises."""
    try:
        return db.session.scalar(text("SELECT version_num FROM alembic_version")) == newest_schema()
    except DBAPIError:
        db.session.rollback()
        return False
