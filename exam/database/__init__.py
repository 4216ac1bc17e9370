"""The database floor: one metadata, one session, one transaction, one commit."""

from exam.database.among import among
from exam.database.base import Base, Instant, JsonText, db, new_id
from exam.database.chain import ASSET_LOCK, HOLD_LOCK, RELEASE_LOCK, AuditEntry, Draft, one_at_a_time
from exam.database.transactions import lock, transaction, upkeep

__all__ = ["ASSET_LOCK", "HOLD_LOCK", "RELEASE_LOCK", "AuditEntry", "Base", "Draft", "Instant", "JsonText",
           "among", "db", "lock", "new_id", "one_at_a_time", "transaction", "upkeep"]
