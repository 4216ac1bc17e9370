"""What an invented person chooses: right by a two-parameter logistic model, wrong by the appeal of each distractor."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from exam.cli.simulation.people import Cohort, Person
from question_bank.content import sample_bank
from question_bank.items import ItemContent

KNOWN = {"wrong_key": {"slope": 1.6, "difficulty": -0.4}, "leaked_item": {"slope": 1.0, "difficulty": 1.3}}


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


class Minds:
    """What everybody chooses: drawn once for each question and person, the same for the same seed."""

    def __init__(self, cohort: Cohort, planted: dict):
        self.cohort = cohort
        named = {facts["code"]: name for name, facts in planted.items()}
        self.questions: dict[str, Question] = {
            item.code: question_of(item, cohort.seed, **KNOWN.get(named.get(item.code), {})) for item in sample_bank()}
        self.leaked = planted.get("leaked_item", {}).get("code")

    def choices(self, person: Person, sheet: list[dict]) -> list[tuple[int, str]]:
        """(position, opaque choice) for each question of a sheet."""
        codes = [row["code"] for row in sheet]
        own = self._answers(person, codes)
        if person.looks_at is not None:
            theirs = self._answers(self.cohort.people[person.looks_at], codes)
            own = copied(theirs, own, Random(f"{self.cohort.seed}|copies|{person.number}"))
        return [(row["position"], _opaque(row, chosen)) for row, chosen in zip(sheet, own, strict=True)]

    def _answers(self, person: Person, codes: list[str]) -> list[tuple[str, ...]]:
        return [choice(self.questions[code], person.ability, Random(f"{self.cohort.seed}|{person.number}|{code}"),
                       known=person.knows_the_leak and code == self.leaked) for code in codes]


def _opaque(row: dict, chosen: tuple[str, ...]) -> str:
    return ".".join(opaque for opaque, option in row["options"] if option in chosen)
