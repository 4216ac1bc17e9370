"""Work that takes longer than a page may wait: asked for by a page, done by a process of its own."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant, JsonText, new_id


class Job(Base):
    """One piece of work: what was asked, how far it is, and the result or the sentences why there is none."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'stopped')", name="state"),
        Index("ix_job_about", "kind", "about"),
        Index("ix_job_state", "state", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(120), default="")  # what it is about, so that a page finds its own jobs
    asked: Mapped[dict] = mapped_column(JsonText)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    run: Mapped[str] = mapped_column(String(26), default="")  # names the one worker who holds it now
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(200), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict | None] = mapped_column(JsonText)
    trouble: Mapped[list] = mapped_column(JsonText, default=list)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed", "stopped")
