"""A model in which every rule may give way at a price: what gives way in the cheapest choice is what is short."""

from collections import Counter

import numpy as np

from question_bank.assembly.joint import share_little
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Model, OutOfTime, solve

SECONDS, LARGEST = 4.0, 20_000
GivenWay = list[tuple[Rule, str, float]]


def given_way(sheet: Sheet, forms: int, anchored: int, *, seed: int) -> GivenWay:
    """(rule, "under" or "over", amount over all forms) of the cheapest choice; empty when it is not found in time.

    First for the sum of all forms, which is quick and finds most; then for each form apart.
    """
    try:
        found = _cheapest(sheet, forms, 1, anchored, seed)
        if not found and 1 < forms <= LARGEST // max(sheet.number, 1):
            found = _cheapest(sheet, forms, forms, anchored, seed)
    except OutOfTime:
        return []
    return found


def _cheapest(sheet: Sheet, forms: int, groups: int, anchored: int, seed: int) -> GivenWay:
    model, bent, times = Model(), _Bent(), forms // groups
    caps = np.full(sheet.number, float(forms)) if anchored else sheet.caps
    columns = [model.columns(np.zeros(sheet.number), np.minimum(caps, times)) for _ in range(groups)]
    for form in columns:
        _bend(model, bent, sheet, form, times)
    if groups > 1 and not anchored:
        share_little(model, sheet, columns, np.zeros(sheet.number))
    choice = solve(model, seed=seed, seconds=SECONDS, gap=0.5)
    return [] if choice is None else bent.amounts(choice.values)


class _Bent:
    """The columns that let rules be missed."""

    def __init__(self):
        self.columns: list[tuple[int, Rule, str]] = []

    def slack(self, model: Model, rule: Rule, side: str) -> int:
        """A column that makes up for what is missed of a rule."""
        cell = rule.least == rule.most
        price = 100.0 / max(abs(rule.least or 0), abs(rule.most or 0), 1e-9) if rule.measured else 3.0 if cell else 2.0
        column = int(model.columns(np.full(1, price), np.inf, whole=False)[0])
        self.columns.append((column, rule, side))
        return column

    def amounts(self, values: np.ndarray) -> GivenWay:
        """What was missed, one entry for each rule and side."""
        rules, amounts = {}, Counter()
        for column, rule, side in self.columns:
            if values[column] > (1e-6 if rule.measured else 0.5):
                rules[rule.name, side] = rule
                amounts[rule.name, side] += float(values[column])
        return [(rules[key], key[1], amount) for key, amount in amounts.items()]


def _bend(model: Model, bent: _Bent, sheet: Sheet, form: np.ndarray, times: int) -> None:
    for rule, places, weights in [*sheet.arrays, *_enemy_rules(sheet)]:
        if rule.least:
            filled = bent.slack(model, rule, "under")
            model.row(rule.least * times, None, np.append(form[places], filled), np.append(weights, 1.0))
        if rule.most is not None:
            taken = bent.slack(model, rule, "over")
            model.row(None, rule.most * times, np.append(form[places], taken), np.append(weights, -1.0))


def _enemy_rules(sheet: Sheet) -> list[tuple[Rule, np.ndarray, np.ndarray]]:
    """Two enemies as a rule that can be named."""
    found = []
    for one, other in sheet.pairs.tolist():
        names = [sheet.pool.pieces[place][0].code for place in (one, other)]
        rule = Rule({one: 1, other: 1}, None, 1, f"{names[0]} and {names[1]} (enemies)",
                    advice={"other": "items without that enemy"})
        found.append((rule, np.array([one, other]), np.ones(2)))
    return found
