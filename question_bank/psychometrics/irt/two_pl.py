"""The two-parameter logistic model by marginal maximum likelihood (Bock & Aitkin 1981, Psychometrika 46, 443-459)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.answers import Answers, Floats, Patterns, answers_of, without_items
from question_bank.psychometrics.irt.climbing import Quadrature, Summit, climb, climb_proven
from question_bank.psychometrics.irt.grid import Grid, grid_for
from question_bank.psychometrics.irt.starting import first_point
from question_bank.psychometrics.irt.two_pl_model import STEEPEST, TwoPlModel
from question_bank.psychometrics.one_core import one_core

FEWEST_ITEMS = 3
PATTERNS_OF_A_SAMPLE = 3_000
RARE = 25
STEEP_IN_A_SAMPLE = 10.0
RUNAWAY = "left out of the 2PL model: its slope grows without end, or the answers do not determine it."
NOT_ADMISSIBLE = "The 2PL model has no finite solution for these answers. Use the Rasch figures."
TOO_FEW = f"The 2PL model needs at least {FEWEST_ITEMS} items that some had right and some wrong. Use the Rasch model."


@dataclass(frozen=True)
class TwoPl:
    """Slopes a, intercepts d and difficulties b = -d / a in the logit metric (no 1.7), ability standard normal.

    A figure of an item set aside is nan. When `admissible` is false all figures are nan, and `notes` say why and
    what to use. `covariance` belongs to the slopes and then the intercepts of the `kept` items.
    """

    items: tuple[str, ...]
    kept: np.ndarray
    persons: int
    slopes: Floats
    intercepts: Floats
    difficulties: Floats
    se_slopes: Floats
    se_intercepts: Floats
    se_difficulties: Floats
    covariance: Floats
    log_likelihood: float
    quadrature: Quadrature | None
    admissible: bool
    notes: tuple[str, ...]

    @property
    def parameters(self) -> int:
        return 2 * len(self.kept)

    @property
    def aic(self) -> float:
        """Akaike 1974, IEEE Transactions on Automatic Control 19, 716-723."""
        return 2 * self.parameters - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz 1978, Annals of Statistics 6, 461-464."""
        return self.parameters * float(np.log(self.persons)) - 2 * self.log_likelihood


@one_core()
def two_pl(table: ArrayLike, names: Sequence[str] | None = None) -> TwoPl:
    """Calibrate persons by items of 0, 1 and nan (not answered, taken as missing at random).

    Standard errors come from the observed information. Nothing is clipped: an item whose slope has no finite estimate
    is set aside by name, and when that happens to more than a quarter of the items the model is not admissible.
    """
    answers = answers_of(table, names)
    if len(answers.kept) < FEWEST_ITEMS:
        return _nothing(answers, TOO_FEW)
    fewest = max(FEWEST_ITEMS, len(answers.kept) - len(answers.kept) // 4)
    while len(answers.kept) >= fewest:
        patterns, start = answers.patterns, _first_climb(answers.patterns)
        summit, quadrature = climb_proven(partial(TwoPlModel, patterns), start, grid_for(*np.split(start, 2)))
        if summit.reached:
            return _calibrated(answers, summit, quadrature)
        answers = without_items(answers, answers.kept[_at_fault(summit)], RUNAWAY)
    return _nothing(answers, NOT_ADMISSIBLE)


def _first_climb(patterns: Patterns) -> Floats:
    """Where to start; with very many patterns, the summit of a sample of them, but for items too rarely right or
    wrong there."""
    start = first_point(patterns)
    step = len(patterns) // PATTERNS_OF_A_SAMPLE
    if step < 2:
        return start
    sample = patterns.every(step)
    usual = np.minimum(sample.right_totals, sample.answered_totals - sample.right_totals) >= RARE
    if usual.sum() < FEWEST_ITEMS:
        return start
    both = np.tile(usual, 2)
    found = climb(TwoPlModel(sample.of_items(usual), Grid(0.25, 6.0)), start[both], near=0.5, rounds=60).point
    strayed = ~(np.abs(found[: usual.sum()]) < STEEP_IN_A_SAMPLE)
    start[both] = np.where(np.tile(strayed, 2), start[both], found)
    return start


def _calibrated(answers: Answers, summit: Summit, quadrature: Quadrature) -> TwoPl:
    covariance = np.linalg.inv(summit.view.information)
    slopes, intercepts = np.split(summit.point, 2)
    if slopes.sum() < 0:  # ability is defined up to its direction; most of the test decides it
        slopes = -slopes
        signs = np.repeat([-1.0, 1.0], len(slopes))
        covariance = covariance * np.outer(signs, signs)
    items = len(slopes)
    difficulties = -intercepts / slopes
    variances, crossed = np.diag(covariance), np.diag(covariance[:items, items:])
    spread = (variances[items:] + difficulties**2 * variances[:items] + 2 * difficulties * crossed) / slopes**2
    put = answers.spread
    return TwoPl(answers.names, answers.kept, answers.persons, put(slopes), put(intercepts), put(difficulties),
                 put(np.sqrt(variances[:items])), put(np.sqrt(variances[items:])), put(np.sqrt(spread)), covariance,
                 summit.view.log_likelihood, quadrature, True, (*answers.set_aside, *quadrature.notes))


def _at_fault(summit: Summit) -> np.ndarray:
    """The items whose slopes run away; where none is far out yet, the item in whose direction the hill is flattest."""
    items = len(summit.point) // 2
    steep = np.flatnonzero(~(np.abs(summit.point[:items]) <= STEEPEST))
    if len(steep) or not np.all(np.isfinite(summit.view.information)):
        return steep
    flattest = np.linalg.eigh(summit.view.information)[1][:, 0] ** 2
    return np.array([np.argmax(flattest[:items] + flattest[items:])])


def _nothing(answers: Answers, sentence: str) -> TwoPl:
    none = np.full(len(answers.names), np.nan)
    return TwoPl(answers.names, answers.kept, answers.persons, none, none, none, none, none, none,
                 np.full((2 * len(answers.kept),) * 2, np.nan), np.nan, None, False, (*answers.set_aside, sentence))
