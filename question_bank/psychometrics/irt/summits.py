"""The highest point of each person's likelihood: found on a wide grid, then made exact by Newton's method."""

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns
from question_bank.psychometrics.irt.grid import softplus

PLACES = np.sinh(np.linspace(-6, 6, 241)) * 0.9  # 0.045 apart in the middle, out to 180
ROWS = 1_024
FARTHEST = 1e9
MOST_STEPS = 120
STILL = 1e-7  # the step after the last one is of the order of its square


def highest(patterns: Patterns, slopes: Floats, intercepts: Floats, method: str) -> tuple[Floats, Floats]:
    """Ability and the curvature there. Plus or minus infinity where the likelihood rises without end (ML only)."""
    theta, curvature = np.full(len(patterns), np.nan), np.full(len(patterns), np.nan)
    for start in range(0, len(patterns), ROWS):
        rows = slice(start, start + ROWS)
        right = patterns.right[rows].astype(float)
        answered = None if patterns.answered is None else patterns.answered[rows].astype(float)
        theta[rows], curvature[rows] = _highest(_Curve(right, answered, slopes, intercepts, method))
    return theta, curvature


class _Curve:
    """The objective of some persons: log-likelihood, plus log prior (MAP) or half the log information (WLE)."""

    def __init__(self, right: Floats, answered: Floats | None, slopes: Floats, intercepts: Floats, method: str):
        self.right, self.answered = right, answered
        self.slopes, self.intercepts, self.method = slopes, intercepts, method
        self.weighted = right @ slopes
        self.level = right @ intercepts

    def on_grid(self) -> Floats:
        """Its height at all places, persons by places."""
        logits = self.slopes[:, None] * PLACES + self.intercepts[:, None]
        height = np.multiply.outer(self.weighted, PLACES) + self.level[:, None]
        height -= self._over_answered(softplus(logits))
        if self.method == "MAP":
            height -= PLACES**2 / 2
        if self.method == "WLE":
            information = self.slopes[:, None] ** 2 * chance_and_spread(logits)[1]
            with np.errstate(divide="ignore"):
                height += np.log(self._over_answered(information)) / 2
        return height

    def slope(self, theta: Floats, rows: np.ndarray) -> tuple[Floats, Floats]:
        """First derivative, and minus the second, for some of the persons."""
        chance, spread = chance_and_spread(np.multiply.outer(theta, self.slopes) + self.intercepts)
        if self.answered is not None:
            chance, spread = chance * self.answered[rows], spread * self.answered[rows]
        slope, information = self.weighted[rows] - chance @ self.slopes, spread @ self.slopes**2
        if self.method == "MAP":
            return slope - theta, information + 1
        if self.method == "ML":
            return slope, information
        tilt = spread * (1 - 2 * chance)
        first, second = tilt @ self.slopes**3, (tilt * (1 - 2 * chance) - 2 * spread**2) @ self.slopes**4
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = first / information
            return slope + ratio / 2, information - (second / information - ratio**2) / 2

    def _over_answered(self, values: Floats) -> Floats:
        """Sums over the items that each person answered."""
        return values.sum(axis=0) if self.answered is None else self.answered @ values

    def endless(self) -> Floats:
        """Where the likelihood rises for ever: plus or minus infinity for persons whose every answer points one way;
        else 0."""
        towards = np.where(self.right > 0, 1, -1) * np.sign(self.slopes)
        towards = towards if self.answered is None else towards * self.answered
        up, down = (towards > 0).any(axis=1), (towards < 0).any(axis=1)
        return np.where(up & ~down, np.inf, np.where(down & ~up, -np.inf, np.where(up & down, 0.0, np.nan)))


def _highest(curve: _Curve) -> tuple[Floats, Floats]:
    place = np.clip(np.argmax(curve.on_grid(), axis=1), 1, len(PLACES) - 2)
    low = np.where(place == 1, -FARTHEST, PLACES[place - 1])
    high = np.where(place == len(PLACES) - 2, FARTHEST, PLACES[place + 1])
    theta, rows = PLACES[place].copy(), np.arange(len(place))
    curvature = np.zeros(len(place))
    for _ in range(MOST_STEPS):
        here = theta[rows]
        slope, curvature[rows] = curve.slope(here, rows)
        low[rows], high[rows] = np.where(slope > 0, here, low[rows]), np.where(slope < 0, here, high[rows])
        with np.errstate(divide="ignore", invalid="ignore"):
            tried = here + slope / curvature[rows]
        inside = (tried > low[rows]) & (tried < high[rows]) & (curvature[rows] > 0)
        theta[rows] = np.where(slope == 0, here, np.where(inside, tried, (low[rows] + high[rows]) / 2))
        rows = rows[np.abs(theta[rows] - here) > STILL * (1 + np.abs(here))]
        if not len(rows):
            break
    endless = curve.endless()
    if curve.method == "ML":
        return np.where(endless == 0, theta, endless), curvature
    return (theta if curve.method == "MAP" else np.where(np.isnan(endless), np.nan, theta)), curvature


def chance_and_spread(logits: Floats) -> tuple[Floats, Floats]:
    """P and P (1 - P), which keeps its digits far out."""
    small = np.exp(-np.abs(logits))
    whole = 1 / (1 + small)
    return np.where(logits > 0, whole, small * whole), small * whole**2
