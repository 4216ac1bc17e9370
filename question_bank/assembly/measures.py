"""What is measured on a form: information at ability points and mean difficulty, each within a band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from question_bank.assembly.pool import Pool
from question_bank.assembly.rules import Aim, Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Model, relax
from question_bank.blueprint import Blueprint
from question_bank.blueprint_assembly import COMMON

# A sum on the very edge of a band must not fall out of it when somebody adds in another order.
INWARDS = 1 - 1e-7


@dataclass(frozen=True)
class Measure:
    """A sum of figures with a target (None: common to all forms and still open) and a tolerance.

    The tolerance is a share of the target when `relative`, else a number in the same unit. The blueprint writes the
    sum divided by `unit`, at these places.
    """

    name: str
    members: Mapping[int, float]
    target: float | None
    tolerance: float
    relative: bool
    unit: float
    target_path: tuple
    tolerance_path: tuple

    def band(self, target: float) -> Rule:
        """The rule that keeps the sum near a target."""
        near = self.tolerance * INWARDS * (abs(target) if self.relative else 1.0)
        aim = Aim(target, self.tolerance, self.relative, self.unit, self.target is None,
                  f"{self.name[0].lower()}{self.name[1:]}", self.target_path, self.tolerance_path)
        return Rule(self.members, target - near, target + near, self.name, "", aim=aim)


def measures_of(blueprint: Blueprint, pool: Pool) -> list[Measure]:
    """Every measured rule of the blueprint."""
    known = _Known(pool)
    return [*_information(blueprint, known), *_difficulty(blueprint, known)]


def value_at(theta: float, pool: Pool) -> np.ndarray:
    """The information of each piece at an ability; pieces on trial add none."""
    found = np.zeros(len(pool.pieces))
    found[:pool.counting] = _Known(pool).information(theta)
    return found


def wished_targets(measures: Sequence[Measure], sheet: Sheet) -> list[float]:
    """The target of each measure; for open ones the bank's own mean."""
    return [_mean_form(measure, sheet) if measure.target is None else measure.target for measure in measures]


def targets_of(measures: Sequence[Measure], sheet: Sheet, forms: int, *, seed: int, seconds: float) -> list[float]:
    """The target of each measure; open ones as near to the bank's own mean as all forms together can come.

    Where the other rules cannot be kept at all, the bank's mean stands in.
    """
    wished = wished_targets(measures, sheet)
    still_open = [number for number, measure in enumerate(measures) if measure.target is None]
    if not still_open:
        return wished
    fixed = [measure.band(measure.target) for measure in measures if measure.target is not None]
    model, sums = Model(), sheet.ruled(fixed)
    columns = model.columns(np.zeros(sheet.number), np.minimum(sheet.caps, forms))
    sums.keep(model, columns, forms)
    for number in still_open:
        aside = model.columns(np.full(2, 1 / max(abs(wished[number]), 1.0)), np.inf)
        places = np.fromiter(measures[number].members, int)
        model.row(forms * wished[number], forms * wished[number], np.concatenate([columns[places], aside]),
                  np.concatenate([np.fromiter(measures[number].members.values(), float), [1.0, -1.0]]))
    relaxed = relax(model, seed=seed, seconds=seconds)
    if relaxed is not None:
        for number in still_open:
            wished[number] = sum(weight * relaxed.values[columns[place]]
                                 for place, weight in measures[number].members.items()) / forms
    return wished


class _Known:
    """The figures of the items that count as arrays, and their sums over the items of each piece."""

    def __init__(self, pool: Pool):
        self.number = pool.counting
        self.place = np.repeat(np.arange(pool.counting), [len(pool.pieces[place]) for place in pool.scored])
        self.rows = [pool.of(item.code) for item in pool.items(pool.scored)]

    def column(self, name: str) -> np.ndarray:
        """One figure of every item; 0 where nothing was measured."""
        return np.array([getattr(row, name) or 0.0 for row in self.rows], float)

    def information(self, theta: float) -> np.ndarray:
        """The same as `Statistics.information`, for all pieces at once."""
        a, b, c = (self.column(name) for name in "abc")
        chance = c + (1 - c) / (1 + np.exp(-np.clip(a * (theta - b), -500, 500)))
        known = np.array([row.is_calibrated for row in self.rows], bool) & (chance > 0)
        chance = np.where(known, chance, 1.0)
        return self.summed(np.where(known, a**2 * (1 - chance) / chance * ((chance - c) / (1 - c))**2, 0.0))

    def summed(self, values: np.ndarray) -> np.ndarray:
        """The sum of each piece's items."""
        return np.bincount(self.place, values, self.number)


def _members(values: np.ndarray) -> dict[int, float]:
    return dict(enumerate(values.tolist()))


def _information(blueprint: Blueprint, known: _Known) -> list[Measure]:
    asked = blueprint.assembly.information
    targets = [None] * len(asked.theta) if asked.target == COMMON else asked.target
    return [Measure(f"Information at {theta:g}", _members(known.information(theta)), target,
                    asked.tolerance_percent / 100, True, 1.0, ("assembly", "information", "target", number),
                    ("assembly", "information", "tolerance_percent"))
            for number, (theta, target) in enumerate(zip(asked.theta, targets, strict=True))]


def _difficulty(blueprint: Blueprint, known: _Known) -> list[Measure]:
    asked, found = blueprint.assembly.difficulty, []
    for name, mean, tolerance in (("p", asked.mean_p, asked.p_tolerance), ("b", asked.mean_b, asked.b_tolerance)):
        if mean is not None:
            members = _members(known.summed(known.column(name)))
            target = None if mean == COMMON else mean * blueprint.scored
            found.append(Measure(f"Mean {name}", members, target, tolerance * blueprint.scored, False,
                                 float(max(blueprint.scored, 1)), ("assembly", "difficulty", f"mean_{name}"),
                                 ("assembly", "difficulty", f"{name}_tolerance")))
    return found


def _mean_form(measure: Measure, sheet: Sheet) -> float:
    """The sum of a form whose cells hold average pieces."""
    values, total = np.zeros(sheet.number), 0.0
    values[:len(measure.members)] = list(measure.members.values())
    for rule, places, weights in sheet.arrays:
        if rule.exact and rule.name != "Pretest":
            total += rule.least * float(values[places].sum()) / max(weights.sum(), 1.0)
    return total
