"""How a sitting is scored under a version of the scoring: what was decided about single items after they were used.

The frozen items stay as they are. A scheme says what is different from them: other options count as right, everybody
gets the points of an item, or an item leaves score and maximum. Both scorers work under every scheme, and must agree.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from question_bank import scoring, second_scoring
from question_bank.scoring import Score, ScoredPosition

CHANGE_KEY, CREDIT_ALL, REMOVE = "change_key", "credit_all", "remove"
KINDS = (CHANGE_KEY, CREDIT_ALL, REMOVE)


class ScoringsDiffer(ValueError):
    """The two scorers do not agree, so there is no score."""


@dataclass(frozen=True)
class Change:
    """What was decided about one item: a kind of KINDS, and the right options where they change."""

    item_code: str
    kind: str
    right_options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scheme:
    """What a version of the scoring changes. The empty one is the scoring as the items were frozen."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    credit_all: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


def scheme_of(changes: Iterable[Change]) -> Scheme:
    """The scheme that decisions give together, oldest first: the newest word about an item is the one that holds."""
    newest = {change.item_code: change for change in changes}
    of_kind = {kind: {code for code, change in newest.items() if change.kind == kind} for kind in KINDS}
    return Scheme(keys={code: newest[code].right_options for code in sorted(of_kind[CHANGE_KEY])},
                  credit_all=frozenset(of_kind[CREDIT_ALL]), removed=frozenset(of_kind[REMOVE]))


def under(positions: Sequence[ScoredPosition], scheme: Scheme) -> list[ScoredPosition]:
    """The positions with the options that count as right now.

    Where one option was to be chosen and several count as right now, any one of them is right.
    """
    return [replace(row, keys=scheme.keys[row.item_code], any_of=not row.several)
            if row.item_code in scheme.keys else row for row in positions]


def maximum_under(positions: Sequence[ScoredPosition], scheme: Scheme) -> int:
    """The most points that there are to have."""
    return sum(row.points for row in under(positions, scheme) if row.scored and row.item_code not in scheme.removed)


def score_twice(positions: Sequence[ScoredPosition], answers: Mapping[int, Collection[str]],
                scheme: Scheme | None = None) -> Score:
    """The score on which two independent code paths agree. Raises ScoringsDiffer."""
    scheme = scheme or Scheme()
    told = under(positions, scheme), answers, scheme.credit_all, scheme.removed
    first, second = scoring.score(*told), second_scoring.score(*told)
    if not scoring.agree(first, second):
        raise ScoringsDiffer
    return first
