"""The items that may stand on a form, gathered into pieces: one item, or a scenario set that is taken whole."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from question_bank.blueprint import Blueprint
from question_bank.families import families_of, pairs_apart
from question_bank.item_statistics import NOTHING, Measured, Statistics
from question_bank.items import ItemContent

Piece = tuple[ItemContent, ...]


@dataclass(frozen=True)
class Pool:
    """Pieces that count, then pieces on trial. A place is the number of a piece."""

    pieces: tuple[Piece, ...]
    counting: int
    statistics: Measured
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def scored(self) -> range:
        """The places of the pieces that count."""
        return range(self.counting)

    @property
    def pretest(self) -> range:
        """The places of the pieces on trial."""
        return range(self.counting, len(self.pieces))

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The place of each item by its code."""
        return {item.code: place for place, piece in enumerate(self.pieces) for item in piece}

    @cached_property
    def enemies(self) -> list[tuple[int, int]]:
        """Pairs of places that may not stand on one form; either item may name the other."""
        apart = pairs_apart(self.items(range(len(self.pieces))))
        named = ((self.place_of[one], self.place_of[other]) for one, other in apart)
        pairs = chain(named, _one_scenario_twice(self))
        return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})

    def of(self, code: str) -> Statistics:
        """What is known of an item."""
        return self.statistics.get(code, NOTHING)

    def items(self, places: Sequence[int]) -> list[ItemContent]:
        """All items of these places."""
        return [item for place in places for item in self.pieces[place]]


def pool_of(blueprint: Blueprint, bank: Sequence[ItemContent], avoid: frozenset[str] = frozenset(),
            statistics: Measured | None = None) -> Pool:
    """The usable items of a bank, in the order of their codes so that nothing hangs on the order of a file.

    A scenario set is usable when every operational item of it is; who has seen one of its items has seen its text.
    """
    statistics, avoid = statistics or {}, families_of(avoid, bank)
    known = sorted((item for item in bank if item.language == blueprint.assembly.language), key=lambda item: item.code)
    seen = {item.scenario for item in known if item.scenario and item.code in avoid}
    reasons: Counter[str] = Counter()
    usable = _usable(_pieces(known, "operational"), reasons, lambda piece: _reason(piece, avoid, seen)
                     or _misfit(piece, blueprint, statistics))
    trial = _usable(_pieces(known, "pretest") if blueprint.pretest else [], reasons,
                    lambda piece: _reason(piece, avoid, seen))
    return Pool((*usable, *trial), len(usable), statistics, dict(reasons))


def _usable(pieces: Sequence[Piece], reasons: Counter, why_not: Callable[[Piece], str]) -> list[Piece]:
    """The pieces that nothing speaks against; the items of the others are counted by the reason."""
    kept = []
    for piece in pieces:
        if reason := why_not(piece):
            reasons[reason] += len(piece)
        else:
            kept.append(piece)
    return kept


def _pieces(items: Sequence[ItemContent], use: str) -> list[Piece]:
    sets: dict[str, list[ItemContent]] = defaultdict(list)
    for item in items:
        if item.use == use:
            sets[f"set {item.scenario}" if item.scenario else f"item {item.code}"].append(item)
    return sorted(map(tuple, sets.values()), key=lambda piece: piece[0].code)


def _reason(piece: Piece, avoid: frozenset[str], seen: set[str]) -> str:
    if any(item.code in avoid for item in piece) or piece[0].scenario in seen:
        return "to be avoided"
    return "in a scenario set with enemies in it" if len(piece) > 1 and pairs_apart(piece) else ""


def _misfit(piece: Piece, blueprint: Blueprint, statistics: Measured) -> str:
    """Why a piece cannot count: an item without a cell, without uses left, or without the figures that rules add up."""
    known = [statistics.get(item.code, NOTHING) for item in piece]
    if any((item.competency, item.level) not in blueprint.cells for item in piece):
        return "outside the cells of the blueprint"
    if not all(may_still_be_used(blueprint, one) for one in known):
        return "used as often as allowed"
    return "" if all(is_measured(blueprint, one) for one in known) else "without the statistics that the rules need"


def may_still_be_used(blueprint: Blueprint, known: Statistics) -> bool:
    """Whether the item has stood on fewer forms than the exposure ceiling."""
    return not blueprint.assembly.max_uses or known.uses < blueprint.assembly.max_uses


def is_measured(blueprint: Blueprint, known: Statistics) -> bool:
    """Whether an item has the figures that the blueprint's rules add up."""
    information, difficulty = blueprint.assembly.information, blueprint.assembly.difficulty
    curve = bool(information.theta) or information.maximise_at is not None
    return ((not curve or known.is_calibrated) and (difficulty.mean_p is None or known.p is not None)
            and (difficulty.mean_b is None or known.b is not None))


def _one_scenario_twice(pool: Pool) -> list[tuple[int, int]]:
    """A set on trial and the set that counts show one text, so they never meet on a form."""
    counting = {pool.pieces[place][0].scenario: place for place in pool.scored if pool.pieces[place][0].scenario}
    return [(counting[pool.pieces[place][0].scenario], place) for place in pool.pretest
            if pool.pieces[place][0].scenario in counting]
