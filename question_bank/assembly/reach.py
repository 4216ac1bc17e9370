"""How far the items of the cells can come under one rule alone: tags, ceilings and measures that no choice keeps."""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.missed import Missed, Wanted, of_number
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Model, OutOfTime, relax

SECONDS, ODD = 3.0, 1e-6


def short_bounds(sheet: Sheet, forms: int, anchored: bool, seed: int, deadline: Deadline) -> list[Missed]:
    """Tags, measures and other bounds that no choice of the cells' items can keep, each looked at alone."""
    found = []
    for rule in sheet.rules:
        if rule.exact:
            continue
        for over, bound in ((False, rule.least), (True, rule.most)):
            if bound or (over and bound is not None):
                missed = _missed(sheet, rule, over, forms, anchored, seed, deadline)
                found += [] if missed is None else [missed]
    return found


def _missed(sheet: Sheet, rule: Rule, over: bool, forms: int, anchored: bool, seed: int,
            deadline: Deadline) -> Missed | None:
    reached = _reach(sheet, rule, forms, anchored, seed, 1 if over else -1, deadline)
    if reached is None:
        return None
    total, values = reached
    away = total - rule.most * forms if over else rule.least * forms - total
    if away <= ODD * max(abs(total), 1):
        return None
    if rule.measured:
        return _out_of_reach(rule, over, total / forms)
    return (_above if over else _below)(sheet, rule, total, values, forms)


def _reach(sheet: Sheet, rule: Rule, forms: int, anchored: bool, seed: int, sign: int,
           deadline: Deadline) -> tuple[float, np.ndarray] | None:
    """The least (sign 1) or most (sign -1) that the forms together can have of a rule when the cells are filled, and
    how often each piece is then used.
    """
    costs = np.zeros(sheet.number)
    costs[list(rule.members)] = [sign * weight for weight in rule.members.values()]
    model = Model()
    columns = model.columns(costs, float(forms) if anchored else np.minimum(sheet.caps, forms))
    for cell, places, weights in sheet.arrays:
        if cell.exact:
            model.row(cell.least * forms, cell.most * forms, columns[places], weights)
    try:
        reached = relax(model, seed=seed, seconds=min(SECONDS, deadline.left))
    except OutOfTime:
        return None
    return None if reached is None else (sign * reached.objective, reached.values[columns])


def _below(sheet: Sheet, rule: Rule, total: float, values: np.ndarray, forms: int) -> Missed:
    reached, more = floor(total / forms + ODD), ceil(rule.least * forms - total - ODD)
    said = (f"{rule.name}: at least {rule.least:g} {of_number(rule.least, rule.unit)} wanted{on_each(forms)}, at most "
            f"{reached} can be reached.")
    where = _where(more, [(cell, cell.least * forms - _held(rule, values, places))
                          for cell, places, _ in sheet.arrays if counts(cell)])
    write = f"write {more} more {of_number(more, rule.advice['more'])}{_named(where)}"
    return Missed(rule, False, reached, said, write,
                  tuple(Wanted(number, cell_of(cell), _tags(rule)) for cell, number in where))


def _above(sheet: Sheet, rule: Rule, total: float, values: np.ndarray, forms: int) -> Missed:
    needed, fewer = ceil(total / forms - ODD), ceil(total - rule.most * forms - ODD)
    said = (f"{rule.name}: at most {rule.most:g} {of_number(rule.most, rule.unit)} allowed{on_each(forms)}, the cells "
            f"need {needed}.")
    other = rule.advice["other"]
    if rule.unit != "items" or other.startswith("pretest"):
        return Missed(rule, True, needed, said, f"write {other}")
    where = _where(fewer, [(cell, _held(rule, values, places)) for cell, places, _ in sheet.arrays if counts(cell)])
    return Missed(rule, True, needed, said, f"write {fewer} {of_number(fewer, other)}{_named(where)}",
                  tuple(Wanted(number, cell_of(cell)) for cell, number in where))


def _out_of_reach(rule: Rule, over: bool, reached: float) -> Missed:
    aim = rule.aim
    near = aim.tolerance * (abs(reached) if aim.relative else 1.0)
    said = (f"{rule.name}: {rule.least / aim.unit:.4g} to {rule.most / aim.unit:.4g} wanted, at "
            f"{'least' if over else 'most'} {reached / aim.unit:.4g} can be reached.")
    return Missed(rule, over, reached + near if over else reached - near, said, "write items that fit it")


def counts(cell: Rule) -> bool:
    """Whether this is a cell of items that count."""
    return cell.exact and cell.name != "Pretest"


def cell_of(cell: Rule) -> tuple[str, str]:
    """The competency and the level of a cell; empty for the items on trial."""
    return (cell.lower.path[1], cell.advice["level"]) if counts(cell) else ("", "")


def _held(rule: Rule, values: np.ndarray, places: np.ndarray) -> float:
    """How much of a rule a cell has in a choice."""
    return sum(rule.members.get(place, 0.0) * values[place] for place in places.tolist())


def _where(number: int, room: Sequence[tuple[Rule, float]]) -> list[tuple[Rule, int]]:
    """The cells in which so many items would change something, those with most room first; empty when there is none."""
    parts, still = [], number
    for left, _, cell in sorted(((floor(left + ODD), cell.name, cell) for cell, left in room),
                                key=lambda one: (-one[0], one[1])):
        if still > 0 and left > 0:
            parts.append((cell, min(left, still)))
            still -= left
    return [] if still > 0 else parts


def _named(where: Sequence[tuple[Rule, int]]) -> str:
    if len(where) == 1:
        return f" in {where[0][0].name}"
    return ": " * bool(where) + ", ".join(f"{number} in {cell.name}" for cell, number in where)


def _tags(rule: Rule) -> tuple[str, ...]:
    return (rule.lower.path[1],) if rule.lower is not None and rule.lower.path[0] == "tags" else ()


def on_each(forms: int) -> str:
    """Words that say that a number holds for one form of several."""
    return "" if forms == 1 else f" on each of {forms} forms"
