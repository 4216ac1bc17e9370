"""Blueprints that are being written: a draft over the one of a program version, until a second person adopts it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.programs import ProgramVersion


class BlueprintDraft(Base):
    """One blueprint on its way. `number` counts its saves, so that two people who save at once both notice."""

    __tablename__ = "blueprint_draft"
    __table_args__ = (CheckConstraint("state IN ('draft', 'adopted', 'thrown_away')", name="state"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"))
    document: Mapped[dict] = mapped_column(JsonText)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    number: Mapped[int] = mapped_column(default=1)
    authors: Mapped[list] = mapped_column(JsonText)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by: Mapped[str] = mapped_column(String(80))
    # What the bank said when this was last tried: {"digest", "forms", "report"} or {"digest", "short"}.
    tried: Mapped[dict | None] = mapped_column(JsonText)
    adopted_version_id: Mapped[str | None] = mapped_column(ForeignKey("program_version.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str] = mapped_column(String(80), default="")

    program_version: Mapped[ProgramVersion] = relationship(foreign_keys=program_version_id)
    adopted_version: Mapped[ProgramVersion | None] = relationship(foreign_keys=adopted_version_id)
