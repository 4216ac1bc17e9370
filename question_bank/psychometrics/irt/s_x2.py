"""S-X2: does the share of right answers at each score agree with the model?

Orlando & Thissen 2000, Applied Psychological Measurement 24, 50-64.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.distributions import chi_square_tail
from question_bank.psychometrics.irt.answers import Floats, answers_of
from question_bank.psychometrics.irt.grid import Grid, grid_for
from question_bank.psychometrics.irt.information import curves
from question_bank.psychometrics.one_core import one_core

LEAST_EXPECTED = 1.0
FEWEST_ITEMS = 3


@dataclass(frozen=True)
class SX2:
    """For each item the statistic, its degrees of freedom and p value; nan where too few score groups are left.
    `persons` are those who answered every item: the statistic is defined for them alone."""

    statistic: Floats
    degrees: Floats
    p: Floats
    persons: int


@one_core()
def s_x2(table: ArrayLike, slopes: ArrayLike, intercepts: ArrayLike, *, estimated: int = 2) -> SX2:
    """Compare items with a calibration (ability standard normal; for Rasch slope sigma, intercepts minus the
    difficulties).

    `estimated` parameters of each item cost as many degrees of freedom: 2 for the 2PL, 1 for Rasch. Neighbouring
    scores are put together until right and wrong answers are each expected at least once.
    """
    slopes, intercepts = np.asarray(slopes, dtype=float), np.asarray(intercepts, dtype=float)
    used = np.flatnonzero(np.isfinite(slopes) & np.isfinite(intercepts))
    answers = answers_of(table).table[:, used]
    answers = answers[~np.isnan(answers).any(axis=1)]
    found = np.full((3, len(slopes)), np.nan)
    if len(used) >= FEWEST_ITEMS and len(answers):
        scores = answers.sum(axis=1).astype(int)
        persons = np.bincount(scores, minlength=len(used) + 1)[1:-1].astype(float)
        right = np.stack([np.bincount(scores, weights=answers[:, item], minlength=len(used) + 1)[1:-1]
                          for item in range(len(used))])
        expected = expected_by_score(slopes[used], intercepts[used])
        for item, place in enumerate(used):
            found[:, place] = _compared(persons, right[item], expected[item], estimated)
    return SX2(*found, len(answers))


def expected_by_score(slopes: Floats, intercepts: Floats) -> Floats:
    """The chance of a right answer given a score of 1 to all but one, items by scores (Lord & Wingersky 1984, Applied
    Psychological Measurement 8, 453-461, once with and once without the item)."""
    step = grid_for(slopes, intercepts).step / 2
    grid = Grid(min(step, 0.1), 6.0)
    chance, weights = curves(slopes, intercepts, grid.nodes), np.exp(grid.log_weights)
    everyone = score_chances(chance) @ weights
    found = []
    for item in range(len(slopes)):
        others = score_chances(np.delete(chance, item, axis=0))
        found.append((others[:-1] * chance[item]) @ weights / everyone[1:-1])
    return np.array(found)


def score_chances(chance: Floats) -> Floats:
    """The chance of each score, scores by nodes."""
    scores = np.zeros((len(chance) + 1, chance.shape[1]))
    scores[0] = 1.0
    for number, right in enumerate(chance, start=1):
        scores[1 : number + 1] = scores[1 : number + 1] * (1 - right) + scores[:number] * right
        scores[0] *= 1 - right
    return scores


def _compared(persons: Floats, right: Floats, expected: Floats, estimated: int) -> tuple[float, float, float]:
    cells = np.column_stack([persons, right, persons * expected])
    groups = _together(cells[persons > 0])
    degrees = len(groups) - estimated
    if degrees < 1:
        return np.nan, np.nan, np.nan
    count, seen, wanted = groups.T
    statistic = float(np.sum((seen - wanted) ** 2 / wanted + (seen - wanted) ** 2 / (count - wanted)))
    return statistic, float(degrees), float(chi_square_tail(statistic, degrees))


def _together(cells: Floats) -> Floats:
    """Join neighbouring scores, from the lowest on, until each group expects enough right and wrong; what is left
    over at the top joins the last group."""
    groups, open_group = [], np.zeros(3)
    for cell in cells:
        open_group = open_group + cell
        if min(open_group[2], open_group[0] - open_group[2]) >= LEAST_EXPECTED:
            groups.append(open_group)
            open_group = np.zeros(3)
    if groups:
        groups[-1] = groups[-1] + open_group
    return np.array(groups).reshape(-1, 3)
