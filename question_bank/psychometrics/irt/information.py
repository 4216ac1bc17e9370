"""How exactly a test measures: characteristic curves, information and standard errors over ability, and at the cut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.answers import Floats
from question_bank.psychometrics.irt.grid import Grid, logistic


def curves(slopes: ArrayLike, intercepts: ArrayLike, theta: ArrayLike) -> Floats:
    """The chance of a right answer, items by abilities; nan for an item without parameters."""
    slopes, intercepts = np.asarray(slopes, dtype=float), np.asarray(intercepts, dtype=float)
    return logistic(slopes[:, None] * np.atleast_1d(np.asarray(theta, dtype=float)) + intercepts[:, None])


def item_information(slopes: ArrayLike, intercepts: ArrayLike, theta: ArrayLike) -> Floats:
    """a^2 P (1 - P), items by abilities (Birnbaum 1968, in Lord & Novick, chapter 20)."""
    chance = curves(slopes, intercepts, theta)
    return np.asarray(slopes, dtype=float)[:, None] ** 2 * chance * (1 - chance)


@dataclass(frozen=True)
class TestInformation:
    """Over abilities: information, the standard error of ability, the expected score and the standard error of the
    score."""

    theta: Floats
    information: Floats
    se: Floats
    score: Floats
    score_se: Floats


def test_information(slopes: ArrayLike, intercepts: ArrayLike, theta: ArrayLike) -> TestInformation:
    """Sums over the items with parameters. The error of ability is 1 / sqrt(information), infinite without information;
    the error of the number right is sqrt(sum P (1 - P)) (Lord 1980, chapters 4 and 5)."""
    theta = np.atleast_1d(np.asarray(theta, dtype=float))
    chance = curves(slopes, intercepts, theta)
    information = np.nansum(item_information(slopes, intercepts, theta), axis=0)
    with np.errstate(divide="ignore"):
        se = 1 / np.sqrt(information)
    return TestInformation(theta, information, se, np.nansum(chance, axis=0),
                           np.sqrt(np.nansum(chance * (1 - chance), axis=0)))


def at_the_cut(slopes: ArrayLike, intercepts: ArrayLike, cut: float) -> TestInformation | None:
    """The same at the ability whose expected score is the cut. None when no ability, or not just one, has that
    score."""
    slopes = np.asarray(slopes, dtype=float)
    if np.nanmin(slopes) <= 0:
        return None
    items, low, high = int(np.isfinite(slopes).sum()), -1.0, 1.0
    if not 0 < cut < items:
        return None

    def score(theta: float) -> float:
        return float(np.nansum(curves(slopes, intercepts, theta)))

    while score(low) > cut:
        low *= 2
    while score(high) < cut:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if score(middle) < cut else (low, middle)
    return test_information(slopes, intercepts, low)


def marginal_reliability(slopes: ArrayLike, intercepts: ArrayLike) -> float:
    """The mean of information / (information + 1) over a standard normal ability (Green, Bock, Humphreys, Linn &
    Reckase 1984, Journal of Educational Measurement 21, 347-360)."""
    grid = Grid(0.05, 8.0)
    information = test_information(slopes, intercepts, grid.nodes).information
    return float(np.exp(grid.log_weights) @ (information / (information + 1)))


def empirical_reliability(theta: ArrayLike, se: ArrayLike) -> float:
    """The variance of EAP abilities over that variance plus the mean squared error (Bock & Mislevy 1982, Applied
    Psychological Measurement 6, 431-444)."""
    theta, se = np.asarray(theta, dtype=float), np.asarray(se, dtype=float)
    variance = float(np.var(theta, ddof=1))
    return variance / (variance + float(np.mean(se**2)))


@dataclass(frozen=True)
class ObservedPoints:
    """Persons in groups of like ability: the mean ability of each group; and, groups by items, answers and
    proportion right."""

    theta: Floats
    answers: Floats
    proportion: Floats


def observed_points(table: ArrayLike, theta: ArrayLike, groups: int = 10) -> ObservedPoints:
    """What stands beside a characteristic curve: persons sorted by `theta` (EAP) into groups of nearly equal size,
    of which persons of equal ability are never split; fewer groups when there are fewer different abilities."""
    table, theta = np.asarray(table, dtype=float), np.asarray(theta, dtype=float)
    inner = np.unique(np.quantile(theta, np.arange(1, groups) / groups))
    _, group = np.unique(np.searchsorted(inner, theta, side="left"), return_inverse=True)
    members = (group == np.arange(group.max() + 1)[:, None]).astype(float)
    answers = members @ ~np.isnan(table)
    with np.errstate(invalid="ignore"):
        return ObservedPoints(members @ theta / members.sum(axis=1), answers, members @ np.nan_to_num(table) / answers)
