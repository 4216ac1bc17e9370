"""Equating of number-right scores by IRT true scores, and of two Rasch forms by the items they share."""

import numpy as np

from question_bank.psychometrics.equating.equated import Equated
from question_bank.psychometrics.equating.linking import Link, curves, rasch_shift

WIDEST = 60.0


def true_score_equating(items_x, items_y, d: float = 1.0) -> Equated:
    """The Y true score at the ability at which the X true score is 0, 1, ..., all (K&B section 6.5).

    Both arrays hold the columns a, b, c of all scored items, on one scale. Scores at or below the sum of the lower
    asymptotes have no ability: there the line from 0 to the first that has one is taken (Kolen, 1981; K&B section 6.5).
    A perfect score stands for a perfect score.
    """
    x, y = np.asarray(items_x, dtype=float), np.asarray(items_y, dtype=float)
    highest, floor_x, floor_y = len(x), x[:, 2].sum(), y[:, 2].sum()
    scores = np.arange(highest + 1, dtype=float)
    low = scores <= floor_x + 1e-9
    inside = ~low & (scores < highest)
    theta = ability_at(x, scores[inside], d)
    yx = np.where(low, scores * (floor_y / floor_x if floor_x > 0 else 0.0), float(len(y)))
    yx[inside] = curves(y, theta, d).sum(axis=1)
    abilities = np.where(scores < highest, -np.inf, np.inf)
    abilities[inside] = theta
    return Equated("irt true score", 0, 0, yx, details={"theta": abilities})


def ability_at(items, scores, d: float = 1.0) -> np.ndarray:
    """The ability whose expected number right is each score, by halving; scores strictly inside the possible range."""
    items, scores = np.asarray(items, dtype=float), np.asarray(scores, dtype=float)
    if np.any(items[:, 0] <= 0):
        raise ValueError("True scores need items whose slopes are above 0.")
    low, high = np.full(scores.shape, -WIDEST), np.full(scores.shape, WIDEST)
    for _ in range(80):
        middle = (low + high) / 2
        short = curves(items, middle, d).sum(axis=1) < scores
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return (low + high) / 2


def rasch_common_items(difficulties_x, difficulties_y, pairs) -> tuple[Equated, Link]:
    """Scores of form X on form Y by Rasch difficulties of each form's own calibration and the items they share.

    `pairs` lists (place on X, place on Y) of the common items. The link is the mean difference of their difficulties;
    its standard error sd / sqrt(m) over the m items (Wright and Stone, 1979, Best Test Design, ch. 5), carried to the
    score scale by the slope of the Y curve, is `se`. A common item displaced by more than 0.5 logits gets a note.
    """
    x, y = _rasch(difficulties_x), _rasch(difficulties_y)
    pairs = np.asarray(pairs, dtype=int)
    link = rasch_shift(x[pairs[:, 0]], y[pairs[:, 1]])
    answer = true_score_equating(link.items(x), y)
    error = link.displaced.std(ddof=1) / np.sqrt(link.common)
    theta = answer.details["theta"]
    p = curves(y, np.where(np.isfinite(theta), theta, 0.0))
    slope = np.where(np.isfinite(theta), (p * (1 - p)).sum(axis=1), 0.0)
    far = np.flatnonzero(np.abs(link.displaced) > 0.5)
    notes = tuple(f"Common item {place + 1} is displaced by {link.displaced[place]:+.2f} logits; did it change?"
                  for place in far)
    return Equated("rasch common items", 0, 0, answer.yx, se=error * slope, notes=notes, details=answer.details), link


def _rasch(difficulties) -> np.ndarray:
    b = np.asarray(difficulties, dtype=float)
    return np.stack([np.ones_like(b), b, np.zeros_like(b)], axis=1)
