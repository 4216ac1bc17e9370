"""How many persons with each total score gave each answer: all that classical item analysis needs, as whole numbers."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix

ROWS_AT_ONCE = 1 << 13
CELLS_AT_ONCE = 1 << 22
MISSING_ROWS = 2  # not reached, omitted; then the options


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """Counts, exact however many persons there are.

    `chosen[j, o, s]` persons with total score s chose option o of item j, (k, options, k+1); `omitted[j, s]` and
    `not_reached[j, s]` gave none, (k, k+1); `right[j, s]` were right; `persons[s]` had that score. `is_key[j, o]`.
    """

    n: int
    chosen: np.ndarray
    omitted: np.ndarray
    not_reached: np.ndarray
    right: np.ndarray
    persons: np.ndarray
    is_key: np.ndarray

    @property
    def k(self) -> int:
        """How many items."""
        return len(self.chosen)

    @property
    def scores(self) -> np.ndarray:
        """The possible total scores, 0 to k."""
        return np.arange(self.k + 1)


def score_table(matrix: AnswerMatrix) -> ScoreTable:
    """One pass over the answers; what was left out counts as wrong."""
    totals = np.count_nonzero(matrix.right(), axis=1)
    n, k = matrix.answers.shape
    most = max(len(options) for options in matrix.options)
    counts = _joint_counts(matrix.answers, totals, most)
    is_key = np.array([[place in key for place in range(most)] for key in matrix.key])
    chosen = counts[:, MISSING_ROWS:]
    return ScoreTable(n, chosen, counts[:, 1], counts[:, 0], (chosen * is_key[:, :, None]).sum(axis=1),
                      np.bincount(totals, minlength=k + 1), is_key)


def _joint_counts(answers: np.ndarray, totals: np.ndarray, most: int) -> np.ndarray:
    """(k, 2 + options, k + 1): the answers of each item by total score, counted in blocks that fit in the cache."""
    n, k = answers.shape
    kinds = most + MISSING_ROWS
    columns = max(1, min(k, CELLS_AT_ONCE // (kinds * (k + 1))))
    counts = np.zeros((k, kinds, k + 1), dtype=np.int64)
    for left in range(0, k, columns):
        part = counts[left:left + columns]
        first = (np.arange(len(part), dtype=np.int32) * kinds + MISSING_ROWS) * (k + 1)
        for begin in range(0, n, ROWS_AT_ONCE):
            places = answers[begin:begin + ROWS_AT_ONCE, left:left + columns].astype(np.intp)
            places *= k + 1
            places += first
            places += totals[begin:begin + ROWS_AT_ONCE, None]
            part += np.bincount(places.ravel(), minlength=part.size).reshape(part.shape)
    return counts
