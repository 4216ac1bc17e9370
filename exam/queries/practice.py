"""How a practice exam went, worked out while its last page is shown and kept nowhere. Never for a real exam."""

from dataclasses import dataclass

from markupsafe import Markup

from exam.errors import NotAllowed
from exam.models import Sitting
from question_bank.markup import render
from question_bank.scoring import score, scored_position


@dataclass(frozen=True)
class PracticeAnswer:
    """One question afterwards: what was chosen, what is right, and why."""

    position: int
    stem: Markup
    chosen: tuple[Markup, ...]
    right: tuple[Markup, ...]
    is_right: bool
    why: tuple[Markup, ...]


@dataclass(frozen=True)
class PracticeOutcome:
    """How many were right, and every question with its reason."""

    right: int
    count: int
    answers: tuple[PracticeAnswer, ...]


def practice_outcome(sitting: Sitting) -> PracticeOutcome:
    """Score a practice sitting. Raises NotAllowed for an exam: its key leaves the server in a release alone.

    A question that has since come into use for real exams is counted and not explained.
    """
    if sitting.purpose != "practice":
        raise NotAllowed("only practice questions are explained")
    chosen = {row.position: row.options_of(sitting.submission.answers.get(str(row.position)))
              for row in sitting.positions}
    contents = {row.position: row.revision.content for row in sitting.positions}
    positions = [scored_position(position, content, scored=True) for position, content in contents.items()]
    total = score(positions, chosen)
    answers = tuple(_explained(row.position, contents[row.position], chosen[row.position])
                    for row in sitting.positions if row.revision.item.use == "practice")
    return PracticeOutcome(total.raw, total.maximum, answers)


def _explained(position: int, content, option_ids: tuple[str, ...]) -> PracticeAnswer:
    right = [content.option(option_id) for option_id in content.right_options]
    return PracticeAnswer(position, Markup(render(content.stem)),
                          tuple(Markup(render(content.option(option_id).text)) for option_id in option_ids),
                          tuple(Markup(render(option.text)) for option in right),
                          set(option_ids) == set(content.right_options),
                          tuple(Markup(render(option.rationale)) for option in right if option.rationale))
