"""People of two groups side by side: how many of each answered an item, and had it right, at each total score."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.enough import FEWEST_SHOWN, require

REFERENCE, FOCAL = 0, 1


@dataclass(frozen=True)
class Matched:
    """`right` and `answered` of shape (2, k + 1, k): group (reference, focal), total score, item; n of both groups."""

    right: np.ndarray
    answered: np.ndarray
    n: tuple[int, int]

    @property
    def wrong(self) -> np.ndarray:
        """Answered and not right."""
        return self.answered - self.right


def matched(answers, focal, left_out: frozenset[int] = frozenset(), least: int = 100) -> Matched:
    """The counts of two groups at each matching score.

    `answers` is (n, k) of 0, 1 and NaN (not given; it counts as 0 in the matching score and the person is left out for
    that item only); `focal` is (n,), true for the focal group. Items `left_out` do not count in the matching score, but
    an item always counts in its own (Holland and Thayer, 1988). Raises TooFew when either group is smaller than
    `least`, which is never below 10.
    """
    answers, focal = _checked(answers, focal)
    sizes = (int(np.count_nonzero(~focal)), int(np.count_nonzero(focal)))
    for name, size in zip(("reference", "focal"), sizes, strict=True):
        require(f"A comparison of groups (the {name} group)", size, max(least, FEWEST_SHOWN))
    given = np.isfinite(answers)
    scored = np.where(given, answers, 0.0)
    kept = [item for item in range(answers.shape[1]) if item not in left_out]
    total = scored[:, kept].sum(axis=1).astype(int)
    right, answered = _counted(scored, total, focal), _counted(given, total, focal)
    for item in sorted(left_out):
        own, column = total + scored[:, item].astype(int), [item]
        right[:, :, item] = _counted(scored[:, column], own, focal, answers.shape[1])[:, :, 0]
        answered[:, :, item] = _counted(given[:, column], own, focal, answers.shape[1])[:, :, 0]
    return Matched(right, answered, sizes)


def _checked(answers, focal) -> tuple[np.ndarray, np.ndarray]:
    answers, focal = np.asarray(answers, dtype=float), np.asarray(focal)
    if answers.ndim != 2 or focal.shape != (answers.shape[0],):
        raise ValueError("Answers need one row for each person, and a group for each row.")
    if np.any(np.isfinite(answers) & (answers != 0) & (answers != 1)):
        raise ValueError("Answers must be 0, 1 or missing.")
    return answers, focal.astype(bool)


def _counted(values: np.ndarray, total: np.ndarray, focal: np.ndarray, highest: int | None = None) -> np.ndarray:
    """Sums of the columns of `values` in each group at each total: shape (2, highest + 1, columns)."""
    strata = (values.shape[1] if highest is None else highest) + 1
    cell = focal * strata + total
    order = np.argsort(cell, kind="stable")
    cells, first = np.unique(cell[order], return_index=True)
    sums = np.zeros((2 * strata, values.shape[1]))
    sums[cells] = np.add.reduceat(values[order].astype(float), first, axis=0)
    return sums.reshape(2, strata, values.shape[1])
