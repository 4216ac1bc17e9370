"""Do the answers follow the Rasch model? Infit and outfit of items and persons, and the separation of persons."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.abilities import Abilities, abilities, abilities_by_score
from question_bank.psychometrics.irt.answers import Floats, answers_of
from question_bank.psychometrics.irt.grid import logistic

ROWS = 4_096


@dataclass(frozen=True)
class MeanSquares:
    """Infit and outfit mean squares, near 1 when the model holds, and each as a t that is nearly standard normal
    then."""

    infit: Floats
    outfit: Floats
    infit_t: Floats
    outfit_t: Floats
    answers: Floats


@dataclass(frozen=True)
class RaschFit:
    """Fit of items and of persons (nan for a person who had all or none right), and person separation reliability."""

    items: MeanSquares
    persons: MeanSquares
    separation_reliability: float


def rasch_fit(table: ArrayLike, difficulties: ArrayLike) -> RaschFit:
    """Wright & Masters 1982, Rating Scale Analysis, chapter 5, at maximum likelihood abilities; persons without one
    are left out.

    The reliability is 1 - mean squared error / variance of these abilities; it can be negative when persons hardly
    differ.
    """
    table, difficulties = answers_of(table).table, np.asarray(difficulties, dtype=float)
    found = _likely(table, difficulties)
    placed = np.flatnonzero(np.isfinite(found.theta))
    by_item, by_person = np.zeros((6, len(difficulties))), np.full((6, len(table)), np.nan)
    for start in range(0, len(placed), ROWS):
        rows = placed[start : start + ROWS]
        pieces = _pieces(table[rows], found.theta[rows], difficulties)
        by_item += pieces.sum(axis=1)
        by_person[:, rows] = pieces.sum(axis=2)
    by_item[:, ~np.isfinite(difficulties)] = np.nan
    variance = float(np.var(found.theta[placed], ddof=1)) if len(placed) > 1 else np.nan
    reliability = 1 - float(np.mean(found.se[placed] ** 2)) / variance if variance > 0 else np.nan
    return RaschFit(_mean_squares(by_item), _mean_squares(by_person), reliability)


def _likely(table: Floats, difficulties: Floats) -> Abilities:
    """Maximum likelihood abilities; where nothing is missing they are looked up by score."""
    used = table[:, np.isfinite(difficulties)]
    if np.isnan(used).any():
        return abilities(table, np.where(np.isfinite(difficulties), 1.0, np.nan), -difficulties, "ML")
    by_score, scores = abilities_by_score(difficulties, "ML"), used.sum(axis=1).astype(int)
    return Abilities("ML", by_score.theta[scores], by_score.se[scores])


def _pieces(table: Floats, theta: Floats, difficulties: Floats) -> Floats:
    """For each answer: squared residual, its variance, squared standardised residual, what each adds to the
    variances of the two mean squares, and 1; all 0 where nothing was answered."""
    chance = logistic(theta[:, None] - difficulties)
    variance = chance * (1 - chance)
    squared, kurtosis = (table - chance) ** 2, variance * (1 - 3 * variance)
    pieces = np.stack([squared, variance, squared / variance, kurtosis - variance**2, kurtosis / variance**2 - 1,
                       np.ones_like(squared)])
    return np.where(np.isfinite(squared), pieces, 0.0)


def _mean_squares(sums: Floats) -> MeanSquares:
    """Mean squares and their Wilson-Hilferty cube-root t (Wright & Masters 1982, chapter 5)."""
    squared, variance, standardised, infit_terms, outfit_terms, answers = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        infit, outfit = squared / variance, standardised / answers
        return MeanSquares(infit, outfit, _cube_root_t(infit, np.sqrt(infit_terms) / variance),
                           _cube_root_t(outfit, np.sqrt(outfit_terms) / answers), answers)


def _cube_root_t(mean_square: Floats, spread: Floats) -> Floats:
    return (np.cbrt(mean_square) - 1) * 3 / spread + spread / 3
