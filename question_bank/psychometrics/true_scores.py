"""A beta distribution of true scores, fitted to the moments of observed scores."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

POINTS = 241
INSTEAD = "Two parameters, with the range 0 to 1, are used instead."
REACH = 4.2  # of the double exponential rule; beyond, weights vanish


@dataclass(frozen=True)
class TrueScores:
    """True proportion-correct scores: beta(alpha, beta) stretched over [low, high]. `parameters` is 4 or 2."""

    alpha: float
    beta: float
    low: float = 0.0
    high: float = 1.0
    parameters: int = 2

    def points(self, cut: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """True scores, their weights (they sum to 1), and whether each is at or above `cut`.

        Double exponential quadrature (Takahasi and Mori 1974) on both sides of the cut; infinite ends do no harm.
        """
        border = min(max((cut - self.low) / (self.high - self.low), 0.0), 1.0)
        below, above = self._piece(0.0, border), self._piece(border, 1.0)
        shares, weights = (np.concatenate(pair) for pair in zip(below, above, strict=True))
        at_or_above = np.arange(len(shares)) >= len(below[0])
        scores = np.clip(self.low + (self.high - self.low) * shares, 1e-15, 1 - 1e-15)
        return scores, weights / weights.sum(), at_or_above

    def _piece(self, begin: float, end: float) -> tuple[np.ndarray, np.ndarray]:
        if end - begin < 1e-14:
            return np.empty(0), np.empty(0)
        steps = np.linspace(-REACH, REACH, POINTS)
        inner = math.pi / 2 * np.sinh(steps)
        near, far = 1 / (1 + np.exp(-2 * inner)), 1 / (1 + np.exp(2 * inner))  # distances from both ends, no cancelling
        slope = math.pi / 2 * np.cosh(steps) / np.cosh(inner) ** 2
        from_zero = begin + (end - begin) * near
        to_one = (1 - end) + (end - begin) * far
        front = math.lgamma(self.alpha + self.beta) - math.lgamma(self.alpha) - math.lgamma(self.beta)
        density = np.exp(front + (self.alpha - 1) * np.log(from_zero) + (self.beta - 1) * np.log(to_one))
        return from_zero, density * slope * (end - begin) / 2 * (steps[1] - steps[0])


def true_moments(scores: np.ndarray, persons: np.ndarray, length: float, lords_k: float = 0.0) -> list[float]:
    """The first four raw moments of the true proportion-correct score.

    From factorial moments of observed scores on `length` items under binomial error, or under Lord's two-term
    approximation of compound binomial error with `lords_k` (Lord 1965, Psychometrika 30, 239, equation 37).
    """
    n = persons.sum()
    moments = [float(persons @ scores) / n / length]
    for order in (2, 3, 4):
        observed = float(persons @ _falling(scores, order)) / n / _falling(length - 2, order - 2)
        weight = lords_k * order * (order - 1)
        moments.append((observed + weight * moments[-1]) / (length * (length - 1) + weight))
    return moments


def _falling(value, order: int):
    """value (value - 1) ... of so many factors."""
    product = 1.0
    for step in range(order):
        product = product * (value - step)
    return product


def fitted(moments: Sequence[float]) -> tuple[TrueScores | None, str]:
    """The four-parameter beta of these raw moments, or the two-parameter one and why; None if neither is admissible.

    Hanson (1991), Method of Moments Estimates for the Four-Parameter Beta Compound Binomial Model, ACT Research Report
    91-5. Not admissible: no such beta exists, or its range leaves [0, 1].
    """
    four, why = _four(moments)
    if four:
        return four, ""
    mean, variance = moments[0], moments[1] - moments[0] ** 2
    if not 0 < mean < 1 or not 0 < variance < mean * (1 - mean):
        return None, "The scores leave no variance for true scores, so no beta distribution fits."
    size = mean * (1 - mean) / variance - 1
    return TrueScores(float(mean * size), float((1 - mean) * size)), f"{why} {INSTEAD}"


def _four(moments: Sequence[float]) -> tuple[TrueScores | None, str]:
    none = "No beta distribution with four parameters has these moments."
    m1, m2, m3, m4 = moments
    variance = m2 - m1**2
    if variance <= 0:
        return None, none
    skew = (m3 - 3 * m1 * m2 + 2 * m1**3) / variance**1.5
    kurtosis = (m4 - 4 * m1 * m3 + 6 * m1**2 * m2 - 3 * m1**4) / variance**2
    bottom = 6 + 3 * skew**2 - 2 * kurtosis
    size = 6 * (kurtosis - skew**2 - 1) / bottom if bottom else math.inf
    below = (size + 2) * (size + 3) * kurtosis - 3 * (size + 1) * (size - 6) if math.isfinite(size) else 0
    inside = 1 - 24 * (size + 1) / below if below else -1.0
    if not 0 < size < math.inf or not 0 <= inside < 1:
        return None, none
    large, small = size / 2 * (1 + math.sqrt(inside)), size / 2 * (1 - math.sqrt(inside))
    alpha, beta = (small, large) if skew > 0 else (large, small)
    stretch = math.sqrt(variance * (alpha + beta + 1) / (alpha * beta))
    low, high = m1 - alpha * stretch, m1 + beta * stretch
    if low < 0 or high > 1:
        return None, f"The fitted range of true scores, {low:.3f} to {high:.3f}, leaves 0 to 1."
    return TrueScores(float(alpha), float(beta), float(low), float(high), 4), ""
