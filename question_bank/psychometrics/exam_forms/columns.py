"""Packed answers as an answer matrix: two bytes for each answer, with one bit for each option that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from question_bank.psychometrics.answer_matrix import OMITTED, AnswerMatrix, AnswerTrouble, tell_apart

UNKNOWN_SECONDS = 0xFFFF
# What a question with several right options is analysed as: whether exactly the right ones were chosen.
RIGHT, NOT_RIGHT = "1", "0"


@dataclass(frozen=True)
class Column:
    """One position: the item's name, its option ids in their own order, the right ones, and whether it counts.

    `partial` says that each right option is worth a point of its own.
    """

    name: str
    options: tuple[str, ...]
    right: tuple[str, ...]
    several: bool = False
    scored: bool = True
    partial: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The options as the matrix has them."""
        return (RIGHT, NOT_RIGHT) if self.several else self.options

    @property
    def points(self) -> int:
        """The most points that there are to have."""
        return len(self.right) if self.partial else 1

    @property
    def key(self) -> tuple[str, ...]:
        """The right ones among `codes`."""
        return (RIGHT,) if self.several else self.right


def matrix_from_packed(columns: Sequence[Column], choices: bytes, **facts) -> AnswerMatrix:
    """Persons by columns. Bytes that do not fill whole rows raise AnswerTrouble."""
    bits = rows_of(choices, len(columns))
    answers = _places()[bits]
    for place, column in enumerate(columns):
        if column.several:
            right = sum(1 << column.options.index(option) for option in column.right)
            wrong = np.where(bits[:, place] == 0, OMITTED, 1)
            answers[:, place] = np.where(bits[:, place] == right, 0, wrong)
    key = tuple(frozenset(column.codes.index(code) for code in column.key) for column in columns)
    return AnswerMatrix(tuple(column.name for column in columns), tuple(column.codes for column in columns),
                        tell_apart(answers), key, **facts)


def seconds_from_packed(seconds: bytes, k: int) -> np.ndarray:
    """Persons by columns of whole seconds; UNKNOWN_SECONDS where nobody knows them."""
    return rows_of(seconds, k)


def picked(matrix: AnswerMatrix, places: Sequence[int]) -> AnswerMatrix:
    """The same persons with these columns only."""
    if list(places) == list(range(matrix.k)):
        return matrix
    return replace(matrix, items=tuple(matrix.items[place] for place in places),
                   options=tuple(matrix.options[place] for place in places), answers=matrix.answers[:, list(places)],
                   key=tuple(matrix.key[place] for place in places),
                   seconds=None if matrix.seconds is None else matrix.seconds[:, list(places)])


def rows_of(data: bytes, k: int) -> np.ndarray:
    """Two bytes for each answer, as persons by columns."""
    if not k or len(data) % (2 * k):
        raise AnswerTrouble(f"{len(data)} bytes are no rows of {k} answers. The exam form does not fit its answers.")
    return np.frombuffer(data, dtype="<u2").reshape(-1, k)


def _places() -> np.ndarray:
    """For every pattern of bits the place of its only bit; none and several are left out."""
    places = np.full(1 << 16, OMITTED, dtype=np.int8)
    places[1 << np.arange(16)] = np.arange(16)
    return places
