"""The life of the codes that prove two people were in one room; the codes themselves stand nowhere."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant, db, new_id
from exam.rules.codes import START_CODE_LIFE, TRIES, code_for, matches


class SittingCode(Base):
    """The serial, tries and life of one code of one sitting. The code itself is derived and stands nowhere."""

    __tablename__ = "sitting_code"
    __table_args__ = (UniqueConstraint("sitting_id", "phase", "serial"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    phase: Mapped[str] = mapped_column(String(10))  # start, resume, takeover, end
    serial: Mapped[int] = mapped_column()
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    def is_alive(self, now: datetime) -> bool:
        """Whether a right code would still open its step."""
        expired = self.expires_at is not None and now >= self.expires_at
        return self.used_at is None and self.closed_at is None and not expired

    def fits(self, typed: str, secrets: Sequence[str], *, now: datetime) -> bool:
        """Try the typed code: a right one is used up, the fifth wrong one closes the step."""
        if not self.is_alive(now):
            return False
        if matches(typed, secrets, self.sitting_id, self.phase, self.serial):
            self.used_at = now
            return True
        self.tries += 1
        if self.tries >= TRIES:
            self.closed_at = now
        return False

    def shown(self, secrets: Sequence[str]) -> str:
        """The code in two groups of four, derived anew each time it is shown."""
        return code_for(secrets[0], self.sitting_id, self.phase, self.serial)

    @classmethod
    def newest(cls, sitting_id: str, phase: str) -> "SittingCode | None":
        """The latest serial of this sitting and phase, alive or not."""
        asked = select(cls).where(cls.sitting_id == sitting_id, cls.phase == phase)
        return db.session.scalars(asked.order_by(cls.serial.desc()).limit(1)).first()

    @classmethod
    def issued(cls, sitting_id: str, phase: str, *, now: datetime) -> "SittingCode":
        """A fresh serial in the running transaction; the one before it dies. Only the end code has no time limit."""
        before = cls.newest(sitting_id, phase)
        if before is not None and before.used_at is None and before.closed_at is None:
            before.closed_at = now
        row = cls(sitting_id=sitting_id, phase=phase, serial=before.serial + 1 if before else 1, issued_at=now,
                  expires_at=None if phase == "end" else now + START_CODE_LIFE, tries=0)
        db.session.add(row)
        return row
