"""Points from packed answers against the scorer that results come from."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import AnswerTrouble
from question_bank.psychometrics.exam_forms import Column, points_from_packed
from question_bank.scoring import ScoredPosition, score


def test_c06_points_of_every_kind_of_question_are_those_of_the_scorer():
    options = tuple("abcde")
    columns = [Column("one", options, ("b",)), Column("any", options, ("a", "b")),
               Column("all", options, ("b", "d"), several=True),
               Column("parts", options, ("b", "c", "e"), several=True, partial=True)]
    bits = np.array([[each] * len(columns) for each in range(32)], dtype="<u2")
    points = points_from_packed(columns, bits.tobytes())
    for place, column in enumerate(columns):
        row = ScoredPosition(1, column.name, "C01", True, column.right, partial=column.partial, several=column.several,
                             any_of=not column.several)
        assert row.points == column.points
        for each in range(32):
            chosen = tuple(option for bit, option in enumerate(options) if each >> bit & 1)
            assert points[each, place] == score([row], {1: chosen}).raw, (column, chosen)
    with pytest.raises(AnswerTrouble):
        points_from_packed(columns, b"123")
