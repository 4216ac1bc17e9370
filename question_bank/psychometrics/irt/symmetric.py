"""Answers given the score under the Rasch model: the elementary symmetric functions as chances of a sum.

With chances p_j = logistic(t - difficulty_j) at any ability t, the chance of score r is gamma_r exp(r t) times a
constant, so every conditional chance can be had from sums of independent answers. They are built by the sum algorithm,
which only adds positive numbers (Verhelst, Glas & van der Sluis 1984, Computational Statistics Quarterly 1, 245-262).
Scores are taken in bands, each at the ability that expects the middle of it: so nothing underflows, however long or
spread the test. An item that was not answered has chance 0, so persons with different items share one table.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.irt.answers import Floats
from question_bank.psychometrics.irt.grid import logistic, softplus

HALVINGS = 14


@dataclass(frozen=True)
class Band:
    """Rows of persons with the same items and near scores: items answered (rows by items), persons (rows by scores)."""

    answered: np.ndarray
    persons: Floats

    def tilted(self, difficulties: Floats) -> tuple[Floats, Floats]:
        """The ability of each row that expects the middle of its scores, and the chances there; 0 if not answered."""
        places = np.arange(self.persons.shape[1])
        there = self.persons > 0
        lowest, highest = np.where(there, places, places[-1]).min(axis=1), np.where(there, places, 0).max(axis=1)
        middle = (lowest + highest) / 2
        low = np.full(len(middle), difficulties.min() - 7.0)
        high = np.full(len(middle), difficulties.max() + 7.0)
        for _ in range(HALVINGS):
            theta = (low + high) / 2
            short = (logistic(theta[:, None] - difficulties) * self.answered).sum(axis=1) < middle
            low, high = np.where(short, theta, low), np.where(short, high, theta)
        return theta, logistic(theta[:, None] - difficulties) * self.answered


def expected_right(band: Band, difficulties: Floats) -> tuple[Floats, float]:
    """How many persons have each item right, given the scores; and the sum of log gamma over all persons."""
    theta, chance = band.tilted(difficulties)
    before = _prefixes(chance)
    after = _suffixes(chance, _shares(band.persons, before[-1]))
    right = [chance[:, place] @ (before[place][:, :-1] * after[place + 1][:, 1:]).sum(axis=1)
             for place in range(chance.shape[1])]
    constant = (softplus(theta[:, None] - difficulties) * band.answered).sum(axis=1)
    scores = np.arange(band.persons.shape[1])
    logs = np.log(before[-1], out=np.zeros_like(before[-1]), where=band.persons > 0)
    gamma = logs + constant[:, None] - np.multiply.outer(theta, scores)
    return np.array(right), float((band.persons * gamma).sum())


def covariance_of_right(band: Band, difficulties: Floats) -> Floats:
    """The covariance of the answers given the score, summed over persons.

    Each pair of items needs the functions without both; they are carried along as prefixes that skip one item.
    """
    _, chance = band.tilted(difficulties)
    rows, items = chance.shape
    before = _prefixes(chance)
    after = _suffixes(chance, _shares(band.persons, before[-1]))
    without, pairs = np.zeros((rows, items, items + 1)), np.zeros((items, items))
    for place in range(items):
        own = chance[:, place]
        if place:
            joint = (without[:, :place, :-2] @ after[place + 1][:, 2:, None])[:, :, 0]
            pairs[:place, place] = own @ (joint * chance[:, :place])
            without[:, :place] = _with_item(without[:, :place], own[:, None, None])
        without[:, place] = before[place]
    total = before[-1][:, None, 1:]
    single = np.divide(chance[:, :, None] * without[:, :, :-1], total, out=np.zeros((rows, items, items)),
                       where=(band.persons[:, None, 1:] > 0) & (total > 0))
    weighted = single * band.persons[:, None, 1:]
    pairs += pairs.T + np.diag(weighted.sum(axis=(0, 2)))
    return pairs - np.tensordot(weighted, single, axes=((0, 2), (0, 2)))


def _prefixes(chance: Floats) -> list[Floats]:
    """The chances of the scores on the first 0, 1, 2, ... items."""
    found = [np.zeros((len(chance), chance.shape[1] + 1))]
    found[0][:, 0] = 1.0
    for own in chance.T:
        found.append(_with_item(found[-1], own[:, None]))
    return found


def _suffixes(chance: Floats, at_the_end: Floats) -> list[Floats]:
    """B_j[r]: the sum over s of at_the_end[s] times the chance of s - r right among the items from j on."""
    found = [at_the_end]
    for own in chance.T[::-1]:
        earlier = found[-1] * (1 - own[:, None])
        earlier[:, :-1] += found[-1][:, 1:] * own[:, None]
        found.append(earlier)
    return found[::-1]


def _with_item(scores: Floats, chance: Floats) -> Floats:
    more = scores * (1 - chance)
    more[..., 1:] += scores[..., :-1] * chance
    return more


def _shares(persons: Floats, scores: Floats) -> Floats:
    return np.divide(persons, scores, out=np.zeros_like(persons), where=persons > 0)
