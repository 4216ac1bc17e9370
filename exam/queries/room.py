"""What the room shows: an allow-list built for delivery, without key, rationale, competency, code or internal id."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.errors import NotFound
from exam.models import AnswerEvent, Sitting, SittingCode, SittingPosition, TimeCredit
from exam.queries.journal import answers_digest, answers_in_force, events_in_force, flags_in_force
from exam.queries.shown_items import ShownItem, shown_item, texts_of, with_readings


@dataclass(frozen=True)
class Sheet:
    """The whole exam as one page shows it, with the answers in force."""

    items: tuple[ShownItem, ...]  # those that are shown so far
    count: int  # those of the whole exam
    digest: str
    saved_at: datetime | None
    held: int  # the highest seq of the lease in force
    known: list[dict]  # the events in force, for a page that merges its own

    @property
    def unanswered(self) -> list[int]:
        """Positions without an answer."""
        return [item.position for item in self.items if not item.is_answered]

    @property
    def flagged(self) -> list[int]:
        """Positions that the candidate wants to look at again."""
        return [item.position for item in self.items if item.flagged]

    @property
    def several(self) -> list[int]:
        """Positions at which several options may be chosen."""
        return [item.position for item in self.items if item.several]

    @property
    def shown(self) -> str:
        """What a page without scripts sends back, so that only what was changed on it counts as a change."""
        words = [f"{item.position}{'f' if item.flagged else ''}={item.choice or ''}" for item in self.items
                 if (item.choice or item.flagged) and not item.locked]
        return " ".join(words)


def sitting_of(sitting_id: str) -> Sitting:
    """The sitting of a pass. Raises NotFound when it is gone."""
    sitting = db.session.get(Sitting, sitting_id)
    if sitting is None:
        raise NotFound("no such sitting")
    return sitting


def sheet_for(sitting: Sitting) -> Sheet:
    """Every question in its drawn order, from what was frozen when the sitting began."""
    rows = db.session.execute(
        select(SittingPosition.position, SittingPosition.item_revision_id, SittingPosition.options)
        .where(SittingPosition.sitting_id == sitting.id).order_by(SittingPosition.position)).all()
    count, rows = len(rows), rows[:sitting.shown_through]
    texts = texts_of([revision_id for _, revision_id, _ in rows])
    answers, flags = answers_in_force(sitting.id), flags_in_force(sitting.id)
    items = with_readings([(shown_item(position, texts[revision_id], options, answers.get(position),
                                       position in flags), texts[revision_id])
                           for position, revision_id, options in rows])
    items = tuple(replace(item, locked=True) if item.position <= sitting.locked_through else item for item in items)
    return Sheet(items, count, answers_digest(answers), *_saved(sitting), events_in_force(sitting.id))


def end_code_of(sitting: Sitting, secrets, *, now: datetime) -> str | None:
    """The code that the proctor types after the exam; None where none is alive."""
    code = SittingCode.newest(sitting.id, "end")
    return code.shown(secrets) if code is not None and code.is_alive(now) else None


def end_code_closed(sitting: Sitting) -> bool:
    """Whether too many wrong tries closed the end code, and no fresh one has been made since."""
    code = SittingCode.newest(sitting.id, "end")
    return code is not None and code.closed_at is not None


def message_for(sitting_id: str) -> str:
    """What the candidate should hear: time that was added. Empty when there is nothing to say."""
    added = db.session.scalar(select(func.sum(TimeCredit.seconds)).where(TimeCredit.sitting_id == sitting_id)) or 0
    minutes = -(-added // 60)
    return f"{minutes} {'minute was' if minutes == 1 else 'minutes were'} added to your time." if added else ""


def _saved(sitting: Sitting) -> tuple[datetime | None, int]:
    rows = db.session.execute(select(AnswerEvent.lease, AnswerEvent.seq, AnswerEvent.received_at)
                              .where(AnswerEvent.sitting_id == sitting.id)).all()
    held = max((seq for lease, seq, _ in rows if lease == sitting.lease_epoch), default=0)
    return max((at for _, _, at in rows), default=None), held
