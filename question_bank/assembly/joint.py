"""All forms in one model: slower than one after the other, and the last word on whether they exist."""

from itertools import combinations

import numpy as np

from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Choice, Model, solve


def joint(sheet: Sheet, forms: int, overlap: int | None, anchor: np.ndarray, *, likes: np.ndarray, seed: int,
          seconds: float) -> tuple[list[np.ndarray], float] | None:
    """The places of each form and the least that forms must share; None when there are none. Raises OutOfTime."""
    model = Model()
    floors = np.zeros(sheet.number)
    floors[anchor] = 1.0
    columns = [model.columns(likes[form], np.maximum(np.minimum(sheet.caps, 1.0), floors), floor=floors)
               for form in range(forms)]
    for form in columns:
        sheet.keep(model, form)
    share_little(model, sheet, columns, floors)
    if overlap is not None:
        _bound_overlap(model, sheet, columns, floors, overlap)
    choice = solve(model, seed=seed, seconds=seconds, gap=0.999)
    if choice is None:
        return None
    return places_of(choice, columns), max(float(np.floor(choice.bound + 1e-6)), 0.0)


def share_little(model: Model, sheet: Sheet, columns: list[np.ndarray], floors: np.ndarray) -> None:
    """A shared item costs 1 for each form after the first, and no piece is used more often than it may be."""
    if len(columns) == 1:
        return
    free = np.flatnonzero(floors < 1)
    again = model.columns(sheet.sizes[free], np.maximum(np.minimum(sheet.caps[free], len(columns)) - 1, 0), whole=False)
    for number, place in enumerate(free):
        held = [form[place] for form in columns]
        model.row(None, 1, np.array([*held, again[number]]), np.array([*np.ones(len(held)), -1.0]))


def _bound_overlap(model: Model, sheet: Sheet, columns: list[np.ndarray], floors: np.ndarray, overlap: int) -> None:
    """For each pair of forms and each piece that two may have: whether they both have it."""
    often = np.flatnonzero((sheet.caps > 1) & (floors < 1))
    most = overlap - float((sheet.sizes * floors).sum())
    for one, other in combinations(columns, 2):
        both = model.columns(np.zeros(len(often)), whole=False)
        for number, place in enumerate(often):
            model.row(None, 1, np.array([one[place], other[place], both[number]]), np.array([1.0, 1.0, -1.0]))
        if len(often):
            model.row(None, most, both, sheet.sizes[often])


def places_of(choice: Choice, columns: list[np.ndarray]) -> list[np.ndarray]:
    """The places chosen for each form."""
    return [np.flatnonzero(choice.values[form] > 0.5) for form in columns]
