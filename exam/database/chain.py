"""The hash-chained audit trail: one entry for each action, each sealed over the one before it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from exam.database.base import Base, Instant, JsonText, canonical, to_milliseconds

GENESIS = "0" * 64
# Any fixed numbers, each another: the names of the advisory locks on PostgreSQL.
CHAIN_LOCK = 7_203_551
RELEASE_LOCK = 7_203_552
ASSET_LOCK = 7_203_553
HOLD_LOCK = 7_203_554


class AuditEntry(Base):
    """One link of the chain. Never updated, never deleted: triggers refuse both."""

    __tablename__ = "audit_entry"

    no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    facts: Mapped[dict] = mapped_column(JsonText)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass
class Draft:
    """What an action says of itself while it runs; it becomes the entry when the action commits."""

    action: str
    actor: str
    at: datetime
    subject: str = ""
    facts: dict = field(default_factory=dict)

    def about(self, kind: str, key: str, /, **facts) -> None:
        """Name what was acted on and add facts. Never a key, an answer, a link or a code."""
        self.subject = f"{kind}:{key}"
        self.facts.update(facts)


def content_digest(no: int, at: int, actor: str, action: str, subject: str, facts: dict) -> str:
    """SHA-256 over what one entry says. `at` is in whole milliseconds since 1970 UTC.

    The chain is sealed over these digests, so that a proof can go past the entries of other people without showing
    what they say.
    """
    content = canonical([no, at, actor, action, subject, facts])
    return hashlib.sha256(b"examhall-audit-content-1\x00" + content.encode()).hexdigest()


def seal_over(previous_hash: str, content: str) -> str:
    """The hash of an entry, with a prefix of its own, so that no other digest of ours can pass for an entry."""
    return hashlib.sha256(b"examhall-audit-1\x00" + f"{previous_hash}{content}".encode()).hexdigest()


def seal(previous_hash: str, no: int, at: int, actor: str, action: str, subject: str, facts: dict) -> str:
    """The hash that an entry with this content carries after the entry with that hash."""
    return seal_over(previous_hash, content_digest(no, at, actor, action, subject, facts))


def one_at_a_time(session: Session, lock: int) -> None:
    """Wait until no other transaction holds this lock; it is ours until the end. SQLite's writers queue anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock})")


def append(session: Session, draft: Draft) -> AuditEntry:
    """Add the entry at the end of the chain, in the transaction of the fact it records."""
    one_at_a_time(session, CHAIN_LOCK)
    last = session.execute(select(AuditEntry.no, AuditEntry.hash).order_by(AuditEntry.no.desc()).limit(1)).first()
    no, previous = (last.no + 1, last.hash) if last else (1, GENESIS)
    sealed = seal(previous, no, to_milliseconds(draft.at), draft.actor, draft.action, draft.subject, draft.facts)
    entry = AuditEntry(no=no, at=draft.at, actor=draft.actor, action=draft.action, subject=draft.subject,
                       facts=draft.facts, previous_hash=previous, hash=sealed)
    session.add(entry)
    return entry
