"""The bank in the database: items, their frozen revisions, and who approved what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from question_bank.items import ItemContent, content_from_document


class Item(Base):
    """One question over all its revisions, with its state in the workflow and its use."""

    __tablename__ = "item"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'in_review', 'approved', 'retired')", name="state"),
        CheckConstraint('"use" IN (\'operational\', \'pretest\', \'practice\', \'suspended\')', name="use"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    use: Mapped[str] = mapped_column(String(12), default="operational")
    created_at: Mapped[datetime] = mapped_column(Instant)

    revisions: Mapped[list["ItemRevision"]] = relationship(
        back_populates="item", order_by="ItemRevision.number", cascade="all, delete-orphan")

    @property
    def current(self) -> "ItemRevision":
        """The newest revision, whatever its state."""
        return self.revisions[-1]


class ItemRevision(Base):
    """The frozen content of an item at one time. Append-only; approval is a row of its own."""

    __tablename__ = "item_revision"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id"), index=True)
    number: Mapped[int] = mapped_column()
    document: Mapped[dict] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64))
    written_by: Mapped[str] = mapped_column(String(80))
    written_at: Mapped[datetime] = mapped_column(Instant)
    change_note: Mapped[str] = mapped_column(String(500), default="")

    item: Mapped[Item] = relationship(back_populates="revisions")

    @property
    def content(self) -> ItemContent:
        """The typed content that the frozen document says."""
        return content_from_document(self.document)


class ItemReview(Base):
    """One person's verdict on one revision: approved, or sent back with a note. Append-only."""

    __tablename__ = "item_review"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(2000), default="")
    bias_note: Mapped[str] = mapped_column(String(2000), default="")  # the bias review of an approval (C03)
    reviewed_by: Mapped[str] = mapped_column(String(80))
    reviewed_at: Mapped[datetime] = mapped_column(Instant)
