"""A column that is one of very many texts: one variable of the statement, whatever their number.

`column.in_(texts)` sends a variable for each. SQLite takes 32,766 of them and PostgreSQL 65,535; a board that has
more sittings or exam forms than that would see a page that never opens.
"""

import json
from collections.abc import Iterable

from sqlalchemy import ARRAY, ColumnElement, String, any_, func, literal, select

from exam.database.base import db


def among(column, texts: Iterable[str]) -> ColumnElement[bool]:
    """The condition that the column is one of these texts."""
    held = list(texts)
    if db.engine.dialect.name == "postgresql":
        return column == any_(literal(held, ARRAY(String)))
    listed = func.json_each(json.dumps(held)).table_valued("value")
    return column.in_(select(listed.c.value))
