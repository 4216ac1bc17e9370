"""The answers of persons to items: option codes as small integers, with what was left out told apart.

Everything in this package that reads answers reads this one value. `read_answers` in `answer_files` makes it from
files, `matrix_from_codes` from rows of option codes, `matrix_from_scores` from 0 and 1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

OMITTED, NOT_REACHED = -1, -2
MOST_OPTIONS = 26
RIGHT_OR_WRONG = ("0", "1")


class AnswerTrouble(ValueError):
    """The answers cannot be analysed as they are; the text says why and what to do."""


@dataclass(frozen=True, eq=False)
class AnswerMatrix:
    """n persons by k items, one byte for each answer.

    `answers[i, j]` is the place of what person i chose in `options[j]`, or OMITTED (left blank, a later item answered),
    or NOT_REACHED (blank, and nothing answered after it). `key[j]` holds the places that count as right, at least one.
    `persons` and `groups` hold one text for each person or are empty; `seconds` has the shape of `answers` or is None.
    `scored` says that only right and wrong were given: then the options tell nothing.
    """

    items: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    answers: np.ndarray
    key: tuple[frozenset[int], ...]
    persons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    seconds: np.ndarray | None = None
    scored: bool = False

    def __post_init__(self):
        n, k = self.answers.shape
        twice = [name for name, times in Counter(self.items).items() if times > 1]
        if twice:
            raise AnswerTrouble(f"The item {twice[0]!r} stands twice. Give each item a name of its own.")
        if not len(self.items) == len(self.options) == len(self.key) == k:
            raise AnswerTrouble(f"{k} columns of answers need {k} names, lists of options and keys.")
        if any(texts and len(texts) != n for texts in (self.persons, self.groups)):
            raise AnswerTrouble(f"{n} persons need {n} names and groups, or none.")
        for name, options, key in zip(self.items, self.options, self.key, strict=True):
            if not key or not key <= set(range(len(options))):
                raise AnswerTrouble(f"The item {name!r} has no key among its options. Say which option is right.")

    @property
    def n(self) -> int:
        """How many persons."""
        return self.answers.shape[0]

    @property
    def k(self) -> int:
        """How many items."""
        return self.answers.shape[1]

    @property
    def answered(self) -> int:
        """How many persons answered at least one item."""
        return int((self.answers >= 0).any(axis=1).sum())

    def right(self) -> np.ndarray:
        """(n, k) truth values: the answer is (one of) the key; what was left out is not right."""
        first = np.array([min(key) for key in self.key], dtype=np.int8)
        right = self.answers == first
        for column, key in enumerate(self.key):
            for place in key - {min(key)}:
                right[:, column] |= self.answers[:, column] == place
        return right

    def scores(self, missing: str = "wrong") -> np.ndarray:
        """(n, k) of 0.0 and 1.0; what was left out is 0.0, or nan with `missing="keep"`."""
        scores = self.right().astype(np.float64)
        if missing == "keep":
            scores[self.answers < 0] = np.nan
        return scores

    def count(self, kind: int) -> np.ndarray:
        """(k,) how many persons OMITTED or did NOT_REACHED each item."""
        return (self.answers == kind).sum(axis=0)

    def of(self, persons: np.ndarray) -> "AnswerMatrix":
        """The same items for the persons of a mask or of indices."""
        chosen = np.arange(self.n)[persons]
        return replace(self, answers=self.answers[chosen],
                       persons=tuple(self.persons[one] for one in chosen) if self.persons else (),
                       groups=tuple(self.groups[one] for one in chosen) if self.groups else (),
                       seconds=None if self.seconds is None else self.seconds[chosen])

    def complete(self) -> "AnswerMatrix":
        """Only the persons who answered every item."""
        whole = (self.answers >= 0).all(axis=1)
        return self if whole.all() else self.of(whole)


def matrix_from_codes(items: Sequence[str], rows: Sequence[Sequence[str | None]], key: Mapping[str, Sequence[str]],
                      options: Mapping[str, Sequence[str]] | None = None, **facts) -> AnswerMatrix:
    """Rows of option codes; None or an empty text is left out. `key` names the right code or codes of each item.

    `options` may name all options of an item, those that nobody chose too. Raises AnswerTrouble.
    """
    declared = options or {}
    for number, row in enumerate(rows, start=1):
        if len(row) != len(items):
            raise AnswerTrouble(f"Row {number} has {len(row)} answers, but there are {len(items)} items.")
    answers, offered, keys = np.full((len(rows), len(items)), OMITTED, dtype=np.int8), [], []
    for column, name in enumerate(items):
        given = [row[column] or "" for row in rows]
        found = option_list(name, set(given) - {""}, key.get(name, ()), declared.get(name, ()))
        place = {code: number for number, code in enumerate(found)} | {"": OMITTED}
        answers[:, column] = [place[code] for code in given]
        offered.append(found)
        keys.append(frozenset(place[code] for code in key.get(name, ())))
    return AnswerMatrix(tuple(items), tuple(offered), tell_apart(answers), tuple(keys), **facts)


def matrix_from_scores(scores: np.ndarray, items: Sequence[str] | None = None, **facts) -> AnswerMatrix:
    """An (n, k) array of 1 (right), 0 (wrong) and nan or a negative number (left out). Raises AnswerTrouble."""
    scores = np.asarray(scores)
    left_out = ~(scores >= 0)
    if scores.ndim != 2 or not np.isin(scores[~left_out], (0, 1)).all():
        raise AnswerTrouble("Scores are a table of 0 and 1, with nan for what was left out.")
    answers = np.where(left_out, OMITTED, scores).astype(np.int8)
    k = scores.shape[1]
    names = tuple(items) if items is not None else tuple(f"i{number}" for number in range(1, k + 1))
    return AnswerMatrix(names, (RIGHT_OR_WRONG,) * k, tell_apart(answers), (frozenset({1}),) * k, scored=True, **facts)


def option_list(item: str, seen: set[str], key: Sequence[str], declared: Sequence[str]) -> tuple[str, ...]:
    """The options of an item in their order: those declared, then what else was seen or is the key."""
    others = sorted((seen | set(key)) - set(declared), key=lambda code: (not code.isdigit(), len(code), code))
    found = (*declared, *others)
    if len(found) > MOST_OPTIONS:
        raise AnswerTrouble(f"The item {item!r} has {len(found)} different answers, such as {found[0]!r} and "
                            f"{found[-1]!r}. At most {MOST_OPTIONS} options can be analysed. Is this column an item?")
    return found


def tell_apart(answers: np.ndarray) -> np.ndarray:
    """Marks in place what was not reached: everything left out after a person's last answer (Lord 1974, p. 248)."""
    ending = np.flatnonzero(answers[:, -1] < 0) if answers.size else []
    if len(ending):
        rows = answers[ending]
        reached = np.logical_or.accumulate(rows[:, ::-1] >= 0, axis=1)[:, ::-1]
        rows[~reached] = NOT_REACHED
        answers[ending] = rows
    return answers
