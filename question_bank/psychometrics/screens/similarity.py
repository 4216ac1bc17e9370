"""Pairs of people whose answers agree more than two people of their scores do by chance.

A question for staff, never a verdict: people who learned from one book share wrong ideas. The null model is that of
the generalised binomial test (van der Linden and Sotaridona, 2006, Journal of Educational and Behavioral Statistics
31, 283-304): two people answer independently given their abilities, so the number of agreements is a sum of
independent chances that differ between items. Chances of options given the total score take the place of a nominal
response model (`option_curves`). Shared wrong answers alone are a second statistic, in the spirit of Frary, Tideman
and Watts (1977) and of the K-index (Holland, 1996): right answers agree for good reasons, wrong ones less often do.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import normal_quantile
from question_bank.psychometrics.enough import FEWEST_SHOWN, require
from question_bank.psychometrics.irt.s_x2 import score_chances
from question_bank.psychometrics.screens.option_curves import option_shares

BLOCK = 1024
MOST_LISTED = 20_000


@dataclass(frozen=True)
class Pair:
    """Two rows of the answers, in order, with what they share, what chance would give, and the chance of so much.

    `p` is of all shared answers, `p_wrong` of the shared wrong ones. `named_by` tells which control names the pair:
    "bonferroni" (hardly ever a chance pair among all) or "benjamini-hochberg" (few of the named are chance pairs).
    """

    first: int
    second: int
    shared: int
    expected: float
    p: float
    shared_wrong: int
    expected_wrong: float
    p_wrong: float
    named_by: str


@dataclass(frozen=True)
class Similarity:
    """`n` people, `pairs_compared`, and the pairs worth a question, the most unlikely first."""

    n: int
    pairs_compared: int
    pairs: tuple[Pair, ...]


def similar_pairs(answers, key, within=None, level: float = 0.01, least: int = 50) -> Similarity:
    """Pairs of people whose agreement is beyond chance among so many pairs.

    All pairs are compared, or with `within` (n,) only people of the same place, such as one room, one proctor or one
    day: fewer pairs need less to stand out.

    `answers` (n, k) holds option numbers from 0, -1 for omitted (which agrees with nothing); `key` (k,). `level` is the
    chance of naming any innocent pair (Bonferroni over both statistics of all pairs) and the share of innocent pairs
    among those named by Benjamini and Hochberg (1995). Null chances are conservative: people of
    one total have answers that agree a little less than independent ones. Ten thousand people take a few seconds.
    Raises TooFew below `least` people, because the chances are learned from them.
    """
    answers, key = _coded(answers, key)
    n = len(answers)
    require("A comparison of answers between people", n, max(least, FEWEST_SHOWN))
    options = int(max(answers.max(initial=0), key.max())) + 1
    totals = (answers == key).sum(axis=1)
    agree, agree_wrong = chances(option_shares(answers, totals, options), key)
    places = np.zeros(n, dtype=int) if within is None else np.unique(np.asarray(within), return_inverse=True)[1]
    sizes = np.bincount(places)
    tests = int((sizes * (sizes - 1)).sum())
    if tests == 0:
        return Similarity(n, 0, ())
    reach = max(2.5, float(normal_quantile(1 - level / tests)) - 1.5)
    rows = _candidates(answers, key, totals, places, _needed(agree, reach), _needed(agree_wrong, reach))
    pairs = _judged(rows, totals, agree, agree_wrong, level, tests)
    return Similarity(n, tests // 2, pairs)


def _coded(answers, key) -> tuple[np.ndarray, np.ndarray]:
    answers, key = np.asarray(answers, dtype=int), np.asarray(key, dtype=int)
    if answers.ndim != 2 or key.shape != (answers.shape[1],):
        raise ValueError("Answers need one row for each person, and the key one option for each item.")
    if np.any(answers < -1) or np.any(key < 0):
        raise ValueError("Options are numbered from 0; -1 stands for an omitted answer.")
    return answers, key


def chances(shares: np.ndarray, key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Chances that two people agree on each item, and on a wrong option: shape (k + 1, k + 1, k) by both totals."""
    items = shares.shape[1]
    right = shares[:, np.arange(items), key]
    both = np.einsum("sio,tio->sti", shares, shares)
    both_right = right[:, None, :] * right[None, :, :]
    return np.minimum(both, 1.0), np.clip(both - both_right, 0.0, 1.0)


def sum_tail(chance: np.ndarray, count: np.ndarray) -> np.ndarray:
    """P(at least `count` events): `chance` (rows, k) of independent events, `count` (rows,); exact, by convolution."""
    numbers = score_chances(np.asarray(chance, dtype=float).T)
    enough = np.arange(len(numbers))[:, None] >= np.asarray(count)
    return np.minimum((numbers * enough).sum(axis=0), 1.0)


def _needed(chance: np.ndarray, reach: float) -> np.ndarray:
    """How many agreements make a pair of these totals worth an exact calculation."""
    return (chance.sum(axis=2) + reach * np.sqrt((chance * (1 - chance)).sum(axis=2))).astype(np.float32)


def _candidates(answers, key, totals, places, needed, needed_wrong) -> np.ndarray:
    """Rows (first, second, shared, shared wrong) that reach either number, found block by block."""
    right, wrong = _marks(answers, key, True), _marks(answers, key, False)
    found = []
    for start in range(0, len(answers), BLOCK):
        block = slice(start, start + BLOCK)
        shared_wrong = wrong[block] @ wrong[start:].T
        shared = shared_wrong + right[block] @ right[start:].T
        far = shared >= needed[totals[block]][:, totals[start:]]
        far |= shared_wrong >= needed_wrong[totals[block]][:, totals[start:]]
        far &= places[block, None] == places[start:]
        rows, columns = np.nonzero(np.triu(far, 1))
        found.append(np.stack([rows + start, columns + start, shared[rows, columns], shared_wrong[rows, columns]], 1))
    return np.concatenate(found).astype(int)


def _marks(answers: np.ndarray, key: np.ndarray, right: bool) -> np.ndarray:
    """One column for each option of each item, 1 where it was chosen; right or wrong options only."""
    if right:
        return (answers == key).astype(np.float32)
    columns = [(answers == option) & (key != option) for option in range(answers.max(initial=0) + 1)]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _judged(rows, totals, agree, agree_wrong, level: float, tests: int) -> tuple[Pair, ...]:
    """Exact chances of the candidates, and which of them either control names."""
    if not len(rows):
        return ()
    first, second = totals[rows[:, 0]], totals[rows[:, 1]]
    p, p_wrong = np.ones(len(rows)), np.ones(len(rows))
    for start in range(0, len(rows), MOST_LISTED):
        part = slice(start, start + MOST_LISTED)
        p[part] = sum_tail(agree[first[part], second[part]], rows[part, 2])
        p_wrong[part] = sum_tail(agree_wrong[first[part], second[part]], rows[part, 3])
    smaller = np.minimum(p, p_wrong)
    order = np.argsort(smaller, kind="stable")
    by_rank = smaller[order] <= level * np.arange(1, len(order) + 1) / (tests / 2) / 2
    listed = order[:np.max(np.flatnonzero(by_rank), initial=-1) + 1]
    expected, expected_wrong = agree.sum(axis=2), agree_wrong.sum(axis=2)
    return tuple(
        Pair(int(rows[at, 0]), int(rows[at, 1]), int(rows[at, 2]), float(expected[first[at], second[at]]),
             float(p[at]), int(rows[at, 3]), float(expected_wrong[first[at], second[at]]), float(p_wrong[at]),
             "bonferroni" if smaller[at] <= level / tests else "benjamini-hochberg") for at in listed)
