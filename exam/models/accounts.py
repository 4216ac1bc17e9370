"""Who signs in: candidates and board staff. Proctors have no account."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id


class Account(Base):
    """One person who signs in. `kind` is candidate or staff; nobody is both."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("kind IN ('candidate', 'staff')", name="kind"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    email_canonical: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(200))
    totp_last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    roles: Mapped[list["StaffRole"]] = relationship(back_populates="account", cascade="all, delete-orphan")

    @property
    def role_names(self) -> frozenset[str]:
        """The staff roles that count now; empty for a candidate."""
        return frozenset(role.role for role in self.roles if not role.proposed)


class StaffRole(Base):
    """One role of one staff account. A proposed one does not count until a second person has confirmed it."""

    __tablename__ = "staff_role"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(Instant)
    granted_by: Mapped[str] = mapped_column(String(80))
    proposed: Mapped[bool] = mapped_column(Boolean, default=False)

    account: Mapped[Account] = relationship(back_populates="roles")


class LogIn(Base):
    """One log-in of one account: the server's own row, so that a copied cookie dies when it ends."""

    __tablename__ = "log_in"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Instant)
    second_factor_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    account: Mapped[Account] = relationship()


class Candidate(Base):
    """The person who sits exams, known to the board by its own candidate id and never by name."""

    __tablename__ = "candidate"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), unique=True)
    board_candidate_id: Mapped[str] = mapped_column(String(64), unique=True)
    legal_first_name: Mapped[str] = mapped_column(String(100))
    legal_middle_name: Mapped[str] = mapped_column(String(100), default="")
    legal_last_name: Mapped[str] = mapped_column(String(100))
    suffix: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    region: Mapped[str] = mapped_column(String(60), default="")  # for rates of groups only; empty where none is known
    created_at: Mapped[datetime] = mapped_column(Instant)

    account: Mapped[Account] = relationship()

    @property
    def legal_name(self) -> str:
        """The name as it stands on the identity document."""
        parts = (self.legal_first_name, self.legal_middle_name, self.legal_last_name, self.suffix)
        return " ".join(part for part in parts if part)


class Agreement(Base):
    """A candidate confirmed one version of the information-and-agreement page. Append-only."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("candidate_id", "program_version_id", "text_version"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidate.id"))
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"))
    text_version: Mapped[str] = mapped_column(String(40))
    text_digest: Mapped[str] = mapped_column(String(64))
    agreed_at: Mapped[datetime] = mapped_column(Instant)
