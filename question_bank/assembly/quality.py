"""How good a set of forms is, as plain data for pages and commands: conformance, figures of each form, overlap."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from question_bank.assembly.checking import Check, Positions
from question_bank.assembly.checking_sums import information_of, mean_of
from question_bank.blueprint import Blueprint
from question_bank.item_statistics import NOTHING, Measured
from question_bank.items import ItemContent
from question_bank.words import words_in

GRID = tuple(half / 2 for half in range(-6, 7))


@dataclass(frozen=True)
class Conformance:
    """One rule over all forms: its bounds, what each form has, and whether all of them keep it."""

    rule: str
    least: float | None
    most: float | None
    held: tuple[float, ...]
    met: bool


@dataclass(frozen=True)
class Figures:
    """What one form is like. A mean is None when no item of the form has that figure."""

    form: int
    scored: int
    pretest: int
    words: int
    mean_p: float | None
    mean_b: float | None
    mean_rpb: float | None
    information: tuple[float, ...]


@dataclass(frozen=True)
class Quality:
    """The whole picture. `theta` are the abilities of the information curves; `overlap` counts common items."""

    conformance: tuple[Conformance, ...]
    figures: tuple[Figures, ...]
    theta: tuple[float, ...]
    overlap: tuple[tuple[int, ...], ...]

    @property
    def document(self) -> dict:
        """The same as JSON would say it."""
        return asdict(self)


def quality_of(blueprint: Blueprint, forms: Sequence[Positions], checks: Sequence[Check], *,
               statistics: Measured | None = None) -> Quality:
    """The picture of these forms; `checks` are those of `checks_of`."""
    measured = statistics or {}
    theta = tuple(sorted({*GRID, *blueprint.assembly.information.theta}))
    codes = [{item.code for item, _ in positions} for positions in forms]
    return Quality(_conformance(checks, len(forms)),
                   tuple(_figures(number, positions, theta, measured) for number, positions in enumerate(forms, 1)),
                   theta, tuple(tuple(len(one & other) for other in codes) for one in codes))


def _conformance(checks: Sequence[Check], forms: int) -> tuple[Conformance, ...]:
    """One row for each rule that is looked at form by form."""
    rows: dict[str, dict[int, Check]] = {}
    for check in checks:
        if check.form.isdigit():
            rows.setdefault(check.rule, {})[int(check.form)] = check
    return tuple(_row(rule, held, forms) for rule, held in rows.items())


def _row(rule: str, held: dict[int, Check], forms: int) -> Conformance:
    some = next(iter(held.values()))
    return Conformance(rule, some.least, some.most,
                       tuple(held[number].held if number in held else 0 for number in range(1, forms + 1)),
                       all(check.met for check in held.values()))


def _figures(number: int, positions: Positions, theta: Sequence[float], measured: Measured) -> Figures:
    scored = [item for item, counts in positions if counts]
    words = sum(_words(item, measured) for item, _ in positions)
    return Figures(number, len(scored), len(positions) - len(scored), words,
                   mean_of(scored, "p", measured), mean_of(scored, "b", measured), mean_of(scored, "rpb", measured),
                   tuple(information_of(scored, point, measured) for point in theta))


def _words(item: ItemContent, measured: Measured) -> int:
    given = measured.get(item.code, NOTHING).words
    return words_in(item) if given is None else given
