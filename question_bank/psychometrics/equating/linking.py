"""Linking of two IRT scales by the items that both share: theta on the Y scale is A times theta on X plus B.

Items are arrays with the columns a, b, c (slope, difficulty, lower asymptote), shape (m, 3), the same items in the same
order on both scales. Rasch items have a = 1 and c = 0, 2PL items c = 0. `d` is 1 for the logit metric and 1.7 for the
normal one. K&B chapter 6: an item's parameters become a / A, A b + B and c.
"""

from dataclasses import dataclass, field

import numpy as np

FEWEST_COMMON = 3
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Link:
    """A and B; `loss` is what the curve methods made smallest; `displaced` the difference in b of each common item."""

    method: str
    slope: float
    intercept: float
    common: int
    loss: float | None = None
    displaced: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def theta(self, theta) -> np.ndarray:
        """Abilities of the X scale on the Y scale."""
        return self.slope * np.asarray(theta, dtype=float) + self.intercept

    def items(self, items) -> np.ndarray:
        """Items (columns a, b, c) of the X scale on the Y scale."""
        a, b, c = _items(items).T
        return np.stack([a / self.slope, self.slope * b + self.intercept, c], axis=1)


def curves(items, theta, d: float = 1.0) -> np.ndarray:
    """P(right) of each item at each ability: shape (abilities, items) (K&B eq. 6.1)."""
    a, b, c = _items(items).T
    z = d * a * (np.asarray(theta, dtype=float)[:, None] - b)
    return c + (1 - c) / (1 + np.exp(-np.clip(z, -700, 700)))


def mean_mean(items_x, items_y) -> Link:
    """A from the mean slopes, B from the mean difficulties (K&B eq. 6.8a and 6.9b)."""
    x, y = _common(items_x, items_y)
    slope = x[:, 0].mean() / y[:, 0].mean()
    return _link("mean/mean", x, y, slope, y[:, 1].mean() - slope * x[:, 1].mean())


def mean_sigma(items_x, items_y) -> Link:
    """A from the spread of the difficulties, B from their means (K&B eq. 6.8b and 6.9a)."""
    x, y = _common(items_x, items_y)
    if np.ptp(x[:, 1]) == 0 or np.ptp(y[:, 1]) == 0:
        raise ValueError("Mean/sigma linking needs common items of different difficulty.")
    slope = y[:, 1].std() / x[:, 1].std()
    return _link("mean/sigma", x, y, slope, y[:, 1].mean() - slope * x[:, 1].mean())


def rasch_shift(items_x, items_y) -> Link:
    """A = 1 and B the mean difference of the difficulties: the link of two Rasch scales (Wright and Stone, 1979)."""
    x, y = _common(items_x, items_y)
    return _link("mean shift", x, y, 1.0, y[:, 1].mean() - x[:, 1].mean())


def haebara(items_x, items_y, d: float = 1.0, fixed_slope: bool = False, theta=None, weights=None) -> Link:
    """The least squared distance between the curves of each item, summed over items (K&B section 6.3).

    Haebara (1980), Japanese Psychological Research 22, 144-149. `theta` and `weights` are the abilities at which curves
    are compared, on the Y scale; by default 161 from -4 to 4 with equal weights. `fixed_slope` keeps A = 1, for Rasch.
    """
    return _by_curves("Haebara", items_x, items_y, d, fixed_slope, theta, weights, summed=False)


def stocking_lord(items_x, items_y, d: float = 1.0, fixed_slope: bool = False, theta=None, weights=None) -> Link:
    """The least squared distance between the two characteristic curves of all common items (K&B section 6.3).

    Stocking and Lord (1983), Applied Psychological Measurement 7, 201-210. Arguments as in `haebara`.
    """
    return _by_curves("Stocking-Lord", items_x, items_y, d, fixed_slope, theta, weights, summed=True)


def _by_curves(method, items_x, items_y, d, fixed_slope, theta, weights, summed: bool) -> Link:
    x, y = _common(items_x, items_y)
    theta = np.linspace(-4, 4, 161) if theta is None else np.asarray(theta, dtype=float)
    weights = np.ones(len(theta)) if weights is None else np.asarray(weights, dtype=float)
    root = np.sqrt(weights / weights.sum())[:, None]
    start = rasch_shift(x, y) if fixed_slope or np.ptp(x[:, 1]) == 0 or np.ptp(y[:, 1]) == 0 else mean_sigma(x, y)
    free = np.array([0.0 if fixed_slope else 1.0, 1.0])
    target = curves(y, theta, d)

    def residuals(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        off, slopes = _differences(x, target, theta, d, point)
        if summed:
            off, slopes = off.sum(axis=1, keepdims=True), slopes.sum(axis=1, keepdims=True)
        return (off * root).ravel(), (slopes * root[..., None] * free).reshape(-1, 2)

    point, loss = _least_squares(residuals, np.array([start.slope, start.intercept]))
    return _link(method, x, y, point[0], point[1], loss)


def _differences(x, target, theta, d, point) -> tuple[np.ndarray, np.ndarray]:
    """Curve differences at link (A, B), shape (abilities, items), and their derivatives by A and B, (..., 2)."""
    a, b, c = x.T
    slope, intercept = point
    moved = np.stack([a / slope, slope * b + intercept, c], axis=1)
    p = curves(moved, theta, d)
    steep = (p - c) * (1 - p) / (1 - c) * d * a / slope
    by_intercept = steep
    by_slope = steep * (theta[:, None] - intercept) / slope
    return target - p, np.stack([by_slope, by_intercept], axis=-1)


def _least_squares(residuals, point: np.ndarray) -> tuple[np.ndarray, float]:
    """Levenberg-Marquardt for two unknowns, the first of which stays above 0."""
    off, slopes = residuals(point)
    loss, damping = off @ off, 1e-3
    for _ in range(MOST_ROUNDS):
        normal, gradient = slopes.T @ slopes, slopes.T @ off
        step = -np.linalg.solve(normal + damping * np.diag(np.diag(normal) + 1e-9), gradient)
        new = point + step
        new_off, new_slopes = residuals(new) if new[0] > 1e-3 else (off * np.inf, slopes)
        if (new_loss := new_off @ new_off) <= loss:
            settled = np.max(np.abs(step)) < 1e-11
            point, off, slopes, loss, damping = new, new_off, new_slopes, new_loss, damping / 10
        else:
            settled, damping = damping > 1e12, damping * 10
        if settled:
            return point, float(loss)
    raise ArithmeticError("The curves could not be brought together; look at the common items.")


def _link(method, x, y, slope, intercept, loss=None) -> Link:
    displaced = y[:, 1] - (slope * x[:, 1] + intercept)
    return Link(method, float(slope), float(intercept), len(x), loss, displaced)


def _items(items) -> np.ndarray:
    items = np.asarray(items, dtype=float)
    if items.ndim != 2 or items.shape[1] != 3 or not np.all(np.isfinite(items)):
        raise ValueError("Items need the three columns a, b and c, each a number.")
    return items


def _common(items_x, items_y) -> tuple[np.ndarray, np.ndarray]:
    x, y = _items(items_x), _items(items_y)
    if x.shape != y.shape:
        raise ValueError("The common items must be the same, in the same order, on both scales.")
    if len(x) < FEWEST_COMMON:
        raise ValueError(f"Linking needs at least {FEWEST_COMMON} common items; there are {len(x)}.")
    if np.any(x[:, 0] <= 0) or np.any(y[:, 0] <= 0):
        raise ValueError("A common item with a slope of 0 or below cannot carry a link; leave it out.")
    return x, y
