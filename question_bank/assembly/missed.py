"""One rule that a bank cannot keep: what is said about it, and the numbers of the blueprint that would make it do."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from question_bank.assembly.rules import Rule
from question_bank.blueprint import Blueprint, blueprint_from_document

DIGITS = 4


@dataclass(frozen=True)
class Wanted:
    """So many items that would have to be written: for one cell with or without a tag, or for trial."""

    number: int
    cell: tuple[str, str] = ("", "")
    tags: tuple[str, ...] = ()
    use: str = "operational"


@dataclass(frozen=True)
class Missed:
    """A rule with the floor (or, when `over`, the ceiling) that each form can keep, and how that is said.

    `write` says what to write, and `wanted` the same as plain data where it is exact. `wide`: whether a wider tolerance
    would do.
    """

    rule: Rule
    over: bool
    to: float
    said: str
    write: str
    wanted: tuple[Wanted, ...] = ()
    wide: bool = True

    @property
    def sentence(self) -> str:
        """What is wrong, and every way to mend it."""
        ways = [self.write, *self._changes()]
        ways = [way for way in ways if way]
        listed = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])}, or {ways[-1]}"
        return f"{self.said} {listed[0].upper()}{listed[1:]}."

    def numbers(self, widen: bool = False) -> list[tuple[tuple, float]]:
        """(place in the blueprint's document, new number): a target is moved, or (`widen`) its tolerance widened."""
        aim, setting = self.rule.aim, self.rule.higher if self.over else self.rule.lower
        if aim is not None:
            return [(aim.tolerance_path, self._tolerance) if widen or aim.common else (aim.target_path, self._target)]
        return [] if setting is None else [(setting.path, setting.written(self.to))]

    @property
    def vaguer(self) -> "Missed":
        """The same without saying exactly what to write, because that would not do."""
        more = self.rule.advice.get("other" if self.over else "more", "items")
        return replace(self, write=f"write more {more} that fit the other rules", wanted=()) if self.wanted else self

    def grown(self, later: "Missed") -> "Missed":
        """The same with the number that a later look found to be needed, perhaps on a form of another size."""
        if self.rule.aim is None:
            return replace(self.vaguer, to=later.to)
        return replace(self, over=later.over, to=later.to * self.rule.aim.unit / later.rule.aim.unit)

    def _changes(self) -> list[str]:
        aim, setting = self.rule.aim, self.rule.higher if self.over else self.rule.lower
        if aim is not None:
            widen = f"widen the tolerance of {aim.words} to {self._tolerance:g}{' percent' if aim.relative else ''}"
            move = f"move the target of {aim.words} to {self._target:g}"
            return [widen] if aim.common else [move, widen] if self.wide else [move]
        verb = "raise" if self.over else "lower"
        return [] if setting is None else [f"{verb} {setting.words} to {setting.written(self.to):g}"]

    @property
    def _target(self) -> float:
        aim = self.rule.aim
        sign = 1 if self.over else -1
        share = aim.tolerance if aim.relative else 0.0
        moved = self.to / max(1 + sign * share, 1e-9) - (0 if aim.relative else sign * aim.tolerance)
        return rounded(moved / aim.unit, up=self.over)

    @property
    def _tolerance(self) -> float:
        aim = self.rule.aim
        away = abs(aim.target - self.to)
        return rounded(100 * away / abs(aim.target) if aim.relative else away / aim.unit, up=True)


def rounded(value: float, *, up: bool) -> float:
    """A few digits of a number, never less (or never more) than it."""
    if not value:
        return 0.0
    step = 10.0 ** (ceil(log10(abs(value))) - DIGITS)
    return round((ceil if up else floor)(value / step + (1e-6 if up else -1e-6)) * step, 10)


def joined(found: Sequence[Missed], more: Sequence[Missed]) -> list[Missed]:
    """What was missed, with what another look found: rules are named once, with the last number."""
    held = {_named(one): one for one in found}
    for one in more:
        key = _named(one)
        held[key] = held[key].grown(one) if key in held else one
    return list(held.values())


def _named(one: Missed) -> tuple:
    """A count may be missed on both sides, but a target moves only one way in the end."""
    return one.rule.name, one.over and one.rule.aim is None


def changed(blueprint: Blueprint, missed: Sequence[Missed], *, widen: bool = False) -> Blueprint:
    """The blueprint with the numbers that these sentences name."""
    document, numbers = copy.deepcopy(dict(blueprint.document)), {}
    for path, number in (pair for one in missed for pair in one.numbers(widen)):
        # Several measures may share one tolerance: the widest holds for all.
        numbers[path] = max(number, numbers.get(path, number))
    for path, number in numbers.items():
        table = document
        for key in path[:-1]:
            table = table.setdefault(key, {}) if isinstance(table, dict) else table[key]
        table[path[-1]] = number
    document["scored"] = sum(map(sum, document["counts"].values()))
    return blueprint_from_document(document)


def of_number(number: float, words: str) -> str:
    """Words about items, or about words or forms, that stand after a number: for one of them, in the singular."""
    return re.sub(r"\b(item|word|form)s\b", r"\1", words, count=1) if number == 1 else words
