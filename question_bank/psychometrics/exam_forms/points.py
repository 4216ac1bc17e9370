"""The points that packed answers earn at each question by the rules of `question_bank.scoring`, for many at once."""

from collections.abc import Sequence

import numpy as np

from question_bank.psychometrics.exam_forms.columns import Column, rows_of


def points_from_packed(columns: Sequence[Column], choices: bytes) -> np.ndarray:
    """Persons by columns of whole points. Bytes that do not fill whole rows raise AnswerTrouble."""
    bits = rows_of(choices, len(columns))
    return np.stack([_earned(column, bits[:, place]) for place, column in enumerate(columns)], axis=1)


def _earned(column: Column, chosen: np.ndarray) -> np.ndarray:
    right = np.uint16(sum(1 << column.options.index(option) for option in column.right))
    hits, misses = np.bitwise_count(chosen & right), np.bitwise_count(chosen & ~right)
    if column.partial:
        return np.maximum(hits.astype(np.int16) - misses, 0)
    wanted = len(column.right) if column.several else 1
    return ((hits == wanted) & (misses == 0)).astype(np.int16)
