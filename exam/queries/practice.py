"""How a practice exam went, worked out while its last page is shown and kept nowhere. Never for a real exam."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from exam.errors import NotAllowed
from exam.models import Sitting, SittingPosition
from exam.queries.shown_items import ROOM_PICTURES, as_html
from question_bank.items import ItemContent, Option
from question_bank.scoring import score, scored_position


@dataclass(frozen=True)
class PracticeAnswer:
    """One question afterwards: what was chosen, what is right, and why. `read_first` is what a set shares."""

    position: int
    language: str
    read_first: Markup
    stem: Markup
    chosen: tuple[Markup, ...]
    right: tuple[Markup, ...]
    earned: int
    points: int
    why: tuple[Markup, ...]

    @property
    def is_right(self) -> bool:
        """Whether it brought all that it could."""
        return self.earned == self.points


@dataclass(frozen=True)
class PracticeOutcome:
    """How many were right, and every question with its reason."""

    right: int
    count: int
    in_points: bool  # some question gives part of its points, so these are no numbers of questions
    answers: tuple[PracticeAnswer, ...]


def practice_outcome(sitting: Sitting, pictures: str = ROOM_PICTURES) -> PracticeOutcome:
    """Score a practice sitting. Raises NotAllowed for an exam: its key leaves the server in a release alone.

    A question that has since come into use for real exams is counted and not explained. `pictures` is the address
    under which the page finds them.
    """
    if sitting.purpose != "practice":
        raise NotAllowed("only practice questions are explained")
    chosen = {row.position: row.options_of(sitting.submission.answers.get(str(row.position)))
              for row in sitting.positions}
    rows = [(row, row.revision.content) for row in sitting.positions]
    scored = [scored_position(row.position, content, scored=True) for row, content in rows]
    total = score(scored, chosen)
    told = [(row, content) for row, content in rows if row.revision.item.use == "practice"]
    return PracticeOutcome(total.raw, total.maximum, any(one.points > 1 for one in scored),
                           tuple(_explained(told, chosen, pictures)))


def _explained(rows: list[tuple[SittingPosition, ItemContent]], chosen: dict[int, tuple[str, ...]],
               pictures: str) -> Iterator[PracticeAnswer]:
    for _, neighbours in groupby(rows, key=lambda row: row[1].scenario):
        for number, (row, content) in enumerate(neighbours):
            read_first = content.stimulus if number == 0 else ""
            yield _answer(row.position, content, chosen[row.position], read_first, pictures)


def _answer(position: int, content: ItemContent, option_ids: tuple[str, ...], read_first: str,
            pictures: str) -> PracticeAnswer:
    def shown(text: str) -> Markup:
        return as_html(text, pictures)

    one = scored_position(position, content, scored=True)
    right = [content.option(option_id) for option_id in content.right_options]
    picked = [content.option(option_id) for option_id in option_ids]
    return PracticeAnswer(position, content.language, shown(read_first), shown(content.stem),
                          tuple(shown(option.text) for option in picked), tuple(shown(option.text) for option in right),
                          score([one], {position: option_ids}).raw, one.points,
                          tuple(shown(reason) for reason in _reasons(content, right, picked)))


def _reasons(content: ItemContent, right: list[Option], picked: list[Option]) -> Iterator[str]:
    """Why the right options are right; where several could be chosen, also why a chosen one is not."""
    yield from filter(None, (option.rationale for option in right))
    if content.kind == "multiple":
        yield from filter(None, (option.rationale for option in picked if option not in right))
    if content.rationale:
        yield content.rationale
