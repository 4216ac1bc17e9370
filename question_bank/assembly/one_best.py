"""The one choice that is worth most under rules: exact, or within a share of the best that is reported."""

from collections.abc import Sequence

import numpy as np

from question_bank.assembly.measures import value_at
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet, arrays_of
from question_bank.assembly.solver import Model, solve


def best_form(sheet: Sheet, theta: float, anchor: np.ndarray, *, gap: float, seed: int,
              seconds: float) -> tuple[np.ndarray, float, float] | None:
    """(places, information, gap) of the form that measures best at an ability. Raises OutOfTime."""
    values, floors = value_at(theta, sheet.pool), np.zeros(sheet.number)
    floors[anchor] = 1.0
    model = Model()
    columns = model.columns(-values, np.maximum(np.minimum(sheet.caps, 1.0), floors), floor=floors)
    sheet.keep(model, columns)
    return _solved(model, gap, seed, seconds)


def best_choice(values: Sequence[float], rules: Sequence[Rule], *, gap: float = 0.0, seed: int = 1,
                seconds: float = 60.0) -> tuple[np.ndarray, float, float] | None:
    """(chosen numbers, their value, gap) of the most valuable choice among things with these values; None when none.

    The rules are any sums: `Rule({3: 1, 8: 1}, None, 1)` keeps 3 and 8 apart, `Rule({3: 1, 8: -1}, 0, 0)` takes both
    or neither, `Rule({3: 1}, 1, None)` takes 3. Raises OutOfTime.
    """
    model = Model()
    columns = model.columns(-np.asarray(values, float))
    for rule in rules:
        places, weights = arrays_of(rule)
        model.row(rule.least, rule.most, columns[places], weights)
    return _solved(model, gap, seed, seconds)


def _solved(model: Model, gap: float, seed: int, seconds: float) -> tuple[np.ndarray, float, float] | None:
    choice = solve(model, seed=seed, seconds=seconds, share=gap)
    if choice is None:
        return None
    reached = abs(choice.objective - choice.bound) / max(abs(choice.objective), 1e-12)
    return np.flatnonzero(choice.values > 0.5), -choice.objective, reached
