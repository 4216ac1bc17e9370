"""Items that became easier: the trace that a leaked item leaves, at equal ability of those who took it.

A question for staff, never a verdict: a course that begins to teach a topic, or a corrected figure in an item, leaves
the same trace. Answers are (n, k) of 0 and 1, NaN for items not given, in the order in which people took the exam.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.dif.mantel_haenszel import of_counts
from question_bank.psychometrics.dif.matching import matched
from question_bank.psychometrics.distributions import normal_tail
from question_bank.psychometrics.enough import FEWEST_SHOWN, require


@dataclass(frozen=True)
class PeriodShift:
    """Arrays over items: shares right before and after, the log odds ratio after to before at equal scores, its `se`,
    and `p`, one-sided for easier. `asks` are the items beyond chance among all of them (Bonferroni).
    """

    n_before: int
    n_after: int
    p_before: np.ndarray
    p_after: np.ndarray
    shift: np.ndarray
    se: np.ndarray
    p: np.ndarray
    asks: np.ndarray


def easier_since(answers, later, level: float = 0.01, least: int = 50) -> PeriodShift:
    """Two periods compared item by item, with people matched on their total score.

    The Mantel-Haenszel log odds ratio with the standard error of Robins, Breslow and Greenland (1986); `later` (n,) is
    true for the second period. A question for staff, never a verdict. Raises TooFew for a period below `least` people.
    """
    cells = matched(answers, later, least=least)
    figures = of_counts(cells.right, cells.wrong)
    shift, error = figures["delta"] / 2.35, figures["se"] / 2.35
    with np.errstate(divide="ignore", invalid="ignore"):
        before, after = (cells.right[group].sum(axis=0) / cells.answered[group].sum(axis=0) for group in (0, 1))
        p = normal_tail(shift / error)
    tested = max(int(np.isfinite(p).sum()), 1)
    return PeriodShift(*cells.n, before, after, shift, error, p, np.flatnonzero(p < level / tested))


@dataclass(frozen=True)
class Watch:
    """Arrays over items: the highest value of each sum, the bound it may not reach by chance, and where it did.

    `alarm` is the row at which an item reached the bound and `since` the row from which the change is dated, both -1
    for quiet items. `n` people were watched after `baseline` people from whom the chances were learned.
    """

    n: int
    baseline: int
    bound: float
    highest: np.ndarray
    alarm: np.ndarray
    since: np.ndarray


def easier_while_watched(answers, baseline: int, shift: float = 1.0, level: float = 0.01, least: int = 200) -> Watch:
    """A cumulative sum for each item, which rises when it is answered rightly more often than scores explain.

    Page's (1954) sum of log likelihood ratios, as Veerkamp and Glas (2000, Journal of Educational and Behavioral
    Statistics 25, 373-389) use it for known items: of an item easier by `shift` logits against the chance learned from
    the first `baseline` people with the same score on the other items. The bound is ln(n k / level): by Lorden's (1971)
    inequality any quiet item of all k reaches it with a chance below `level`. A question for staff, never a verdict.
    Raises TooFew when the baseline is smaller than `least`, or fewer than 10 people follow.
    """
    answers = np.asarray(answers, dtype=float)
    n, items = answers.shape
    require("Watching items (the baseline)", min(baseline, n), max(least, FEWEST_SHOWN))
    require("Watching items (the people after the baseline)", n - baseline, FEWEST_SHOWN)
    scored = np.nan_to_num(answers).astype(int)
    rest = scored.sum(axis=1, keepdims=True) - scored
    chance = np.stack([_learned(answers[:baseline, item], rest[:baseline, item], items)[rest[baseline:, item]]
                       for item in range(items)], axis=1)
    watched = answers[baseline:]
    ratio = np.where(np.isfinite(watched), watched * shift - np.log1p(chance * np.expm1(shift)), 0.0)
    path = np.concatenate([np.zeros((1, items)), np.cumsum(np.nan_to_num(ratio), axis=0)])
    height = path - np.minimum.accumulate(path, axis=0)
    bound = float(np.log((n - baseline) * items / level))
    over = height >= bound
    alarm = np.where(over.any(axis=0), over.argmax(axis=0), 0)
    since = np.array([np.flatnonzero(height[:at + 1, item] == 0)[-1] for item, at in enumerate(alarm)])
    rang = alarm > 0
    return Watch(n - baseline, baseline, bound, height.max(axis=0), np.where(rang, baseline + alarm - 1, -1),
                 np.where(rang, baseline + since, -1))


def _learned(right: np.ndarray, rest: np.ndarray, items: int) -> np.ndarray:
    """The chance of a right answer at each score on the other items, smoothed as in `option_curves`; shape (items,)."""
    known = np.isfinite(right)
    people = np.bincount(rest[known], minlength=items).astype(float)
    good = np.bincount(rest[known], weights=right[known], minlength=items)
    width = max(0.5, 1.1 * float(np.std(rest[known])) * max(int(known.sum()), 1) ** -0.2) if known.any() else 1.0
    scores = np.arange(items)
    weights = np.exp(-0.5 * ((scores[:, None] - scores) / width) ** 2)
    overall = (good.sum() + 0.5) / (people.sum() + 1)
    return (weights @ good + 2 * overall) / (weights @ people + 2)
