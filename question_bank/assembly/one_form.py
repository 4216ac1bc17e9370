"""Drawing one form: relax, choose among the few pieces that matter, exchange; the whole model only when that fails."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.exchange import exchanged
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Choice, Model, OutOfTime, relax, solve

# One shared item costs 1 and all random preferences together less than 1, so a choice within this distance of
# the best shares as few items as any choice can.
NEAR_ENOUGH = 0.999
# A bank splits into few fractions; these many more pieces give the choice among them room.
CORE, NODES, LONG = 160, 400, 1_000
WIDER = 0.02


@dataclass(frozen=True)
class Task:
    """One form to draw: its rules, how each piece is liked, and which must (floor) and may (ceiling) stand on it.

    `later` forms are still to come after this one; each piece has `left` uses for this and those, and is `fresh`
    (1) when no form has it yet. `likes` add up to less than 1, which is what a shared item costs.
    """

    sheet: Sheet
    likes: np.ndarray
    floors: np.ndarray
    ceilings: np.ndarray
    left: np.ndarray
    fresh: np.ndarray
    later: int = 0

    @property
    def prices(self) -> np.ndarray:
        """What each piece costs on this form: its likes, and its items when a form before has them."""
        return self.likes + np.where(self.floors < 1, (1 - self.fresh) * self.sheet.sizes, 0.0)


def draw(task: Task, *, seed: int, random: np.random.Generator, deadline: Deadline) -> tuple[np.ndarray, float] | None:
    """The chosen places and the least cost of any choice; None when there is none. Raises OutOfTime."""
    relaxed = relax(_looking_ahead(task), seed=seed, seconds=deadline.left)
    if relaxed is None:
        return None
    for core in _cores(task, relaxed, random):
        try:
            choice = solve(_model(task, core, WIDER), seed=seed, seconds=deadline.left, gap=NEAR_ENOUGH, nodes=NODES)
        except OutOfTime:
            continue
        chosen = None if choice is None else _brought_near(task, core[choice.values[:len(core)] > 0.5], random)
        if chosen is not None:
            return chosen, relaxed.objective
    return _whole(task, seed, deadline, relaxed)


def _brought_near(task: Task, chosen: np.ndarray, random: np.random.Generator) -> np.ndarray | None:
    """The choice with every rule kept, if possible without sharing more items, else sharing more."""
    for prices in (task.prices, np.zeros(task.sheet.number)):
        found = exchanged(task.sheet, chosen, task.floors, task.ceilings, prices, random)
        if found is not None:
            return found
    return None


def _whole(task: Task, seed: int, deadline: Deadline, relaxed: Choice) -> tuple[np.ndarray, float] | None:
    """All pieces and the exact rules at once: slower, and the last word on whether there is a form at all."""
    everything = np.arange(task.sheet.number)
    # After the first form another start of the series is worth more than a long search for one form.
    nodes = None if task.fresh.all() else LONG
    choice = solve(_model(task, everything), seed=seed, seconds=deadline.left, gap=np.inf, nodes=nodes)
    return None if choice is None else (np.flatnonzero(choice.values > 0.5), relaxed.objective)


def _looking_ahead(task: Task) -> Model:
    """The relaxation of this form, and of the sum of all forms that follow it out of what it leaves."""
    model, sheet = Model(), task.sheet
    here = model.columns(task.likes if task.later else task.prices, task.ceilings, floor=task.floors)
    sheet.keep(model, here)
    if task.later:
        free = task.floors < 1
        there = model.columns(np.zeros(sheet.number), np.where(free, np.minimum(task.left, task.later), task.later),
                              floor=task.floors * task.later)
        sheet.keep(model, there, task.later)
        again = model.columns(sheet.sizes, np.maximum(task.left - task.fresh, 0), whole=False)
        for place in np.flatnonzero(free):
            model.row(None, task.fresh[place], np.array([here[place], there[place], again[place]]),
                      np.array([1.0, 1.0, -1.0]))
    return model


def _cores(task: Task, relaxed: Choice, random: np.random.Generator) -> Iterator[np.ndarray]:
    """The pieces that the relaxation uses with those it was nearest to using; then with some others by chance."""
    number = task.sheet.number
    used = relaxed.values[:number] > 1e-7
    spare = np.where(used | (task.ceilings < 1), np.inf, relaxed.duals[:number])
    nearest = np.argsort(spare, kind="stable")
    nearest = nearest[:np.isfinite(spare).sum()]
    yield np.union1d(np.flatnonzero(used), nearest[:CORE])
    if len(nearest) > CORE:
        yield np.union1d(np.flatnonzero(used), random.choice(nearest, min(len(nearest), 2 * CORE), replace=False))


def _model(task: Task, places: np.ndarray, widen: float = 0.0) -> Model:
    model, sheet = Model(), task.sheet
    columns = np.full(sheet.number, -1)
    columns[places] = model.columns(task.prices[places], task.ceilings[places], floor=task.floors[places])
    narrow = Narrowed(model, columns)
    sheet.keep(narrow, np.arange(sheet.number), widen=widen)
    return model


class Narrowed:
    """Takes rows over all pieces and keeps only the columns that a smaller model has."""

    def __init__(self, model: Model, columns: np.ndarray):
        self.model, self.columns = model, columns

    def row(self, low: float | None, high: float | None, places: np.ndarray, weights: np.ndarray) -> None:
        """The row over those pieces that have a column."""
        held = self.columns[places] >= 0
        if held.any() or low is not None:
            self.model.row(low, high, self.columns[places][held], weights[held])
