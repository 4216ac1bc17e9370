"""The two-parameter logistic model as a hill to climb: its EM map, its gradient and its observed information."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns
from question_bank.psychometrics.irt.climbing import View
from question_bank.psychometrics.irt.grid import Grid, grid_for, logistic
from question_bank.psychometrics.irt.posterior import Block, blocks, expect, fitted_curves, spread_of

STEEPEST = 60.0  # beyond, a slope is taken to grow without end: 0.1 below the difficulty 0.2 % are right, above 99.8 %


@dataclass(frozen=True)
class TwoPlModel:
    """Answers and a grid; a point is the slopes and then the intercepts of all items."""

    patterns: Patterns
    grid: Grid

    def lost(self, point: Floats) -> bool:
        return bool(np.abs(point[: self.patterns.items]).max() > STEEPEST)

    def grid_wanted(self, point: Floats) -> Grid:
        return grid_for(*np.split(point, 2))

    def slope(self, point: Floats) -> tuple[float, Floats]:
        expected = expect(self.patterns, self.grid, *np.split(point, 2))
        off = expected.right - expected.seen * self._chance(point)
        return expected.log_likelihood, np.concatenate([off @ self.grid.nodes, off.sum(axis=1)])

    def improved(self, point: Floats) -> tuple[Floats, float]:
        """One round of EM with an expanded parameter (Liu, Rubin & Wu 1998, Biometrika 85, 755-770): mean and spread
        of ability are estimated too and then scaled away, which is what makes long tests quick. And the
        log-likelihood at `point`."""
        slopes, intercepts = np.split(point, 2)
        expected = expect(self.patterns, self.grid, slopes, intercepts)
        slopes, intercepts = fitted_curves(expected, self.grid, slopes, intercepts)
        mean, spread = spread_of(expected, self.grid)
        return np.concatenate([slopes * spread, intercepts + slopes * mean]), expected.log_likelihood

    def view(self, point: Floats) -> View:
        """Log-likelihood, gradient and observed information at a point: the information of the complete data less
        what is lost by not seeing ability (Louis 1982, Journal of the Royal Statistical Society B 44, 226-233)."""
        sums = _Sums(self.patterns, self.grid, self._chance(point))
        for block in blocks(self.patterns, self.grid, *np.split(point, 2)):
            sums.add(block)
        return sums.view()

    def _chance(self, point: Floats) -> Floats:
        slopes, intercepts = np.split(point, 2)
        return logistic(slopes[:, None] * self.grid.nodes + intercepts[:, None])


class _Sums:
    """Sums over persons of the first two moments of the complete-data score.

    The score of item j at ability t is (x_j - P_j(t)) (t, 1); its square sums split into products of the data with
    themselves, of the data with the curves, and of the curves with themselves, each one matrix product.
    """

    def __init__(self, patterns: Patterns, grid: Grid, chance: Floats):
        items, nodes = chance.shape
        self.grid, self.chance, self.complete = grid, chance, patterns.answered is None
        self.powers = np.stack([np.ones(nodes), grid.nodes, grid.nodes**2])
        self.right, self.seen = np.zeros((items, nodes)), np.zeros((items, nodes))
        self.data = np.zeros((3, items, items))
        self.crossed, self.curves = np.zeros((3, items, items)), np.zeros((3, items, items))
        self.squared_means, self.log_likelihood = np.zeros((2 * items, 2 * items)), 0.0

    def add(self, block: Block) -> None:
        counted = block.counted
        right = block.right
        self.right += right.T @ counted
        self.seen += counted.sum(axis=0) if self.complete else block.answered.T @ counted
        self.log_likelihood += float(block.counts @ block.log_likelihood)
        for power, moments in enumerate((counted @ self.powers.T).T):
            self.data[power] += (right * moments[:, None]).T @ right
        means = self._means(block)
        self.squared_means += means.T @ (means * block.counts[:, None])
        if not self.complete:
            self._add_holes(block.right, block.answered, counted)

    def _means(self, block: Block) -> Floats:
        """Expected score of each person: a column for each slope, then for each intercept."""
        ability = block.weights @ self.grid.nodes
        turned, level = block.weights @ (self.chance * self.grid.nodes).T, block.weights @ self.chance.T
        if block.answered is not None:
            turned, level = turned * block.answered, level * block.answered
        return np.hstack([block.right * ability[:, None] - turned, block.right - level])

    def _add_holes(self, right: Floats, answered: Floats, counted: Floats) -> None:
        """Where answers are missing, the curves of two items meet only in persons who answered both."""
        for node, weights in enumerate(counted.T):
            seen = answered.T * weights
            curve = self.chance[:, node]
            crossed, both = (seen @ right) * curve[:, None], (seen @ answered) * np.outer(curve, curve)
            for power in range(3):
                self.crossed[power] += self.powers[power, node] * crossed
                self.curves[power] += self.powers[power, node] * both

    def view(self) -> View:
        off = self.right - self.seen * self.chance
        weight = self.seen * self.chance * (1 - self.chance)
        complete = [np.diag(weight @ power) for power in self.powers]
        squares = [self._squares(power) for power in range(3)]
        level, turned, twice = (complete[power] - squares[power] for power in range(3))
        information = np.block([[twice, turned], [turned, level]]) + self.squared_means
        return View(self.log_likelihood, np.concatenate([off @ self.grid.nodes, off.sum(axis=1)]), information)

    def _squares(self, power: int) -> Floats:
        if self.complete:
            weighted = self.powers[power]
            crossed = self.chance @ (self.right * weighted).T
            curves = (self.chance * (self.seen[0] * weighted)) @ self.chance.T
        else:
            crossed, curves = self.crossed[power], self.curves[power]
        return self.data[power] - crossed - crossed.T + curves
