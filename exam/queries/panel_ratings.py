"""What a panel has judged: the ratings in force, every judgement as it was given, and how far each panelist is."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from exam.database import db
from exam.models import ExamFormItem, Panelist, PanelRating, PanelSheet, PanelView, StandardSetting
from exam.queries.panel_bookmarks import raw_bookmarks
from exam.rules.standard_setting import BOOKMARK, PRACTICE, PRACTICE_QUESTIONS
from question_bank.angoff import digest_of_ratings


@dataclass(frozen=True)
class Position:
    """One place of the exam form that the panel rates; `place` counts only those."""

    place: int
    position: int
    revision_id: str
    code: str
    points: int


def positions_rated(study: StandardSetting) -> list[Position]:
    """The questions that count, in the order of the form."""
    rows = [row for row in study.exam_form.items if row.scored]
    return [Position(place, row.position, row.item_revision_id, row.revision.item.code, row.revision.content.points)
            for place, row in enumerate(rows, 1)]


def positions_of(study: StandardSetting, round_number: int) -> list[int]:
    """The positions of a round in their order: those that count, or the first few of the practice form.

    A bookmark panel reads them in the order of its booklet, and has no practice.
    """
    practice = round_number == PRACTICE
    if study.method == BOOKMARK:
        return [] if practice else study.booklet["positions"]
    asked = (select(ExamFormItem.position).order_by(ExamFormItem.position)
             .where(ExamFormItem.exam_form_id == (study.practice_form_id if practice else study.exam_form_id)))
    asked = asked.limit(PRACTICE_QUESTIONS) if practice else asked.where(ExamFormItem.scored)
    return list(db.session.scalars(asked))


def ratings_of(panelist: Panelist, round_number: int) -> dict[int, int]:
    """The ratings in force by position: in round 2 those of round 1 stand until they are changed."""
    first = PRACTICE if round_number == PRACTICE else 1
    asked = (select(PanelRating.position, PanelRating.percent)
             .where(PanelRating.panelist_id == panelist.id, PanelRating.round.between(first, round_number))
             .order_by(PanelRating.number))
    return dict(db.session.execute(asked).all())


def ratings_in_force(study: StandardSetting, round_number: int) -> dict[str, dict[int, int]]:
    """The same for everybody who takes part, by panelist."""
    found: dict[str, dict[int, int]] = {one.id: {} for one in study.panel}
    asked = (select(PanelRating.panelist_id, PanelRating.position, PanelRating.percent)
             .where(PanelRating.panelist_id.in_(found), PanelRating.round.between(1, round_number))
             .order_by(PanelRating.panelist_id, PanelRating.number))
    for panelist_id, position, percent in db.session.execute(asked):
        found[panelist_id][position] = percent
    return found


def raw_ratings(study: StandardSetting) -> list[dict]:
    """Every judgement as it was given, also those that were changed and those of people who left; no names."""
    if study.method == BOOKMARK:
        return raw_bookmarks(study)
    codes = {row.position: row.code for row in positions_rated(study)}
    asked = (select(PanelRating, Panelist).join(Panelist, Panelist.id == PanelRating.panelist_id)
             .where(Panelist.standard_setting_id == study.id, PanelRating.round > PRACTICE)
             .order_by(Panelist.number, PanelRating.number))
    return [{"panelist": person.code, "takes_part": person.state == "accepted", "number": row.number,
             "round": row.round, "position": row.position, "item": codes[row.position], "percent": row.percent,
             "rated_at": row.rated_at.isoformat()} for row, person in db.session.execute(asked)]


def ratings_digest(study: StandardSetting) -> str:
    """The digest of every judgement that was given."""
    return digest_of_ratings(raw_ratings(study))


def next_number(panelist: Panelist) -> int:
    """The number of the next rating of this panelist."""
    asked = select(func.max(PanelRating.number)).where(PanelRating.panelist_id == panelist.id)
    return (db.session.scalar(asked) or 0) + 1


def sheets_of(study: StandardSetting) -> dict[str, dict[int, PanelSheet]]:
    """The rounds that were handed in, by panelist."""
    found: dict[str, dict[int, PanelSheet]] = defaultdict(dict)
    asked = select(PanelSheet).join(Panelist).where(Panelist.standard_setting_id == study.id)
    for sheet in db.session.scalars(asked):
        found[sheet.panelist_id][sheet.round] = sheet
    return found


def has_handed_in(panelist: Panelist, round_number: int) -> bool:
    """Whether this round is finished for this panelist."""
    return db.session.get(PanelSheet, (panelist.id, round_number)) is not None


def has_opened(panelist: Panelist, round_number: int, position: int) -> bool:
    """Whether the view of this question is on record."""
    asked = select(PanelView.id).where(PanelView.panelist_id == panelist.id, PanelView.round == round_number,
                                       PanelView.position == position)
    return db.session.scalars(asked.limit(1)).first() is not None


def views_by_panelist(study: StandardSetting) -> dict[str, int]:
    """How many times each panelist opened a question."""
    asked = (select(PanelView.panelist_id, func.count()).join(Panelist)
             .where(Panelist.standard_setting_id == study.id).group_by(PanelView.panelist_id))
    return dict(db.session.execute(asked).all())
