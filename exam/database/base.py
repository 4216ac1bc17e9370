"""What every table is made of: the metadata, its names, and the three column types of our own."""

import base64
import json
import secrets
from datetime import UTC, datetime, timedelta

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """A plain declarative base, so that types stay checkable; flask-sqlalchemy shares its metadata."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(metadata=Base.metadata)


def new_id() -> str:
    """128 random bits as 26 lower-case letters and digits: ids appear in addresses and must not be guessable."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def to_milliseconds(instant: datetime) -> int:
    """Whole milliseconds since 1970 UTC. A naive datetime is a mistake and raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant - EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(value: int) -> datetime:
    """The aware UTC datetime of so many milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=value)


class Instant(TypeDecorator):
    """A UTC instant, stored as milliseconds since 1970: equal and ordered alike on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value, dialect):
        """Aware datetime to integer."""
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value, dialect):
        """Integer to aware datetime."""
        return None if value is None else from_milliseconds(value)


def canonical(document) -> str:
    """The one spelling of a JSON document that digests are taken of: sorted keys, no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class JsonText(TypeDecorator):
    """A JSON document kept as canonical text, so that its bytes are the same on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        """Document to canonical text."""
        return None if value is None else canonical(value)

    def process_result_value(self, value, dialect):
        """Canonical text to document."""
        return None if value is None else json.loads(value)
