"""A model in which every rule may give way at a price: what gives way in the cheapest choice is what is short."""

from collections import Counter

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.joint import share_little
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Model, OutOfTime, relax, solve

SECONDS, LARGEST, PROVED, GAP = 3.0, 20_000, 1e-6, 0.01
GivenWay = list[tuple[Rule, str, float]]


def given_way(sheet: Sheet, forms: int, anchored: bool, *, seed: int, deadline: Deadline,
              each: bool = True) -> GivenWay:
    """(rule, "under" or "over", amount over all forms) of the cheapest choice; empty when nothing must give way.

    Enemies never meet: where they are what is in the way, their cells come out short.

    First measured rules alone and pieces that may be split, which is quick and names the least; then all rules, whole
    pieces, and in the end (`each`) every form apart.
    """
    ways = [(1, False, True), (1, False, False), (1, True, False)]
    if each and 1 < forms <= LARGEST // max(sheet.number, 1):
        ways.append((forms, True, False))
    try:
        return next(filter(None, (_cheapest(sheet, forms, anchored, seed, deadline, each, *way) for way in ways)), [])
    except OutOfTime:
        return []


def _cheapest(sheet: Sheet, forms: int, anchored: bool, seed: int, deadline: Deadline, each: bool, groups: int,
              whole: bool, only_measured: bool) -> GivenWay:
    model, bent, times = Model(), _Bent(only_measured), forms // groups
    caps = np.full(sheet.number, float(forms)) if anchored else sheet.caps
    columns = [model.columns(np.zeros(sheet.number), np.minimum(caps, times)) for _ in range(groups)]
    for form in columns:
        _bend(model, bent, sheet, form, times)
    if groups > 1 and not anchored:
        share_little(model, sheet, columns, np.zeros(sheet.number))
    seconds = min(SECONDS, deadline.left)
    choice = (solve(model, seed=seed, seconds=seconds, gap=GAP) if whole
              else relax(model, seed=seed, seconds=seconds))
    # What ran out of time may bend rules that need not give way: until it is known that some must (`each`), only what
    # is proved is told.
    return [] if choice is None or (choice.bound <= PROVED and not each) else bent.amounts(choice.values)


class _Bent:
    """The columns that let rules be missed."""

    def __init__(self, only_measured: bool):
        self.only_measured, self.columns = only_measured, []

    def slack(self, model: Model, rule: Rule, side: str) -> int:
        """A column that makes up for what is missed of a rule."""
        size = max(abs(rule.least or 0), abs(rule.most or 0), 1e-9)
        price = 100.0 / size if rule.measured else 3.0 if rule.exact else 2.0
        column = int(model.columns(np.full(1, price), 0.0 if self.only_measured and not rule.measured
                                   else np.inf, whole=False)[0])
        self.columns.append((column, rule, side))
        return column

    def amounts(self, values: np.ndarray) -> GivenWay:
        """What was missed, one entry for each rule and side."""
        rules, amounts = {}, Counter()
        for column, rule, side in self.columns:
            if values[column] > 1e-5:
                rules[rule.name, side] = rule
                amounts[rule.name, side] += float(values[column])
        return [(rules[key], key[1], amount) for key, amount in amounts.items()]


def _bend(model: Model, bent: _Bent, sheet: Sheet, form: np.ndarray, times: int) -> None:
    for one, other in sheet.pairs.tolist():
        model.row(None, times, form[[one, other]], np.ones(2))
    for rule, places, weights in sheet.arrays:
        if rule.least:
            filled = bent.slack(model, rule, "under")
            model.row(rule.least * times, None, np.append(form[places], filled), np.append(weights, 1.0))
        if rule.most is not None:
            taken = bent.slack(model, rule, "over")
            model.row(None, rule.most * times, np.append(form[places], taken), np.append(weights, -1.0))
