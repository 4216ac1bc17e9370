"""Declarations of ties by the board's staff: what was signed, what was named, and until when it stands."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.accounts import Account
from exam.rules.declarations import NO_TIES, STATEMENT_VERSION, end_of, statement_digest


class Declaration(Base):
    """One member of staff signed the statement and named their ties. Append-only; the newest one counts."""

    __tablename__ = "declaration"
    __table_args__ = (CheckConstraint("valid_until > declared_at", name="period"),
                      UniqueConstraint("account_id", "number"))

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    number: Mapped[int] = mapped_column()  # counts from 1; instants cannot order them, because clocks step back
    text_version: Mapped[str] = mapped_column(String(40))
    text_digest: Mapped[str] = mapped_column(String(64))
    ties: Mapped[str] = mapped_column(String(2000))  # "none", or the person's own words
    declared_at: Mapped[datetime] = mapped_column(Instant)
    declared_by: Mapped[str] = mapped_column(String(80))
    valid_until: Mapped[datetime] = mapped_column(Instant)

    account: Mapped[Account] = relationship()

    @classmethod
    def signed(cls, account: Account, *, number: int = 1, ties: str = "", months: int, now: datetime,
               by) -> "Declaration":
        """The words of today, signed now. Everything that makes a declaration makes it here."""
        return cls(account_id=account.id, number=number, ties=ties or NO_TIES, text_version=STATEMENT_VERSION,
                   text_digest=statement_digest(), declared_at=now, declared_by=str(by),
                   valid_until=end_of(now, months))

    @property
    def names_ties(self) -> bool:
        """Whether the person named a tie."""
        return self.ties != NO_TIES
