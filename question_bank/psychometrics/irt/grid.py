"""Quadrature: evenly spaced points of ability with the weights of a standard normal distribution."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from question_bank.psychometrics.irt.answers import Floats

MOST_NODES = 2_500


@dataclass(frozen=True)
class Grid:
    """Points from -reach to reach, `step` apart. For smooth integrands over the whole line this rule converges faster
    than any power of the step (Trefethen & Weideman 2014, SIAM Review 56, 385-458)."""

    step: float
    reach: float

    @cached_property
    def nodes(self) -> Floats:
        half = round(self.reach / self.step)
        return np.arange(-half, half + 1) * self.step

    @cached_property
    def log_weights(self) -> Floats:
        """Logarithms of weights that sum to one."""
        density = -self.nodes**2 / 2
        return density - np.log(np.exp(density).sum())

    def finer(self) -> "Grid":
        """Half the step and two units wider on each side: the grid that has to agree with this one."""
        return Grid(self.step / 2, self.reach + 2)

    @property
    def finest(self) -> bool:
        """Whether a finer grid would be more than this program is willing to compute with."""
        return len(self.finer().nodes) > MOST_NODES


def grid_for(slopes: Floats, intercepts: Floats, *, reach: float = 6.0) -> Grid:
    """The widest step whose error should not matter for these items. The error falls like exp(-2 (pi s / step)^2) for a
    posterior of standard deviation s, and like exp(-2 pi^2 / (a step)) for a slope a."""
    places = np.linspace(-4, 4, 81)
    right = logistic(slopes[:, None] * places + intercepts[:, None])
    most = float(np.max(slopes**2 @ (right * (1 - right))))
    return Grid(max(min(0.25, 1.2 / np.sqrt(1 + most), 1.5 / max(np.abs(slopes).max(), 1e-9)), 0.02), reach)


def logistic(x: Floats) -> Floats:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def softplus(x: Floats) -> Floats:
    """log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
