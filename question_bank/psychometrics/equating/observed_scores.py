"""Equating of observed number-right scores as an IRT model foresees them."""

import numpy as np

from question_bank.psychometrics.distributions import normal_density
from question_bank.psychometrics.equating.equated import Equated
from question_bank.psychometrics.equating.linking import curves
from question_bank.psychometrics.equating.percentiles import percentile_ranks, score_at
from question_bank.psychometrics.irt.s_x2 import score_chances


def foreseen_scores(items, theta, weights, d: float = 1.0) -> np.ndarray:
    """The chance of each number right in a population: shape (k + 1,), sums to 1.

    Lord and Wingersky (1984), Applied Psychological Measurement 8, 453-461. `items` are columns a, b, c (k, 3); the
    population is `weights` at the abilities `theta`.
    """
    weights = np.asarray(weights, dtype=float)
    if np.any(weights < 0) or weights.sum() <= 0:
        raise ValueError("The weights of a population are at least 0 and not all 0.")
    return score_chances(curves(items, theta, d).T) @ (weights / weights.sum())


def observed_score_equating(items_x, items_y, theta=None, weights=None, d: float = 1.0) -> Equated:
    """The Y score with the percentile rank that each X score has in one population (K&B section 6.6).

    Both forms' items are on one scale. By default the population is normal (0, 1), at 161 abilities from -4 to 4; for a
    synthetic population give its abilities and weights. Unlike true scores, every number right has an equivalent.
    """
    theta = np.linspace(-4, 4, 161) if theta is None else np.asarray(theta, dtype=float)
    weights = normal_density(theta) if weights is None else weights
    x, y = foreseen_scores(items_x, theta, weights, d), foreseen_scores(items_y, theta, weights, d)
    return Equated("irt observed score", 0, 0, score_at(percentile_ranks(x), y), details={"x": x, "y": y})
