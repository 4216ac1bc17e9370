"""The highest point of each person's likelihood: found on a wide grid, then made exact by Newton's method."""

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns
from question_bank.psychometrics.irt.grid import logistic, softplus

PLACES = np.sinh(np.linspace(-6, 6, 321)) * 0.9  # 0.034 apart in the middle, out to 180
ROWS = 1_024
FARTHEST = 1e9
MOST_STEPS = 120
STILL = 1e-10


def highest(patterns: Patterns, slopes: Floats, intercepts: Floats, method: str) -> tuple[Floats, Floats]:
    """Ability and the curvature there. Plus or minus infinity where the likelihood rises without end (ML only)."""
    theta, curvature = np.full(len(patterns), np.nan), np.full(len(patterns), np.nan)
    for start in range(0, len(patterns), ROWS):
        rows = slice(start, start + ROWS)
        right = patterns.right[rows].astype(float)
        answered = np.ones_like(right) if patterns.answered is None else patterns.answered[rows].astype(float)
        theta[rows], curvature[rows] = _highest(_Curve(right, answered, slopes, intercepts, method))
    return theta, curvature


class _Curve:
    """The objective of some persons: log-likelihood, plus log prior (MAP) or half the log information (WLE)."""

    def __init__(self, right: Floats, answered: Floats, slopes: Floats, intercepts: Floats, method: str):
        self.right, self.answered = right, answered
        self.slopes, self.intercepts, self.method = slopes, intercepts, method
        self.weighted = right @ slopes
        self.level = right @ intercepts

    def on_grid(self) -> Floats:
        """Its height at all places, persons by places."""
        logits = self.slopes[:, None] * PLACES + self.intercepts[:, None]
        height = np.multiply.outer(self.weighted, PLACES) + self.level[:, None] - self.answered @ softplus(logits)
        if self.method == "MAP":
            height -= PLACES**2 / 2
        if self.method == "WLE":
            chance = logistic(logits)
            spread = np.exp(-np.abs(logits)) * np.maximum(chance, 1 - chance) ** 2  # keeps its digits far out
            with np.errstate(divide="ignore"):
                height += np.log(self.answered @ (self.slopes[:, None] ** 2 * spread)) / 2
        return height

    def slope(self, theta: Floats) -> tuple[Floats, Floats]:
        """First derivative, and minus the second."""
        logits = np.multiply.outer(theta, self.slopes) + self.intercepts
        chance = logistic(logits)
        spread = self.answered * np.exp(-np.abs(logits)) * np.maximum(chance, 1 - chance) ** 2
        slope = self.weighted - (self.answered * chance) @ self.slopes
        information = spread @ self.slopes**2
        if self.method == "MAP":
            return slope - theta, information + 1
        if self.method == "ML":
            return slope, information
        tilt = spread * (1 - 2 * chance)
        first, second = tilt @ self.slopes**3, (tilt * (1 - 2 * chance) - 2 * spread**2) @ self.slopes**4
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = first / information
            return slope + ratio / 2, information - (second / information - ratio**2) / 2

    def endless(self) -> Floats:
        """Where the likelihood rises for ever: plus or minus infinity for persons whose every answer points one way;
        else 0."""
        towards = np.where(self.right > 0, 1, -1) * np.sign(self.slopes) * self.answered
        up, down = (towards > 0).any(axis=1), (towards < 0).any(axis=1)
        return np.where(up & ~down, np.inf, np.where(down & ~up, -np.inf, np.where(up & down, 0.0, np.nan)))


def _highest(curve: _Curve) -> tuple[Floats, Floats]:
    place = np.clip(np.argmax(curve.on_grid(), axis=1), 1, len(PLACES) - 2)
    low = np.where(place == 1, -FARTHEST, PLACES[place - 1])
    theta = PLACES[place].copy()
    high = np.where(place == len(PLACES) - 2, FARTHEST, PLACES[place + 1])
    for _ in range(MOST_STEPS):
        slope, curvature = curve.slope(theta)
        low, high = np.where(slope > 0, theta, low), np.where(slope < 0, theta, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            tried = theta + slope / curvature
        step = np.where((tried > low) & (tried < high) & (curvature > 0), tried, (low + high) / 2) - theta
        step = np.where(slope == 0, 0.0, step)
        theta = theta + step
        if np.all(np.abs(step) < STILL * (1 + np.abs(theta))):
            break
    curvature = curve.slope(theta)[1]
    endless = curve.endless()
    if curve.method == "ML":
        return np.where(endless == 0, theta, endless), curvature
    return (theta if curve.method == "MAP" else np.where(np.isnan(endless), np.nan, theta)), curvature
