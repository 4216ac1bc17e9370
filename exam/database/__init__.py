"""The database floor: one metadata, one session, one transaction, one commit."""

from exam.database.base import Base, Instant, JsonText, db, new_id
from exam.database.chain import AuditEntry, Draft
from exam.database.transactions import transaction, upkeep
from exam.database.upgrades import upgrade

__all__ = ["AuditEntry", "Base", "Draft", "Instant", "JsonText", "db", "new_id", "transaction", "upgrade", "upkeep"]
