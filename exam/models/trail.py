"""The trail: one row for each step on a road, of a sitting or of a nomination."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant, JsonText, db, new_id


class TrailStep(Base):
    """One step taken: from which state to which, when and by whom. Append-only."""

    __tablename__ = "trail_step"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    road: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[str] = mapped_column(String(26))
    state_before: Mapped[str] = mapped_column(String(12))
    step: Mapped[str] = mapped_column(String(12))
    state_after: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict] = mapped_column(JsonText)

    @classmethod
    def left(cls, sitting_id: str, road: str, subject_id: str, before: str, step: str, after: str, *,
             now: datetime, by, facts: dict) -> "TrailStep":
        """Write the row in the running transaction and return it."""
        row = cls(sitting_id=sitting_id, road=road, subject_id=subject_id, state_before=before, step=step,
                  state_after=after, at=now, actor=str(by), facts=facts)
        db.session.add(row)
        return row
