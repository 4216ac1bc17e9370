"""The E-step: how likely each point of the grid is for each pattern of answers, in blocks that fit the cache."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns
from question_bank.psychometrics.irt.grid import Grid, logistic, softplus

ROWS = 2_048
CELLS_IN_DOUBLE = 2_000_000


@dataclass(frozen=True)
class Block:
    """Some patterns: what they had right and answered, how often they occur, their posterior weights (each row sums to
    one) and the logarithm of their likelihood."""

    right: Floats
    answered: Floats | None
    counts: Floats
    weights: Floats
    log_likelihood: Floats

    @property
    def counted(self) -> Floats:
        """Posterior weights times how often the pattern occurs."""
        return self.weights * self.counts[:, None]


@dataclass(frozen=True)
class Expected:
    """What the E-step leaves: expected right answers (items by nodes), expected answers (nodes, or items by nodes where
    some are missing), expected persons (nodes), and the log-likelihood of all answers."""

    right: Floats
    seen: Floats
    persons: Floats
    log_likelihood: float


def blocks(patterns: Patterns, grid: Grid, slopes: Floats, intercepts: Floats) -> Iterator[Block]:
    """Posterior weights under the two-parameter logistic model and a standard normal ability.

    The exponents are summed in double precision; only their differences from the largest, which lose nothing by it,
    may be rounded to single precision before exp, and then only where there are so many cells that the rounding
    averages out.
    """
    logits = slopes[:, None] * grid.nodes + intercepts[:, None]
    wrong = -softplus(logits)
    kind = np.float64 if len(patterns) * len(grid.nodes) <= CELLS_IN_DOUBLE else np.float32
    for start in range(0, len(patterns), ROWS):
        rows = slice(start, start + ROWS)
        right = patterns.right[rows].astype(float)
        answered = None if patterns.answered is None else patterns.answered[rows].astype(float)
        exponents = right @ logits
        exponents += grid.log_weights
        exponents += wrong.sum(axis=0) if answered is None else answered @ wrong
        weights, log_likelihood = normalised(exponents, kind)
        yield Block(right, answered, patterns.counts[rows], weights, log_likelihood)


def normalised(exponents: Floats, kind: type = np.float64) -> tuple[Floats, Floats]:
    """Rows of exp(exponents) divided by their sum, and the logarithms of these sums."""
    largest = exponents.max(axis=1)
    exponents -= largest[:, None]
    weights = np.exp(exponents.astype(kind, copy=False)).astype(float, copy=False)
    sums = weights.sum(axis=1)
    weights /= sums[:, None]
    return weights, largest + np.log(sums)


def expect(patterns: Patterns, grid: Grid, slopes: Floats, intercepts: Floats) -> Expected:
    """Expected counts at each node (Bock & Aitkin 1981, Psychometrika 46, 443-459)."""
    right = np.zeros((patterns.items, len(grid.nodes)))
    seen, persons, total = np.zeros_like(right), np.zeros(len(grid.nodes)), 0.0
    for block in blocks(patterns, grid, slopes, intercepts):
        counted = block.counted
        right += block.right.T @ counted
        persons += counted.sum(axis=0)
        if block.answered is not None:
            seen += block.answered.T @ counted
        total += block.counts @ block.log_likelihood
    return Expected(right, persons if patterns.answered is None else seen, persons, float(total))


def spread_of(expected: Expected, grid: Grid) -> tuple[float, float]:
    """Mean and standard deviation of ability over all persons, as the posterior has them."""
    share = expected.persons / expected.persons.sum()
    mean = float(share @ grid.nodes)
    return mean, float(np.sqrt(share @ (grid.nodes - mean) ** 2))


def fitted_curves(expected: Expected, grid: Grid, slopes: Floats, intercepts: Floats) -> tuple[Floats, Floats]:
    """The M-step: each item's logistic regression of expected right answers on ability, by Newton's method with
    halving."""
    for _ in range(12):
        chance = logistic(slopes[:, None] * grid.nodes + intercepts[:, None])
        off = expected.right - expected.seen * chance
        weight = expected.seen * chance * (1 - chance)
        up, level = off @ grid.nodes, off.sum(axis=1)
        s0, s1, s2 = weight.sum(axis=1), weight @ grid.nodes, weight @ grid.nodes**2
        room = s0 * s2 - s1**2 + 1e-12 * (1 + s0 * s2)
        steps = np.stack([(s0 * up - s1 * level) / room, (s2 * level - s1 * up) / room])
        steps *= np.minimum(1, (1 + np.abs(slopes)) / (1e-300 + np.abs(steps).max(axis=0)))
        slopes, intercepts = slopes + steps[0], intercepts + steps[1]
        if np.abs(steps).max() < 1e-4:
            break
    return slopes, intercepts
