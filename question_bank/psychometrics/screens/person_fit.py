"""Person fit: patterns in which hard items are right and easy ones wrong, more often than ability explains.

A question for staff, never a verdict: tiredness, a page that did not load, a second language or knowledge of a special
field all make such patterns. Answers are (n, k) of 0 and 1, NaN for items not given.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import normal_cdf
from question_bank.psychometrics.enough import FEWEST_SHOWN, require


@dataclass(frozen=True)
class PersonFit:
    """One value for each of `n` persons, NaN where it is undefined; `p` the chance of one so low, where it is known."""

    n: int
    value: np.ndarray
    p: np.ndarray | None = None


def guttman_errors(answers, least: int = 30) -> PersonFit:
    """Pairs of items of which the harder was right and the easier wrong, as a share of the most there can be: 0 to 1.

    Meijer (1994), Applied Psychological Measurement 18, 311-314 (normed errors, G*). Items are ordered by their share
    right; NaN for nothing or everything right. A question for staff, never a verdict. Raises TooFew below `least`
    people.
    """
    answers = _answers(answers, least)
    order = np.argsort(-_shares(answers), kind="stable")
    sorted_answers = answers[:, order]
    given = np.isfinite(sorted_answers)
    right, wrong = given & (sorted_answers == 1), given & (sorted_answers == 0)
    easier_wrong = np.cumsum(wrong, axis=1) - wrong
    errors = (right * easier_wrong).sum(axis=1)
    most = right.sum(axis=1) * wrong.sum(axis=1)
    return PersonFit(len(answers), np.where(most > 0, errors / np.maximum(most, 1), np.nan))


def ht(answers, least: int = 30) -> PersonFit:
    """HT: how far a pattern goes along with everybody else's; 1 at most, around 0 for random answers, below 0 against.

    Sijtsma (1986), Kwantitatieve Methoden 22, 131-145; Sijtsma and Meijer (1992), Applied Psychological Measurement 16,
    149-157: the sum of a person's covariances with the others over the sum of the highest possible. Needs complete
    answers; NaN for nothing or everything right. A question for staff, never a verdict. Raises TooFew below `least`
    people.
    """
    answers = _answers(answers, least)
    if not np.all(np.isfinite(answers)):
        raise ValueError("HT compares whole patterns; leave out people or items with missing answers first.")
    share = answers.mean(axis=1)
    total = answers.sum(axis=0)
    with_others = answers @ (total / answers.shape[1]) - share * share.sum()
    own = share * (1 - share)
    ordered = np.sort(share)
    below = np.concatenate([[0.0], np.cumsum(ordered)])
    place = np.searchsorted(ordered, share, side="right")
    lower, higher = below[place], share.sum() - below[place]
    most = lower * (1 - share) + share * (len(share) - place - higher)
    usable = (own > 0) & (most - own > 1e-12)
    return PersonFit(len(answers), np.where(usable, (with_others - own) / np.where(usable, most - own, 1), np.nan))


def lz_star(answers, theta, a, b, estimator: str = "WLE", least: int = 1) -> PersonFit:
    """The standardised log-likelihood of each pattern, corrected for an ability that was estimated from it.

    Snijders (2001), Psychometrika 66, 331-342; Magis, Raiche and Beland (2012), Journal of Educational and Behavioral
    Statistics 37, 57-81. Logistic items with slopes `a` and difficulties `b` (k,), `theta` (n,) estimated by "ML",
    "WLE" or "MAP" (normal prior 0, 1). About normal when the model holds (its mean is 0.1 with 20 items and falls to 0
    with more): `p` is the chance of a value so low. NaN where theta is not finite. A question for staff, never a
    verdict.
    """
    answers, theta = _answers(answers, least), np.asarray(theta, dtype=float)
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    given, ability = np.isfinite(answers), np.where(np.isfinite(theta), theta, 0.0)[:, None]
    z = a * (ability - b)
    p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    q = np.where(given, p * (1 - p), 0.0)
    off = np.where(given, np.nan_to_num(answers) - p, 0.0)
    information = (a**2 * q).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        c = (a * q * z).sum(axis=1) / information
        pull = _pull(estimator, ability[:, 0], (a**3 * q * (1 - 2 * p)).sum(axis=1), information)
        free = z - c[:, None] * a
        value = ((off * z).sum(axis=1) + c * pull) / np.sqrt((free**2 * q).sum(axis=1))
    value = np.where(np.isfinite(theta) & np.isfinite(value), value, np.nan)
    return PersonFit(len(answers), value, normal_cdf(value))


def _pull(estimator: str, theta: np.ndarray, third: np.ndarray, information: np.ndarray) -> np.ndarray:
    """What the estimator adds to the likelihood equation: r0 in Snijders's equation 5."""
    if estimator == "ML":
        return np.zeros_like(theta)
    if estimator == "WLE":
        return third / (2 * information)
    if estimator == "MAP":
        return -theta
    raise ValueError("The estimator is ML, WLE or MAP.")


def _shares(answers: np.ndarray) -> np.ndarray:
    given = np.isfinite(answers)
    return np.nansum(answers, axis=0) / np.maximum(given.sum(axis=0), 1)


def _answers(answers, least: int) -> np.ndarray:
    answers = np.asarray(answers, dtype=float)
    if answers.ndim != 2 or np.any(np.isfinite(answers) & (answers != 0) & (answers != 1)):
        raise ValueError("Answers must be 0, 1 or missing, one row for each person.")
    require("A screen of answer patterns", len(answers), least if least < 2 else max(least, FEWEST_SHOWN))
    return answers
