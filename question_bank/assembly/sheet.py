"""Everything that each form of a run keeps, as arrays: the rules, the enemies, and how often each piece may be used."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from question_bank.assembly.pool import Pool
from question_bank.assembly.rules import Rule
from question_bank.assembly.solver import Model
from question_bank.blueprint import Blueprint


@dataclass(frozen=True)
class Sheet:
    """The rules over so many pieces. `sizes` counts the items of each piece, `caps` its uses over all forms."""

    pool: Pool
    rules: tuple[Rule, ...]
    caps: np.ndarray

    @property
    def number(self) -> int:
        """How many pieces there are."""
        return len(self.pool.pieces)

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many items each piece has."""
        return np.array([len(piece) for piece in self.pool.pieces], float)

    @cached_property
    def arrays(self) -> list[tuple[Rule, np.ndarray, np.ndarray]]:
        """Each rule with the places it counts and what each adds."""
        return [(rule, *arrays_of(rule)) for rule in self.rules]

    @cached_property
    def pairs(self) -> np.ndarray:
        """Enemies, one pair in each row."""
        return np.array(self.pool.enemies, int).reshape(-1, 2)

    @cached_property
    def apart(self) -> dict[int, list[int]]:
        """The enemies of each piece that has any."""
        found: dict[int, list[int]] = {}
        for one, other in self.pairs.tolist():
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
        return found

    def ruled(self, extra: Sequence[Rule]) -> "Sheet":
        """The same with more rules."""
        return replace(self, rules=(*self.rules, *extra))

    def keep(self, model: Model, columns: np.ndarray, times: float = 1.0, widen: float = 0.0) -> None:
        """Rows for one form, or for the sum of several; measured bands may be widened by a share."""
        for rule, places, weights in self.arrays:
            more = widen * max(abs(rule.least), abs(rule.most)) if _is_band(rule) else 0.0
            model.row(None if rule.least is None else (rule.least - more) * times,
                      None if rule.most is None else (rule.most + more) * times, columns[places], weights)
        for one, other in self.pairs:
            model.row(None, times, columns[[one, other]], np.ones(2))


def arrays_of(rule: Rule) -> tuple[np.ndarray, np.ndarray]:
    """The places that a rule counts, and what each adds."""
    return np.fromiter(rule.members, int, len(rule.members)), np.fromiter(rule.members.values(), float,
                                                                         len(rule.members))


def _is_band(rule: Rule) -> bool:
    return rule.measured and rule.least is not None and rule.most is not None


def caps_of(blueprint: Blueprint, pool: Pool, forms: int, disjoint: bool) -> np.ndarray:
    """On how many of the forms each piece may stand: what the exposure ceiling leaves of its most used item."""
    if disjoint:
        return np.ones(len(pool.pieces))
    most = blueprint.assembly.max_uses
    if not most:
        return np.full(len(pool.pieces), float(forms))
    used = [max(pool.of(item.code).uses for item in piece) for piece in pool.pieces]
    return np.minimum(np.maximum(most - np.array(used, float), 0.0), forms)
