"""Scored answers, checked: items that tell nobody apart set aside by name, persons who answered alike counted once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class NotScored(ValueError):
    """The table is not persons by items with 0, 1 and nan; the sentence says what was found."""


@dataclass(frozen=True)
class Patterns:
    """Each different row of answers once: 1 where right, 1 where answered (None when nothing is missing), how many
    gave it."""

    right: NDArray[np.uint8]
    answered: NDArray[np.uint8] | None
    counts: Floats
    of_person: NDArray[np.intp]

    @property
    def items(self) -> int:
        return self.right.shape[1]

    def __len__(self) -> int:
        return len(self.counts)

    def every(self, step: int) -> "Patterns":
        """A systematic sample: each `step`-th pattern of the sorted list, and so spread evenly over it."""
        answered = None if self.answered is None else self.answered[::step]
        return Patterns(self.right[::step], answered, self.counts[::step], np.empty(0, np.intp))

    def of_items(self, chosen: NDArray[np.bool_]) -> "Patterns":
        """The same rows for some of the items; rows that are alike now stay apart, which only costs time."""
        answered = None if self.answered is None else self.answered[:, chosen]
        return Patterns(self.right[:, chosen], answered, self.counts, self.of_person)

    @cached_property
    def right_totals(self) -> Floats:
        """How many persons had each item right."""
        return self._weighted(self.right)

    @cached_property
    def answered_totals(self) -> Floats:
        """How many persons answered each item."""
        if self.answered is None:
            return np.full(self.items, self.counts.sum())
        return self._weighted(self.answered)

    def _weighted(self, rows: NDArray[np.uint8]) -> Floats:
        return np.einsum("i,ij->j", self.counts, rows, optimize=False)


@dataclass(frozen=True)
class Answers:
    """The answers of all persons; `kept` are the items with at least one right and one wrong answer, `set_aside` the
    others."""

    table: Floats
    names: tuple[str, ...]
    kept: NDArray[np.intp]
    set_aside: tuple[str, ...]

    @property
    def persons(self) -> int:
        return len(self.table)

    @cached_property
    def patterns(self) -> Patterns:
        """The different rows over the kept items."""
        return collapsed(self.table if len(self.kept) == self.table.shape[1] else self.table[:, self.kept])

    def spread(self, values: ArrayLike) -> Floats:
        """Figures of the kept items at the places of all items; nan for an item set aside."""
        whole = np.full(len(self.names), np.nan)
        whole[self.kept] = values
        return whole


def answers_of(table: ArrayLike, names: Sequence[str] | None = None) -> Answers:
    """Check a table of persons by items. Items that everybody answered alike are set aside, because no model can
    place them."""
    table = np.asarray(table, dtype=float)
    if table.ndim != 2 or 0 in table.shape:
        raise NotScored("The answers must be a table with a row for each person and a column for each item.")
    missing = np.isnan(table)
    if not np.all((table == 0) | (table == 1) | missing):
        raise NotScored("Each answer must be 0 (wrong), 1 (right) or missing; score the answers with the key first.")
    names = tuple(names) if names is not None else tuple(f"item {place + 1}" for place in range(table.shape[1]))
    if len(names) != table.shape[1]:
        raise NotScored(f"There are {table.shape[1]} columns of answers but {len(names)} names of items.")
    right, answered = np.nansum(table, axis=0), len(table) - missing.sum(axis=0)
    constant = (right == 0) | (right == answered)
    return Answers(table, names, np.flatnonzero(~constant),
                   tuple(_why(names[place], right[place], answered[place]) for place in np.flatnonzero(constant)))


def without_items(answers: Answers, places: NDArray[np.intp], why: str) -> Answers:
    """The same answers with some more items set aside."""
    return replace(answers, kept=np.setdiff1d(answers.kept, places),
                   set_aside=(*answers.set_aside, *(f"{answers.names[place]} is {why}" for place in places)))


def collapsed(table: Floats) -> Patterns:
    """Count equal rows once. The order of the persons cannot matter afterwards."""
    missing = np.isnan(table)
    right = (table == 1).astype(np.uint8)
    answered = (~missing).astype(np.uint8) if missing.any() else None
    bits = np.packbits(right if answered is None else np.hstack([right, answered]), axis=1)
    keys = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()
    _, first, of_person, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    return Patterns(right[first], None if answered is None else answered[first], counts.astype(float), of_person)


def _why(name: str, right: float, answered: float) -> str:
    how = "everybody had it right" if right else "everybody had it wrong" if answered else "nobody answered it"
    return f"{name} is left out of the model: {how}."
