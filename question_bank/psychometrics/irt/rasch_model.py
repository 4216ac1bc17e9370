"""The Rasch model with normal ability as a hill to climb; persons with the same items and score are one row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns
from question_bank.psychometrics.irt.climbing import View
from question_bank.psychometrics.irt.grid import Grid, grid_for, logistic, softplus
from question_bank.psychometrics.irt.posterior import ROWS, normalised

WIDEST = 60.0  # beyond, the spread of ability is taken to grow without end


@dataclass(frozen=True)
class ScoreRows:
    """What the Rasch model needs to know: for each row the items answered, the score and how often; and the item
    totals.

    The score is sufficient for ability, the total for difficulty (Andersen 1977, Psychometrika 42, 69-81)."""

    answered: Floats
    scores: Floats
    counts: Floats
    totals: Floats

    @property
    def alike(self) -> bool:
        """Whether everybody answered the same items."""
        return bool(self.answered.all())


def score_rows(patterns: Patterns) -> ScoreRows:
    """The rows, in an order that does not depend on the persons' order."""
    scores = patterns.right.sum(axis=1, dtype=np.int64)
    if patterns.answered is None:
        counts = np.bincount(scores, weights=patterns.counts)
        present = np.flatnonzero(counts)
        return ScoreRows(np.ones((len(present), patterns.items)), present.astype(float), counts[present],
                         patterns.right_totals)
    keys = np.hstack([np.packbits(patterns.answered, axis=1), scores.astype(">u4")[:, None].view(np.uint8)])
    keys = np.ascontiguousarray(keys).view(np.dtype((np.void, keys.shape[1]))).ravel()
    _, first, row = np.unique(keys, return_index=True, return_inverse=True)
    return ScoreRows(patterns.answered[first].astype(float), scores[first].astype(float),
                     np.bincount(row, weights=patterns.counts), patterns.right_totals)


@dataclass(frozen=True)
class RaschModel:
    """Rows and a grid of standardised ability; a point is the difficulties and then sigma, unless sigma is fixed."""

    rows: ScoreRows
    grid: Grid
    sigma: float | None = None

    def lost(self, point: Floats) -> bool:
        return self.sigma is None and abs(point[-1]) > WIDEST

    def grid_wanted(self, point: Floats) -> Grid:
        difficulties, sigma = self._parts(point)
        return grid_for(np.full(len(difficulties), sigma), -difficulties)

    def improved(self, point: Floats) -> tuple[Floats, float]:
        """One round of EM; where sigma is free, mean and spread of ability are estimated and the mean is moved into the
        difficulties (parameter expansion: Liu, Rubin & Wu 1998, Biometrika 85, 755-770)."""
        difficulties, sigma = self._parts(point)
        seen, persons, height = np.zeros((len(difficulties), len(self.grid.nodes))), 0.0, 0.0
        for answered, _, counts, weights, heights in self._posteriors(difficulties, sigma):
            counted = weights * counts[:, None]
            seen, persons = seen + answered.T @ counted, persons + counted.sum(axis=0)
            height += counts @ heights
        difficulties = self._solved(difficulties, seen, sigma * self.grid.nodes)
        if self.sigma is not None:
            return difficulties, height - self.rows.totals @ point
        share, nodes = persons / persons.sum(), sigma * self.grid.nodes
        mean = share @ nodes
        return (np.append(difficulties - mean, np.sqrt(share @ (nodes - mean) ** 2)),
                float(height - self.rows.totals @ point[:-1]))

    def slope(self, point: Floats) -> tuple[float, Floats]:
        difficulties, sigma = self._parts(point)
        chance = logistic(sigma * self.grid.nodes - difficulties[:, None])
        gradient, height = np.append(-self.rows.totals, 0.0), -self.rows.totals @ difficulties
        for answered, scores, counts, weights, heights in self._posteriors(difficulties, sigma):
            counted = weights * counts[:, None]
            off = (scores[:, None] - answered @ chance) * self.grid.nodes
            gradient += np.append(((answered.T @ counted) * chance).sum(axis=1), (counted * off).sum())
            height += counts @ heights
        return float(height), gradient[: len(point)]

    def view(self, point: Floats) -> View:
        """Observed information by Louis (1982, Journal of the Royal Statistical Society B 44, 226-233)."""
        difficulties, sigma = self._parts(point)
        chance = logistic(sigma * self.grid.nodes - difficulties[:, None])
        spread = chance * (1 - chance)
        information = np.zeros((len(difficulties) + 1, len(difficulties) + 1))
        for answered, scores, counts, weights, _ in self._posteriors(difficulties, sigma):
            counted = weights * counts[:, None]
            off = (scores[:, None] - answered @ chance) * self.grid.nodes
            information += self._complete((answered.T @ counted) * spread)
            information -= self._lost_information(answered, counted, chance, off)
            means = np.column_stack([answered * (weights @ chance.T), (weights * off).sum(axis=1)])
            information += means.T @ (means * counts[:, None])
        height, gradient = self.slope(point)
        return View(height, gradient, information[: len(point), : len(point)])

    def _parts(self, point: Floats) -> tuple[Floats, float]:
        return (point[:-1], float(point[-1])) if self.sigma is None else (point, self.sigma)

    def _posteriors(self, difficulties: Floats, sigma: float) -> Iterator[tuple[Floats, ...]]:
        """Blocks of rows: answered, scores, counts, posterior weights, log-likelihood but for the item totals."""
        logits = sigma * self.grid.nodes - difficulties[:, None]
        wrong = -softplus(logits)
        for start in range(0, len(self.rows.counts), ROWS):
            rows = slice(start, start + ROWS)
            answered, scores = self.rows.answered[rows], self.rows.scores[rows]
            exponents = np.multiply.outer(scores, sigma * self.grid.nodes) + answered @ wrong + self.grid.log_weights
            yield answered, scores, self.rows.counts[rows], *normalised(exponents)

    def _solved(self, difficulties: Floats, seen: Floats, nodes: Floats) -> Floats:
        """The M-step: difficulties at which as many right answers are expected as were given."""
        for _ in range(12):
            chance = logistic(nodes - difficulties[:, None])
            off = (seen * chance).sum(axis=1) - self.rows.totals
            step = np.clip(off / ((seen * chance * (1 - chance)).sum(axis=1) + 1e-300), -1, 1)
            difficulties = difficulties + step
            if np.abs(step).max() < 1e-6:
                break
        return difficulties

    def _complete(self, weight: Floats) -> Floats:
        """Information as if ability were seen."""
        slant = weight @ self.grid.nodes
        return np.block([[np.diag(weight.sum(axis=1)), -slant[:, None]],
                         [-slant[None, :], np.atleast_2d(weight.sum(axis=0) @ self.grid.nodes**2)]])

    def _lost_information(self, answered: Floats, counted: Floats, chance: Floats, off: Floats) -> Floats:
        """Posterior squares of the score of the complete data."""
        if self.rows.alike:
            both = (chance * counted.sum(axis=0)) @ chance.T
        else:
            both = sum(((answered.T * weights) @ answered) * np.outer(curve, curve)
                       for weights, curve in zip(counted.T, chance.T, strict=True))
        slant = ((answered.T @ (counted * off)) * chance).sum(axis=1)
        return np.block([[both, slant[:, None]], [slant[None, :], np.atleast_2d((counted * off**2).sum())]])
