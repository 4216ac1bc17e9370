"""What is kept beside items: a card of each for lists and figures, and what was decided about pairs that are alike."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.items import Item


class ItemCard(Base):
    """What lists and figures need of an item's newest revision, so that none of them opens every text.

    Everything on it follows from the revision and the rules; it is written anew with each revision. `words` is what a
    search looks through (never a key or a reason), `tags` stand between semicolons, `open_faults` counts what the
    writing rules still ask for; None until somebody has looked.
    """

    __tablename__ = "item_card"
    __table_args__ = (Index("ix_item_card_cell", "competency", "level"),)

    item_id: Mapped[str] = mapped_column(ForeignKey("item.id"), primary_key=True)
    revision_number: Mapped[int] = mapped_column()
    written_at: Mapped[datetime] = mapped_column(Instant)
    excerpt: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    competency: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(40))
    tags: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    translation_of: Mapped[str] = mapped_column(String(60), index=True)
    translation_of_digest: Mapped[str] = mapped_column(String(64))
    text_digest: Mapped[str] = mapped_column(String(64))
    sources: Mapped[int] = mapped_column()
    options: Mapped[int] = mapped_column()
    key_place: Mapped[int | None] = mapped_column()
    key_is_longest: Mapped[bool] = mapped_column()
    open_faults: Mapped[int | None] = mapped_column()
    reviewed_on: Mapped[date | None] = mapped_column(Date)

    item: Mapped[Item] = relationship()


class ItemPair(Base):
    """A decision about two items that are much alike: never on one exam form, or they may meet.

    Append-only; the newest decision counts.
    """

    __tablename__ = "item_pair"
    __table_args__ = (CheckConstraint("verdict IN ('apart', 'may_meet')", name="verdict"),
                      UniqueConstraint("one_id", "other_id", "number"))

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    one_id: Mapped[str] = mapped_column(ForeignKey("item.id"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("item.id"), index=True)
    number: Mapped[int] = mapped_column()
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(1000))
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime] = mapped_column(Instant)

    one: Mapped[Item] = relationship(foreign_keys=[one_id])
    other: Mapped[Item] = relationship(foreign_keys=[other_id])
