"""The programs as they were adopted: one frozen document for each version."""

from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant, JsonText, new_id
from question_bank.programs import Program, program_from_document

# Reading a program takes milliseconds, and every page of the room and of a candidate needs one.
READ: dict[tuple[str | None, str], Program] = {}
MOST_READ = 64


class ProgramVersion(Base):
    """One dated version of one program file, with the blueprint it names. Never edited once adopted."""

    __tablename__ = "program_version"
    __table_args__ = (UniqueConstraint("program_id", "version"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    program_id: Mapped[str] = mapped_column(String(60), index=True)
    version: Mapped[str] = mapped_column(String(40))
    effective_from: Mapped[date] = mapped_column(Date)
    document: Mapped[dict] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64))
    blueprint_document: Mapped[dict] = mapped_column(JsonText)
    blueprint_digest: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[datetime] = mapped_column(Instant)
    adopted_by: Mapped[str] = mapped_column(String(80))

    @cached_property
    def program(self) -> Program:
        """The checked, typed program that this frozen document says; read once, because it never changes."""
        key = (self.id, self.digest)
        known = READ.get(key)
        if known is None:
            known = program_from_document(self.document)
            if len(READ) >= MOST_READ:
                READ.clear()
            READ[key] = known
        return known


class Authorization(Base):
    """Permission of one candidate to test in one program within a window."""

    __tablename__ = "authorization"
    __table_args__ = (UniqueConstraint("candidate_id", "program_id", "training_completed_on"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidate.id"), index=True)
    program_id: Mapped[str] = mapped_column(String(60), index=True)
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"))
    # trained: by the program's own training; reciprocity: by a training elsewhere that the board accepts.
    path: Mapped[str] = mapped_column(String(20), default="trained")
    training_event_id: Mapped[str] = mapped_column(String(60), default="")
    training_completed_on: Mapped[date] = mapped_column(Date)
    training_hours: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(12), default="en")  # of the questions that the candidate gets
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(80))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
