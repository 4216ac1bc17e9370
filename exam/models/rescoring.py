"""What has to be looked at again after the key of an item that candidates may have answered was changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.items import Item, ItemRevision


class RescoreProposal(Base):
    """Somebody changed what counts as right in an item after exam forms with it were published.

    `old_revision` stands on such a form and stays as it is; `new_revision` says what is right now, `reason` says why.
    """

    __tablename__ = "rescore_proposal"
    __table_args__ = (CheckConstraint("state IN ('open', 'decided')", name="state"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id"), index=True)
    old_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"))
    new_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"))
    reason: Mapped[str] = mapped_column(String(1000))
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_by: Mapped[str] = mapped_column(String(80))
    opened_at: Mapped[datetime] = mapped_column(Instant)

    item: Mapped[Item] = relationship()
    old_revision: Mapped[ItemRevision] = relationship(foreign_keys=[old_revision_id])
    new_revision: Mapped[ItemRevision] = relationship(foreign_keys=[new_revision_id])
