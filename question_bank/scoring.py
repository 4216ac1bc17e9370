"""The first scorer: goes through the positions and counts what fits the key. Exact integers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ScoredPosition:
    """One position of a sitting as scoring sees it. `key` is an option id of the frozen item revision."""

    position: int
    item_code: str
    competency: str
    scored: bool
    key: str


@dataclass(frozen=True)
class Score:
    """Raw score, the maximum, and for each competency (items, correct)."""

    raw: int
    maximum: int
    parts: dict[str, tuple[int, int]]


def score(positions: Sequence[ScoredPosition], answers: Mapping[int, str | None],
          credit_all: frozenset[str] = frozenset(), removed: frozenset[str] = frozenset()) -> Score:
    """Score one sitting. `answers` is {position: option id or None}.

    `credit_all` and `removed` name item codes under a scoring decision: everybody gets the point, or the
    item leaves score and maximum. Positions that do not count never touch either.
    """
    parts: dict[str, tuple[int, int]] = {}
    for row in positions:
        if not row.scored or row.item_code in removed:
            continue
        right = row.item_code in credit_all or answers.get(row.position) == row.key
        items, correct = parts.get(row.competency, (0, 0))
        parts[row.competency] = (items + 1, correct + right)
    return Score(raw=sum(correct for _, correct in parts.values()),
                 maximum=sum(items for items, _ in parts.values()), parts=parts)


def agree(one: Score, other: Score) -> bool:
    """Whether two scorings of one sitting say the same in every figure."""
    return (one.raw, one.maximum, one.parts) == (other.raw, other.maximum, other.parts)
