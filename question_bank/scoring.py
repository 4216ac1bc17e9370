"""The first scorer: goes through the positions and counts what fits the key. Exact integers only.

An item is worth one point. A multiple response under the rule `right_minus_wrong` is worth one point for each right
option: right options chosen, less wrong options chosen, and never below nothing. Under `all_or_nothing` it is worth
one point, for exactly the right options.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from question_bank.items import ItemContent


@dataclass(frozen=True)
class ScoredPosition:
    """One position of a sitting as scoring sees it. `keys` are option ids of the frozen item revision."""

    position: int
    item_code: str
    competency: str
    scored: bool
    keys: tuple[str, ...]
    partial: bool = False
    # Whether several options were to be chosen; `any_of`: one was, and each of the keys alone is right.
    several: bool = False
    any_of: bool = False

    @property
    def points(self) -> int:
        """The most that this position adds to a raw score."""
        return len(self.keys) if self.partial else 1


def scored_position(position: int, content: ItemContent, *, scored: bool) -> ScoredPosition:
    """A position that shows this item, as both scorers want it."""
    return ScoredPosition(position, content.code, content.competency, scored, content.right_options,
                          partial=content.points > 1, several=content.kind == "multiple")


@dataclass(frozen=True)
class Score:
    """Raw score, the maximum, and for each competency (points to have, points earned)."""

    raw: int
    maximum: int
    parts: dict[str, tuple[int, int]]


def score(positions: Sequence[ScoredPosition], answers: Mapping[int, Collection[str]],
          credit_all: frozenset[str] = frozenset(), removed: frozenset[str] = frozenset()) -> Score:
    """Score one sitting. `answers` is {position: the option ids chosen}; nothing chosen is an empty collection.

    `credit_all` and `removed` name item codes under a scoring decision: everybody gets the point, or the
    item leaves score and maximum. Positions that do not count never touch either.
    """
    parts: dict[str, tuple[int, int]] = {}
    for row in positions:
        if not row.scored or row.item_code in removed:
            continue
        earned = row.points if row.item_code in credit_all else _earned(row, answers.get(row.position, ()))
        points, so_far = parts.get(row.competency, (0, 0))
        parts[row.competency] = (points + row.points, so_far + earned)
    return Score(raw=sum(earned for _, earned in parts.values()),
                 maximum=sum(points for points, _ in parts.values()), parts=parts)


def _earned(row: ScoredPosition, chosen: Collection[str]) -> int:
    if row.any_of:
        return int(len(set(chosen)) == 1 and all(option in row.keys for option in chosen))
    if not row.partial:
        return int(len(set(chosen)) == len(row.keys) and all(option in row.keys for option in chosen))
    points = 0
    for option in dict.fromkeys(chosen):
        points += 1 if option in row.keys else -1
    return max(points, 0)


def agree(one: Score, other: Score) -> bool:
    """Whether two scorings of one sitting say the same in every figure."""
    return (one.raw, one.maximum, one.parts) == (other.raw, other.maximum, other.parts)
