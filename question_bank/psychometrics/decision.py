"""Decision consistency and accuracy: how many persons would get the same decision again, and the right one.

A person passes with `cut` or more of k items right.
"""

import math
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import binomial_tail
from question_bank.psychometrics.incomplete import log_beta
from question_bank.psychometrics.score_table import ScoreTable
from question_bank.psychometrics.true_scores import TrueScores, fitted, true_moments

LONGEST = 20_000


@dataclass(frozen=True)
class Decision:
    """Shares of persons; None where the method gives none, with the reason in `note`.

    `consistency` get the same decision on two parallel forms, `chance` would by chance alone, `kappa` is Cohen's;
    `accuracy` get the decision of their true score; `false_pass` and `false_fail` are the two errors.
    """

    method: str
    consistency: float | None = None
    chance: float | None = None
    kappa: float | None = None
    accuracy: float | None = None
    false_pass: float | None = None
    false_fail: float | None = None
    true_scores: TrueScores | None = None
    length: float | None = None
    lords_k: float | None = None
    note: str = ""


def hanson_brennan(table: ScoreTable, cut: int, reliability: float, mean: float, sd: float) -> Decision:
    """Hanson and Brennan (1990), J. Educational Measurement 27, 345: beta true scores, compound binomial errors.

    Lord's k from the reliability (Hanson 1991, ACT Research Report 91-5); mean and sd (n-1) are of the total score.
    """
    name, k = "Hanson-Brennan", table.k
    trouble = _undefined(k, cut, reliability, sd)
    if trouble:
        return Decision(name, note=trouble)
    error, spread = sd**2 * (1 - reliability), mean * (k - mean)
    lords_k = k * ((k - 1) * (sd**2 - error) - k * sd**2 + spread) / (2 * (spread - (sd**2 - error)))
    distribution, note = fitted(true_moments(table.scores, table.persons, k, lords_k))
    if distribution is None:
        return Decision(name, lords_k=lords_k, note=note)
    shares, weights, above = distribution.points(cut / k)
    bent = _binomial(cut - 2, k - 2, shares) - _binomial(cut - 1, k - 2, shares)
    passing = binomial_tail(cut, k, shares) - lords_k * shares * (1 - shares) * bent
    return _decided(name, passing, weights, above, true_scores=distribution, length=float(k), lords_k=lords_k,
                    note=note)


def livingston_lewis(table: ScoreTable, cut: int, reliability: float, mean: float, sd: float) -> Decision:
    """Livingston and Lewis (1995), Journal of Educational Measurement 32, 179: binomial errors on an effective length.

    The effective test length is their equation 2; the cut moves to the nearest whole effective score, a half downwards.
    """
    name, k = "Livingston-Lewis", table.k
    trouble = _undefined(k, cut, reliability, sd)
    if trouble:
        return Decision(name, note=trouble)
    length = (mean * (k - mean) - reliability * sd**2) / (sd**2 * (1 - reliability))
    trials = round(length)
    if trials < 4 or trials > LONGEST:
        return Decision(name, length=length, note=f"The effective test length is {length:.1f}, outside 4 to {LONGEST}.")
    distribution, note = fitted(true_moments(table.scores / k * length, table.persons, length))
    if distribution is None:
        return Decision(name, length=length, note=note)
    shares, weights, above = distribution.points(cut / k)
    passing = binomial_tail(math.ceil(cut / k * trials - 0.5), trials, shares)
    return _decided(name, passing, weights, above, true_scores=distribution, length=length, note=note)


def subkoviak(table: ScoreTable, cut: int, reliability: float, mean: float, sd: float) -> Decision:
    """Subkoviak (1976), J. Educational Measurement 13, 265: each score regressed to the mean, binomial errors."""
    trouble = _undefined(table.k, cut, reliability, sd)
    if trouble:
        return Decision("Subkoviak", note=trouble)
    shares = (reliability * table.scores + (1 - reliability) * mean) / table.k
    passing = binomial_tail(cut, table.k, np.clip(shares, 0.0, 1.0))
    return _decided("Subkoviak", passing, table.persons / table.n, None)


def _binomial(hits: int, trials: int, shares: np.ndarray) -> np.ndarray:
    """P(X = hits) for success shares inside (0, 1)."""
    if not 0 <= hits <= trials:
        return np.zeros(len(shares))
    ways = -math.log(trials + 1) - float(log_beta(hits + 1, trials - hits + 1))
    return np.exp(ways + hits * np.log(shares) + (trials - hits) * np.log1p(-shares))


def _undefined(k: int, cut: int, reliability: float, sd: float) -> str:
    if not 1 <= cut <= k:
        return f"A cut of {cut} is no score from 1 to {k}."
    if k < 4:
        return "Fewer than four items do not show how true scores are spread."
    if not sd > 0 or math.isnan(reliability):
        return "Everybody has the same score, so there is no reliability to go by."
    if not 0 < reliability < 1:
        return f"The reliability is {reliability:.3f}; these methods need one between 0 and 1."
    return ""


def _decided(name: str, passing: np.ndarray, weights: np.ndarray, above: np.ndarray | None, **facts) -> Decision:
    passed = float(weights @ passing)
    consistency, chance = float(weights @ (passing**2 + (1 - passing) ** 2)), passed**2 + (1 - passed) ** 2
    kappa = (consistency - chance) / (1 - chance) if chance < 1 else None
    if above is None:
        return Decision(name, consistency, chance, kappa, **facts)
    false_pass = float(weights[~above] @ passing[~above])
    false_fail = float(weights[above] @ (1 - passing[above]))
    return Decision(name, consistency, chance, kappa, 1 - false_pass - false_fail, false_pass, false_fail, **facts)
