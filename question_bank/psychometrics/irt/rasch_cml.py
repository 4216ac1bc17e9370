"""The Rasch model by conditional maximum likelihood.

Andersen 1972, Journal of the Royal Statistical Society B 34, 42-54.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.answers import Answers, Floats, answers_of, without_items
from question_bank.psychometrics.irt.linked import why_not_linked
from question_bank.psychometrics.irt.rasch_model import ScoreRows, score_rows
from question_bank.psychometrics.irt.symmetric import Band, covariance_of_right, expected_right
from question_bank.psychometrics.one_core import one_core

MOST_STEPS = 100
STILL = 1e-7
CELLS_AT_ONCE = 1_000_000
CELLS_OF_INFORMATION = 300_000_000
SCORES_OF_A_BAND = 40
NEAR = 0.05
SAMPLED = "There are very many patterns of missing answers; the standard errors rest on an even sample of them."
CONSTANT = "left out of the model: everybody who tells items apart answered it alike."


@dataclass(frozen=True)
class RaschCml:
    """Difficulties that sum to zero, without any assumption on how ability is spread.

    A figure of an item set aside is nan. When `admissible` is false all are nan and `notes` say why.
    """

    items: tuple[str, ...]
    kept: np.ndarray
    persons: int
    difficulties: Floats
    se_difficulties: Floats
    covariance: Floats
    log_likelihood: float
    admissible: bool
    notes: tuple[str, ...]


@one_core()
def rasch_cml(table: ArrayLike, names: Sequence[str] | None = None) -> RaschCml:
    """Calibrate persons by items of 0, 1 and nan (not answered). Persons who had all or none of their items right
    say nothing about difficulties; an item that is constant among the others is set aside by name."""
    answers = _informative(answers_of(table, names))
    if len(answers.kept) < 2:
        return _nothing(answers, "The Rasch model needs at least 2 items that tell persons apart; "
                                 f"there are {len(answers.kept)}.")
    if trouble := why_not_linked(answers):
        return _nothing(answers, trouble)
    rows = _rows_of(score_rows(answers.patterns))
    point, reached = _climbed(rows)
    if not reached:
        return _nothing(answers, "The conditional likelihood did not converge for these answers.")
    information, whole = rows.information(point)
    level = np.diag(information).mean() / len(point) ** 2  # the level is set, not estimated: fill it, take it off
    covariance = np.linalg.inv(information + level) - 1 / (level * len(point) ** 2)
    notes = () if whole else (SAMPLED,)
    return RaschCml(answers.names, answers.kept, answers.persons, answers.spread(point),
                    answers.spread(np.sqrt(np.diag(covariance))), covariance, rows.slope(point)[0], True,
                    (*answers.set_aside, *notes))


@dataclass(frozen=True)
class _Rows:
    """All persons as rows of one band, and the item totals."""

    band: Band
    totals: Floats

    def slope(self, point: Floats) -> tuple[float, Floats]:
        """Conditional log-likelihood and its gradient."""
        height, gradient = -float(self.totals @ point), -self.totals
        for part in self._parts(len(self.totals)):
            right, gamma = expected_right(part, point)
            gradient, height = gradient + right, height - gamma
        return height, gradient

    def information(self, point: Floats) -> tuple[Floats, bool]:
        """The information, and whether all rows could be taken: else an even sample of them stands for the rest."""
        items = len(self.totals)
        step = -(-len(self.band.persons) * items**3 // CELLS_OF_INFORMATION)
        found, shown = np.zeros((items, items)), 0.0
        for part in self._parts(items, step):
            found += covariance_of_right(part, point)
            shown += part.persons.sum()
        return found * (self.band.persons.sum() / shown), step == 1

    def _parts(self, items: int, step: int = 1) -> Iterator[Band]:
        size = step * max(1, CELLS_AT_ONCE // items**2)
        for start in range(0, len(self.band.persons), size):
            rows = slice(start, start + size, step)
            yield Band(self.band.answered[rows], self.band.persons[rows])


def _rows_of(rows: ScoreRows) -> _Rows:
    """Persons by the items they answered and by bands of scores; all or none right says nothing and is left out."""
    telling = (rows.scores > 0) & (rows.scores < rows.answered.sum(axis=1))
    answered, scores = rows.answered[telling].astype(bool), rows.scores[telling].astype(int)
    keys = np.column_stack([answered, scores // SCORES_OF_A_BAND])
    found, row = np.unique(keys, axis=0, return_inverse=True)
    persons = np.zeros((len(found), answered.shape[1] + 1))
    np.add.at(persons, (row, scores), rows.counts[telling])
    totals = rows.totals - rows.counts[~telling] @ (rows.answered[~telling] * (rows.scores[~telling, None] > 0))
    return _Rows(Band(found[:, :-1].astype(bool), persons), totals)


def _climbed(rows: _Rows) -> tuple[Floats, bool]:
    """Newton's method with halving; the hill is concave, so it has one summit. Near it the information is kept."""
    point, step, information = np.zeros(len(rows.totals)), np.inf, None
    height, gradient = rows.slope(point)
    for _ in range(MOST_STEPS):
        if np.max(np.abs(step)) > NEAR:
            information, _ = rows.information(point)
        step = np.linalg.solve(information + np.diag(information).mean() / len(point) ** 2, gradient)
        step *= min(1.0, 2.0 / np.abs(step).max()) if np.any(step) else 0.0
        tried = rows.slope(point + step)
        while tried[0] < height - 1e-9 * abs(height) and np.abs(step).max() > STILL:
            step = step / 2
            tried = rows.slope(point + step)
        point, (height, gradient) = point + step, tried
        if np.abs(step).max() < STILL * (1 + np.abs(point).max()):
            return point - point.mean(), True
    return point, False


def _informative(answers: Answers) -> Answers:
    """Set items aside until each kept item is right for some and wrong for some of those who have neither all nor
    none right."""
    while len(answers.kept):
        patterns = answers.patterns
        scores = patterns.right.sum(axis=1, dtype=int)
        answered = np.ones_like(patterns.right) if patterns.answered is None else patterns.answered
        telling = (scores > 0) & (scores < answered.sum(axis=1))
        right, seen = patterns.right[telling].sum(axis=0, dtype=int), answered[telling].sum(axis=0, dtype=int)
        constant = (right == 0) | (right == seen)
        if not constant.any():
            break
        answers = without_items(answers, answers.kept[constant], CONSTANT)
    return answers


def _nothing(answers: Answers, sentence: str) -> RaschCml:
    none, count = np.full(len(answers.names), np.nan), len(answers.kept)
    return RaschCml(answers.names, answers.kept, answers.persons, none, none, np.full((count, count), np.nan), np.nan,
                    False, (*answers.set_aside, sentence))
