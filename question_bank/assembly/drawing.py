"""Drawing one or several exam forms: exact cells, bounds kept, enemies apart, and as few shared items as can be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from question_bank.assembly.rules import Pool, bounds, cells, enemies, pool_of
from question_bank.assembly.shortfalls import AssemblyError, Slack, enemy_rule, short_bounds, short_cells
from question_bank.assembly.solver import Choice, Model, OutOfTime, solve
from question_bank.blueprint import Blueprint
from question_bank.exam_form import AssembledForm, arrange
from question_bank.items import ItemContent

SECONDS = 20.0
# One shared item costs 1 and all random preferences together less than 1, so a choice within this distance of
# the best shares as few items as any choice can.
NEAR_ENOUGH = 0.999


@dataclass(frozen=True)
class Assembled:
    """The forms, how often an item was used once more than needed, and how near to the best that is."""

    forms: tuple[AssembledForm, ...]
    shared: int
    gap: float


def assemble(blueprint: Blueprint, bank: Sequence[ItemContent], *, seed: int, forms: int = 1, disjoint: bool = False,
             avoid: frozenset[str] = frozenset(), seconds: float = SECONDS) -> Assembled:
    """Draw exam forms from the operational and pretest items of a bank.

    `avoid` names codes that may not be used. With `disjoint` no item stands on two forms; without it the forms
    share as few items as they can. Raises AssemblyError with what is short.
    """
    pool = pool_of(blueprint, bank, avoid)
    exact, limits = cells(blueprint, pool), bounds(blueprint, pool)
    short = short_cells(exact, forms if disjoint else 1) or short_bounds(exact, limits)
    if short:
        raise AssemblyError(short)
    random, used, drawn, gap = Random(seed), Counter(), [], 0.0
    while len(drawn) < forms:
        # Drawn together when they must be disjoint; otherwise in blocks, so that time grows with their number only.
        block = forms if disjoint else min(max(blueprint.assembly.disjoint_forms, 1), forms - len(drawn))
        chosen, reached = _Block(pool, exact, limits, block, used, random, disjoint).draw(seed, seconds)
        gap = max(gap, reached)
        used.update(place for places in chosen for place in places)
        drawn += chosen
    arranged = tuple(_arranged(blueprint, pool, places, seed + number) for number, places in enumerate(drawn))
    return Assembled(arranged, sum(count - 1 for count in used.values() if count > 1), gap)


def _arranged(blueprint: Blueprint, pool: Pool, places: list[int], seed: int) -> AssembledForm:
    scored = [pool.items[place] for place in places if place in pool.scored]
    pretest = [pool.items[place] for place in places if place in pool.pretest]
    return arrange(blueprint, scored, pretest, seed=seed)


class _Block:
    """A few forms drawn together, so that the first does not take what the last needs."""

    def __init__(self, pool: Pool, exact, limits, forms: int, used: Counter, random: Random, disjoint: bool):
        self.pool, self.exact, self.limits, self.forms = pool, exact, limits, forms
        self.used, self.random, self.disjoint = used, random, disjoint

    def draw(self, seed: int, seconds: float) -> tuple[list[list[int]], float]:
        """The places chosen for each form, and the distance from the best."""
        model = Model()
        columns = [self._columns(model) for _ in range(self.forms)]
        for form in columns:
            self._keep_rules(model, form)
        self._share_little(model, columns)
        try:
            choice = solve(model, seed=seed, seconds=seconds, gap=NEAR_ENOUGH)
        except OutOfTime:
            raise AssemblyError([f"No exam form was found within {seconds:g} seconds. Ask for fewer forms at a time, "
                                 "or add items to the smallest cells."]) from None
        if choice is None:
            raise AssemblyError(self._why_not(seed, seconds))
        return [_chosen(choice, form) for form in columns], choice.gap

    def _columns(self, model: Model) -> list[int]:
        small = 1 / (len(self.pool.items) * self.forms)
        return [model.column(self.used[place] + self.random.random() * small) for place in range(len(self.pool.items))]

    def _keep_rules(self, model: Model, form: list[int]) -> None:
        for rule in (*self.exact, *self.limits):
            if rule.floor or rule.ceiling is not None:
                model.row(rule.floor, rule.ceiling, {form[place]: weight for place, weight in rule.weights.items()})
        for one, other in enemies(self.pool):
            model.row(None, 1, {form[one]: 1, form[other]: 1})

    def _share_little(self, model: Model, columns: list[list[int]]) -> None:
        for place in range(len(self.pool.items)):
            weights = {form[place]: 1.0 for form in columns}
            if self.disjoint:
                model.row(None, 1 - min(self.used[place], 1), weights)
            elif self.forms > 1:
                again = model.column(1.0, ceiling=self.forms, whole=False)
                model.row(None, 1, {**weights, again: -1.0})

    def _why_not(self, seed: int, seconds: float) -> list[str]:
        """The same question with every bound allowed to give way at a price: what gave way is what is short."""
        model = Model()
        slack = Slack(model)
        columns = [[model.column() for _ in self.pool.items] for _ in range(self.forms)]
        for form in columns:
            self._bend_rules(model, slack, form)
        if self.disjoint and self.forms > 1:
            for place in range(len(self.pool.items)):
                model.row(None, 1 - min(self.used[place], 1), {form[place]: 1.0 for form in columns})
        try:
            choice = solve(model, seed=seed, seconds=seconds, gap=NEAR_ENOUGH)
        except OutOfTime:
            choice = None
        named = slack.sentences(choice) if choice else []
        return ["The rules of the blueprint cannot all be kept with this bank.", *named]

    def _bend_rules(self, model: Model, slack: Slack, form: list[int]) -> None:
        for cell in self.exact:
            model.row(cell.floor, cell.ceiling, {form[place]: 1.0 for place in cell.weights})
        for rule in (*self.limits, *(enemy_rule(self.pool, *pair) for pair in enemies(self.pool))):
            weights = {form[place]: weight for place, weight in rule.weights.items()}
            if rule.floor:
                model.row(rule.floor, None, {**weights, **slack.under(rule)})
            if rule.ceiling is not None:
                model.row(None, rule.ceiling, {**weights, **slack.over(rule)})


def _chosen(choice: Choice, form: list[int]) -> list[int]:
    return [place for place, column in enumerate(form) if choice.takes(column)]
