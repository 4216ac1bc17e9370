"""What was disposed of already: the tombstones, and the condition that the answers of a sitting are gone."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select, text

from exam.database import db
from exam.models import Disposal, Sitting
from exam.queries.paging import Page, page_of
from exam.rules.retention import ANSWERS, GUARDED

# What is digested of each guarded table, in this order.
STORED = {
    "answer_event": "SELECT sitting_id, lease, seq, position, choice, flagged, elapsed_ms, received_at, standing "
                    "FROM answer_event WHERE sitting_id = :id ORDER BY lease, seq",
    "handed_in": "SELECT sitting_id, answers FROM handed_in WHERE sitting_id = :id",
    "answer_vector": "SELECT sitting_id, release_id, exam_form_id, choices, seconds "
                     "FROM answer_vector WHERE sitting_id = :id",
    "attestation_device": "SELECT attestation_id, sitting_id, address, agent, signed_at "
                          "FROM attestation_device WHERE sitting_id = :id ORDER BY attestation_id",
}


def answers_are_gone():
    """The condition, within a question about sittings, that a tombstone stands for the answers of this one."""
    return select(Disposal.id).where(Disposal.sitting_id == Sitting.id, Disposal.kind.in_(ANSWERS)).exists()


def disposals_of(sitting_id: str, kinds: Collection[str] = ANSWERS) -> list[Disposal]:
    """The tombstones of one sitting, oldest first."""
    asked = select(Disposal).where(Disposal.sitting_id == sitting_id, Disposal.kind.in_(kinds))
    return list(db.session.scalars(asked.order_by(Disposal.disposed_at, Disposal.id)))


def disposals_page(number: int) -> Page:
    """Every tombstone, newest first."""
    return page_of(select(Disposal).order_by(Disposal.disposed_at.desc(), Disposal.id), number)


def every_disposal() -> Iterator[Disposal]:
    """Every tombstone, oldest first."""
    yield from db.session.scalars(select(Disposal).order_by(Disposal.disposed_at, Disposal.id))


def answers_gone_of(form_id: str) -> int:
    """How many released sittings of an exam form have no answers any more."""
    return db.session.scalar(select(func.count()).select_from(Sitting).where(
        Sitting.exam_form_id == form_id, Sitting.state == "released", answers_are_gone()))


def stored_rows(kind: str, sitting_id: str) -> dict[str, list[tuple]]:
    """The rows of one class of one sitting by their table, as they are stored and in the order of their key."""
    return {table: [tuple(row) for row in db.session.execute(text(STORED[table]), {"id": sitting_id})]
            for table, kinds in GUARDED.items() if kind in kinds}
