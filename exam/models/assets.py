"""The pictures of the bank: kept once under the digest of their bytes, and never changed."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant


class Asset(Base):
    """One picture. Append-only: a text names it by its digest, so whoever sees the text sees these bytes."""

    __tablename__ = "asset"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    data: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[str] = mapped_column(String(80))
