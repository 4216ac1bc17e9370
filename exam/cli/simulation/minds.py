"""What an invented person chooses: right by a two-parameter logistic model, wrong by the appeal of each distractor."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from question_bank.items import ItemContent


@dataclass(frozen=True)
class Question:
    """One question as a mind meets it: its options, what is truly right, and how hard and how telling it is."""

    code: str
    options: tuple[str, ...]
    right: tuple[str, ...]
    slope: float
    difficulty: float
    appeal: tuple[float, ...]  # of the wrong options, in their order

    def chance(self, ability: float) -> float:
        """Of a right answer."""
        return 1 / (1 + math.exp(-self.slope * (ability - self.difficulty)))

    @property
    def wrong(self) -> tuple[str, ...]:
        """The distractors."""
        return tuple(option for option in self.options if option not in self.right)


def question_of(content: ItemContent, seed: int, **known: float) -> Question:
    """The same question for the same seed; `known` sets slope or difficulty."""
    draw = Random(f"{seed}|question|{content.code}")
    options = tuple(option.id for option in content.options)
    wrong = [option for option in options if option not in content.right_options]
    drawn = {"slope": draw.lognormvariate(0.1, 0.25), "difficulty": draw.gauss(-1.0, 0.8)}
    appeal = tuple(draw.gammavariate(1.5, 1.0) + 0.15 for _ in wrong)
    return Question(content.code, options, tuple(content.right_options), appeal=appeal, **{**drawn, **known})


def choice(question: Question, ability: float, draw: Random, *, known: bool = False) -> tuple[str, ...]:
    """What somebody of this ability chooses; whoever has seen the question before nearly always chooses right."""
    if draw.random() < (0.97 if known else question.chance(ability)):
        return question.right
    if len(question.right) > 1:  # of several right ones the last is missed
        return question.right[:-1]
    return tuple(draw.choices(question.wrong, weights=question.appeal))


def copied(answers: Sequence[tuple[str, ...]], own: Sequence[tuple[str, ...]], draw: Random) -> list[tuple[str, ...]]:
    """The answers of somebody who looks at a neighbour's screen for nine questions of ten."""
    return [theirs if draw.random() < 0.9 else mine for theirs, mine in zip(answers, own, strict=True)]
