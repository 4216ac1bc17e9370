"""The answers of released sittings to one exam form, in few bytes: what every analysis and every export reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select

from exam.database import db
from exam.models import AnswerVector, Authorization, ExamForm, ExamFormItem, ItemRevision, Release, Sitting
from exam.queries.scoring_versions import scheme_under, versions_of
from question_bank.items import ItemContent
from question_bank.scoring_scheme import Scheme

AT_ONCE = 5_000
VECTOR = AnswerVector.__table__.c


@dataclass(frozen=True)
class FormItem:
    """One position of an exam form: which revision stands there, its content, and how it is scored now.

    `right` are the options that count as right under the newest version of the scoring. `scored` is false for an item
    on trial, and for one that was removed or whose point everybody has (`credited`): it tells nobody apart.
    """

    position: int
    revision_id: str
    item_id: str
    scored: bool
    content: ItemContent
    right: tuple[str, ...]
    credited: bool = False

    @property
    def points(self) -> int:
        """The most that it adds to a raw score now."""
        return len(self.right) if self.content.points > 1 else 1


@dataclass
class ReleasedAnswers:
    """Every released sitting of a form: packed choices and seconds, end to end, and what is known about each row."""

    choices: bytearray = field(default_factory=bytearray)
    seconds: bytearray = field(default_factory=bytearray)
    sitting_ids: list[str] = field(default_factory=list)

    def add(self, rows: Sequence[tuple[bytes, bytes, str]]) -> None:
        """Choices, seconds and sitting of each further row: a page of rows at a time, since there are very many."""
        choices, seconds, sitting_ids = zip(*rows, strict=True) if rows else ((), (), ())
        self.choices += b"".join(choices)
        self.seconds += b"".join(seconds)
        self.sitting_ids += sitting_ids

    @property
    def n(self) -> int:
        """How many sittings."""
        return len(self.sitting_ids)


def items_of_form(form: ExamForm) -> list[FormItem]:
    """The positions of a form in its own order."""
    asked = (select(ExamFormItem.position, ExamFormItem.scored, ItemRevision)
             .join(ItemRevision, ItemRevision.id == ExamFormItem.item_revision_id)
             .where(ExamFormItem.exam_form_id == form.id).order_by(ExamFormItem.position))
    scheme = scheme_under(versions_of(form.id))
    return [_placed(position, scored, revision, scheme) for position, scored, revision in db.session.execute(asked)]


def _placed(position: int, scored: bool, revision: ItemRevision, scheme: Scheme) -> FormItem:
    content = revision.content
    return FormItem(position, revision.id, revision.item_id,
                    scored and content.code not in scheme.removed | scheme.credit_all, content,
                    tuple(scheme.keys.get(content.code, content.right_options)),
                    credited=scored and content.code in scheme.credit_all)


def released_answers(form_id: str) -> ReleasedAnswers:
    """All of them by the sitting's id, which says nothing; none of a sitting that became void after its release."""
    void, found = _not_released(form_id), ReleasedAnswers()
    asked = (select(VECTOR.choices, VECTOR.seconds, VECTOR.sitting_id).where(VECTOR.exam_form_id == form_id)
             .order_by(VECTOR.sitting_id))
    for rows in db.session.execute(asked.execution_options(yield_per=AT_ONCE)).partitions():
        found.add([row for row in rows if row[2] not in void] if void else rows)
    return found


def training_events(form_id: str) -> dict[str, str]:
    """The training event that the board registered for the person of a released sitting, where it did."""
    asked = (select(Sitting.id, Authorization.training_event_id)
             .join(Authorization, Authorization.id == Sitting.authorization_id)
             .where(Sitting.exam_form_id == form_id, Sitting.state == "released",
                    Authorization.training_event_id != ""))
    return dict(db.session.execute(asked).all())


def regions(form_id: str) -> dict[str, str]:
    """The region that the person of a released sitting had when it began, where one was on record."""
    asked = select(Sitting.id, Sitting.region).where(
        Sitting.exam_form_id == form_id, Sitting.state == "released", Sitting.region != "")
    return dict(db.session.execute(asked).all())


def newest_release() -> int:
    """The number of the newest release of all."""
    return db.session.scalar(select(func.max(Release.no))) or 0


def released_choices(form_id: str) -> Iterator[bytes]:
    """Only the packed choices, by the sitting's id."""
    asked = _released(form_id, VECTOR.choices).order_by(VECTOR.sitting_id)
    yield from db.session.scalars(asked.execution_options(yield_per=AT_ONCE))


def released_by_form() -> dict[str, tuple[int, int]]:
    """How many released sittings each form has, and the number of the newest release among them."""
    asked = (select(AnswerVector.exam_form_id, func.count(), func.max(Release.no))
             .join(Sitting, Sitting.id == AnswerVector.sitting_id).join(Release, Release.id == AnswerVector.release_id)
             .where(Sitting.state == "released", Sitting.purpose == "exam").group_by(AnswerVector.exam_form_id))
    return {form_id: (number, newest) for form_id, number, newest in db.session.execute(asked)}


def _not_released(form_id: str) -> frozenset[str]:
    """Asked the other way round, because they are few: to look up each sitting with answers takes long."""
    asked = select(Sitting.id).where(Sitting.exam_form_id == form_id,
                                     or_(Sitting.state != "released", Sitting.purpose != "exam"))
    return frozenset(db.session.scalars(asked))


def _released(form_id: str, *columns):
    """Of the tables themselves: a hundred thousand rows are no objects."""
    sitting = Sitting.__table__.c
    return (select(*columns).join(Sitting.__table__, sitting.id == VECTOR.sitting_id)
            .where(VECTOR.exam_form_id == form_id, sitting.state == "released", sitting.purpose == "exam"))
