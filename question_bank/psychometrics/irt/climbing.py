"""Climbing a log-likelihood: accelerated EM to come near the summit, Newton's method to stand on it, and a proof."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from question_bank.psychometrics.irt.answers import Floats
from question_bank.psychometrics.irt.grid import Grid

FIRST_ROUNDS = 60  # then a look whether a finer grid is wanted
MOST_ROUNDS = 400
TURNS_TO_TRY = (3, 10, 30)
MOST_NEWTON_STEPS = 25
STILL = 1e-5  # relative; the step after the last one is of the order of its square
LEAST_GAIN = 1e-7  # of log-likelihood by the last step: no parameter moved by a thousandth of its standard error
LEAST_CHANGE_OF_HEIGHT = 0.01
LEAST_CHANGE_OF_PLACE = 2e-4


@dataclass(frozen=True)
class View:
    """What is seen from a point: height, slope and curvature (the observed information)."""

    log_likelihood: float
    gradient: Floats
    information: Floats


class Hill(Protocol):
    """What can be climbed."""

    def improved(self, point: Floats) -> tuple[Floats, float]:
        """The point after one round of EM, and the log-likelihood before it."""

    def slope(self, point: Floats) -> tuple[float, Floats]:
        """Log-likelihood and gradient."""

    def view(self, point: Floats) -> View:
        """Log-likelihood, gradient and observed information."""

    def lost(self, point: Floats) -> bool:
        """Whether the point is so far out that there is no summit that way."""

    def grid_wanted(self, point: Floats) -> Grid:
        """The grid that should do near this point."""


@dataclass(frozen=True)
class Summit:
    """Where the climb ended, what is seen from there, and whether it is a summit: every Newton step from it is tiny and
    the information is positive definite."""

    point: Floats
    view: View
    reached: bool


@dataclass(frozen=True)
class Quadrature:
    """The grid used, and what changes when it is halved and widened: the log-likelihood, and the place of the
    summit."""

    grid: Grid
    change_of_log_likelihood: float
    change_of_parameters: float

    @property
    def proved(self) -> bool:
        return (abs(self.change_of_log_likelihood) < LEAST_CHANGE_OF_HEIGHT
                and self.change_of_parameters < LEAST_CHANGE_OF_PLACE)

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing when proved, else a sentence."""
        if self.proved:
            return ()
        return (f"The quadrature is not proved: with twice the nodes the log-likelihood changes by "
                f"{self.change_of_log_likelihood:.3f} and a parameter by {self.change_of_parameters:.4f}.",)


def climb_proven(hill_on: Callable[[Grid], Hill], start: Floats, grid: Grid) -> tuple[Summit, Quadrature | None]:
    """Climb, and climb on with a finer grid as long as the grid itself moves the answer. Without a summit no proof."""
    rounds = FIRST_ROUNDS
    while True:
        summit = climb(hill_on(grid), start, rounds=rounds)
        if not summit.reached:
            wanted = hill_on(grid).grid_wanted(summit.point)
            if rounds == MOST_ROUNDS or hill_on(grid).lost(summit.point):
                return summit, None
            rounds = MOST_ROUNDS if wanted.step > 0.8 * grid.step else FIRST_ROUNDS
            start, grid = summit.point, min(grid, wanted, key=lambda one: one.step)
            continue
        height, gradient = hill_on(grid.finer()).slope(summit.point)
        shift = np.abs(np.linalg.solve(summit.view.information, gradient)) / (1 + np.abs(summit.point))
        found = Quadrature(grid, height - summit.view.log_likelihood, float(shift.max()))
        if found.proved or grid.finest:
            return summit, found
        start, grid = summit.point, grid.finer()


def climb(hill: Hill, start: Floats, *, near: float = 0.1, rounds: int = MOST_ROUNDS) -> Summit:
    """EM until a round moves less than `near`, or now and then anyway; then Newton, and back to EM if it strays."""
    point = start
    for turn in range(rounds // 3):
        point, moved = squarem(hill, point)
        if hill.lost(point):
            break
        if moved < near or turn in TURNS_TO_TRY:
            summit = newton(hill, point)
            if summit.reached or hill.lost(summit.point):
                return summit
            if moved < STILL / 10:
                break
            point, near = summit.point, min(near, moved) / 4
    return Summit(point, hill.view(point), reached=False)


def squarem(hill: Hill, point: Floats) -> tuple[Floats, float]:
    """Two EM rounds and a long step along their curve (Varadhan & Roland 2008, Scandinavian Journal of Statistics 35,
    335-353, scheme S3), kept only when it is higher; and how far the first round moved."""
    first, height = hill.improved(point)
    second, _ = hill.improved(first)
    once, change = first - point, second - 2 * first + point
    moved = float(np.abs(once).max())
    if moved < LEAST_CHANGE_OF_PLACE or not np.any(change):
        return second, moved
    length = max(1.0, float(np.linalg.norm(once) / np.linalg.norm(change)))
    far = point + 2 * length * once + length**2 * change
    landed, far_height = hill.improved(far)
    return (landed if np.all(np.isfinite(landed)) and far_height >= height else second), moved


def newton(hill: Hill, point: Floats) -> Summit:
    """Newton's steps with the observed information, none longer than the way from the origin, none leading down."""
    view = hill.view(point)
    for _ in range(MOST_NEWTON_STEPS):
        step = newton_step(view)
        if step is None or hill.lost(point):
            break
        size = float(np.max(np.abs(step) / (1 + np.abs(point))))
        if size < STILL or step @ view.gradient < LEAST_GAIN:
            return Summit(point + step, view, reached=True)
        further = _upwards(hill, point, step / max(1.0, size), view.log_likelihood)
        if further is None:
            break
        point, view = further
    return Summit(point, view, reached=False)


def _upwards(hill: Hill, point: Floats, step: Floats, height: float) -> tuple[Floats, View] | None:
    """The point a step or a part of it away, if that is not lower but for rounding."""
    for part in (1.0, 0.5, 0.25, 0.0625):
        view = hill.view(point + part * step)
        if view.log_likelihood >= height - 1e-9 * abs(height):
            return point + part * step, view
    return None


def newton_step(view: View) -> Floats | None:
    """Where the summit should be, seen from here; None when this is not a place that curves down on all sides."""
    try:
        root = np.linalg.cholesky(view.information)
    except np.linalg.LinAlgError:
        return None
    return np.linalg.solve(root.T, np.linalg.solve(root, view.gradient))
