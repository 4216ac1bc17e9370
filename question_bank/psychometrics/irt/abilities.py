"""Abilities from answers when the items are known: EAP, MAP, maximum and weighted likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.answers import Floats, Patterns, answers_of, collapsed
from question_bank.psychometrics.irt.grid import Grid, grid_for
from question_bank.psychometrics.irt.posterior import blocks
from question_bank.psychometrics.irt.summits import highest
from question_bank.psychometrics.one_core import one_core

STEP, REACH = 0.1, 8.0


@dataclass(frozen=True)
class Abilities:
    """Ability and standard error, one of each per person (or per score). Infinite where the likelihood has no
    summit: then the standard error is nan. Both are nan where nothing was answered and no prior is used."""

    method: str
    theta: Floats
    se: Floats


@one_core()
def abilities(table: ArrayLike, slopes: ArrayLike, intercepts: ArrayLike, method: str = "EAP") -> Abilities:
    """Abilities of persons by items of 0, 1 and nan, in the metric of the items, prior (EAP, MAP) standard normal.

    Items with nan parameters are not used. EAP: Bock & Mislevy 1982, Applied Psychological Measurement 6, 431-444,
    with the posterior standard deviation. ML and MAP: Lord 1980; Samejima 1969, with the curvature at the summit.
    WLE: Warm 1989, Psychometrika 54, 427-450, with the curvature of the weighted likelihood.
    """
    slopes, intercepts = np.asarray(slopes, dtype=float), np.asarray(intercepts, dtype=float)
    used = np.isfinite(slopes) & np.isfinite(intercepts)
    patterns = collapsed(answers_of(table).table[:, used])
    found = patterns_abilities(patterns, slopes[used], intercepts[used], method)
    return Abilities(method, found.theta[patterns.of_person], found.se[patterns.of_person])


@one_core()
def abilities_by_score(difficulties: ArrayLike, method: str, *, slope: float = 1.0) -> Abilities:
    """Abilities for the scores 0 to the number of items under a Rasch model. With slope sigma and difficulties delta
    / sigma they are in units of the spread of ability; with slope 1 and a likelihood method in units of the
    difficulties."""
    difficulties = np.asarray(difficulties, dtype=float)
    difficulties = difficulties[np.isfinite(difficulties)]
    items = len(difficulties)
    right = np.tri(items + 1, items, -1, dtype=np.uint8)  # who has score r may as well have had the first r items right
    patterns = Patterns(right, None, np.ones(items + 1), np.arange(items + 1))
    return patterns_abilities(patterns, np.full(items, slope), -slope * difficulties, method)


def patterns_abilities(patterns: Patterns, slopes: Floats, intercepts: Floats, method: str) -> Abilities:
    """The same for patterns of answers."""
    if method == "EAP":
        return _expected(patterns, slopes, intercepts)
    if method not in ("ML", "MAP", "WLE"):
        raise ValueError(f"There is no method {method} for abilities; use EAP, MAP, ML or WLE.")
    theta, curvature = highest(patterns, slopes, intercepts, method)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.where(np.isfinite(theta) & (curvature > 0), 1 / np.sqrt(curvature), np.nan)
    return Abilities(method, theta, se)


def _expected(patterns: Patterns, slopes: Floats, intercepts: Floats) -> Abilities:
    step = min(STEP, grid_for(slopes, intercepts).step / 2) if len(slopes) else STEP
    grid, theta, spread = Grid(step, REACH), [], []
    for block in blocks(patterns, grid, slopes, intercepts):
        mean = block.weights @ grid.nodes
        square = block.weights @ grid.nodes**2
        theta.append(mean)
        spread.append(np.sqrt(np.maximum(square - mean**2, 0)))
    return Abilities("EAP", np.concatenate(theta), np.concatenate(spread))
