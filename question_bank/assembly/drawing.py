"""Drawing one or several exam forms that keep every rule, and share as few items as they can."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from question_bank.assembly.anchoring import anchor_of, anchor_within, given_anchor, no_room
from question_bank.assembly.deadline import Deadline
from question_bank.assembly.joint import joint
from question_bank.assembly.measures import measures_of, targets_of, wished_targets
from question_bank.assembly.offhand import drawn_offhand
from question_bank.assembly.one_best import best_form
from question_bank.assembly.pool import Pool, pool_of
from question_bank.assembly.rules import bounds, cells
from question_bank.assembly.series import SOFT, Series, shared
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.shortfalls import AssemblyError, left_out, short_at_once, what_is_short, why_not
from question_bank.assembly.solver import OutOfTime
from question_bank.blueprint import Blueprint
from question_bank.exam_form import AssembledForm, arrange
from question_bank.item_statistics import Measured
from question_bank.items import ItemContent

SECONDS, ATTEMPTS = 20.0, 8
# So few columns are quickly looked at all at once.
FEW = 2_000


@dataclass(frozen=True)
class Assembled:
    """The forms; the objective reached and how far it may be from the best; the target of each measured rule.

    The objective is how often an item stands on one form more than the first (`shared`, the anchor aside), or the
    information where the blueprint says where to measure best.
    """

    forms: tuple[AssembledForm, ...]
    shared: int
    objective: float
    gap: float
    anchor: tuple[str, ...] = ()
    targets: dict[str, float] = field(default_factory=dict)


def assemble(blueprint: Blueprint, bank: Sequence[ItemContent], *, seed: int, forms: int | None = None,
             disjoint: bool = False, avoid: frozenset[str] = frozenset(), statistics: Measured | None = None,
             seconds: float = SECONDS, gap: float = 0.0,
             progress: Callable[[int], None] = lambda drawn: None) -> Assembled:
    """Draw exam forms from the operational and pretest items of a bank.

    `avoid` names codes that may not be used, such as those that a candidate has seen. With `disjoint` no item but
    the anchor stands on two forms. `gap` is the share of the best by which an information may fall short.
    Raises AssemblyError with what is short.
    """
    forms = forms or blueprint.assembly.forms
    run = _Run(blueprint, pool_of(blueprint, bank, avoid, statistics), forms, disjoint, seed, Deadline(seconds))
    try:
        if blueprint.assembly.information.maximise_at is not None:
            return run.best(gap)
        return (run.offhand() if forms == 1 else None) or run.series(progress)
    except OutOfTime:
        raise AssemblyError(run.late()) from None


def sheet_of(blueprint: Blueprint, bank: Sequence[ItemContent], *, statistics: Measured | None = None,
             seed: int = 1) -> Sheet:
    """The rules of one form over a bank, for whoever wants to look at them or solve them otherwise."""
    pool = pool_of(blueprint, bank, statistics=statistics)
    return _Run(blueprint, pool, blueprint.assembly.forms, False, seed, Deadline(SECONDS)).sheet


class _Run:
    """One question to the assembler, and the steps of its answer."""

    def __init__(self, blueprint: Blueprint, pool: Pool, forms: int, disjoint: bool, seed: int, deadline: Deadline):
        self.blueprint, self.pool, self.forms, self.seed, self.deadline = blueprint, pool, forms, seed, deadline
        self.overlap = None if disjoint else blueprint.assembly.max_overlap
        rules = (*cells(blueprint, pool), *bounds(blueprint, pool))
        self.plain = Sheet(pool, rules, _caps(blueprint, pool, forms, disjoint))
        short = short_at_once(self.plain, forms, self.overlap, blueprint.assembly.anchor.size)
        if short:
            raise AssemblyError([*short, *left_out(pool.left_out)])
        self.measures = measures_of(blueprint, pool)

    @cached_property
    def targets(self) -> list[float]:
        """What each measured sum must come near to."""
        return targets_of(self.measures, self.plain, self.forms, seed=self.seed, seconds=self.deadline.left)

    @cached_property
    def sheet(self) -> Sheet:
        """All rules, those about figures included."""
        return self._near(self.targets)

    def offhand(self) -> Assembled | None:
        """One form without the solver, as a candidate's own form is drawn; None when the solver has to look."""
        wished = wished_targets(self.measures, self.plain)
        sheet, random = self._near(wished), np.random.default_rng(self.seed)
        floors = np.zeros(sheet.number)
        floors[given_anchor(self.blueprint, sheet)] = 1.0
        places = drawn_offhand(sheet, floors, random)
        anchor = None if places is None else anchor_within(self.blueprint, sheet, places)
        if anchor is None:
            return None
        self.targets, self.sheet = wished, sheet
        return self._assembled([places], 0.0, anchor)

    def _near(self, targets: Sequence[float]) -> Sheet:
        return self.plain.ruled([measure.band(target) for measure, target in zip(self.measures, targets, strict=True)])

    def series(self, progress: Callable[[int], None]) -> Assembled:
        """The forms one after the other; all at once when that fails."""
        anchor = np.zeros(0, int)
        for attempt in range(ATTEMPTS if self.forms * self.sheet.number > FEW else 1):
            random = np.random.default_rng([self.seed, attempt])
            anchor = self._anchor(random)
            row = Series(self.sheet, self.forms, self.overlap, anchor, progress)
            if row.draw_all(seed=self.seed, random=random, deadline=self.deadline):
                return self._assembled(row.drawn, row.bound, anchor)
            if not attempt:
                self._stop_when_short()
            if not row.drawn:
                raise AssemblyError(self._why_not())
        likes = np.random.default_rng(self.seed).random((self.forms, self.sheet.number)) * self.sheet.sizes
        found = joint(self.sheet, self.forms, self.overlap, anchor, seed=self.seed, seconds=self.deadline.left,
                      likes=likes * SOFT / (self.sheet.sizes.sum() * self.forms))
        if found is None:
            raise AssemblyError(self._why_not())
        return self._assembled(*found, anchor)

    def best(self, gap: float) -> Assembled:
        """The one form that measures best at an ability."""
        if self.forms > 1:
            raise AssemblyError(["maximise_at makes one best form. For several forms that measure alike, give theta "
                                 "and target in [assembly.information] instead."])
        theta = self.blueprint.assembly.information.maximise_at
        anchor = self._anchor(np.random.default_rng(self.seed))
        found = best_form(self.sheet, theta, anchor, gap=gap, seed=self.seed, seconds=self.deadline.left)
        if found is None:
            raise AssemblyError(self._why_not())
        places, value, reached = found
        return self._assembled([places], 0.0, anchor, objective=value, gap=reached)

    def late(self) -> list[str]:
        """What is said when the time is over before an answer is there."""
        found = [f"No exam form was found within {self.deadline.seconds:g} seconds."]
        return [*found, "Give more time, ask for fewer forms, or allow more: a higher max_overlap or max_uses, a wider "
                        "tolerance, or more items in the smallest cells."]

    def _anchor(self, random: np.random.Generator) -> np.ndarray:
        found = anchor_of(self.blueprint, self.sheet, self.forms, seed=self.seed, random=random,
                          deadline=self.deadline)
        if found is None:
            self._stop_when_short()
            raise AssemblyError([no_room(self.blueprint, self.forms)])
        return found

    def _stop_when_short(self) -> None:
        """Raise AssemblyError when something can be proved to be short, so that nothing is tried in vain."""
        short = what_is_short(self.sheet, self.forms, self.overlap, anchored=self.blueprint.assembly.anchor.size,
                              seed=self.seed, each=False)
        if short:
            raise AssemblyError([*short, *left_out(self.pool.left_out)])

    def _why_not(self) -> list[str]:
        anchored = self.blueprint.assembly.anchor.size
        return why_not(self.sheet, self.forms, self.overlap, anchored=anchored, seed=self.seed)

    def _assembled(self, drawn: list[np.ndarray], bound: float, anchor: np.ndarray, objective: float | None = None,
                   gap: float | None = None) -> Assembled:
        common = shared(self.sheet, drawn, anchor)
        arranged = tuple(_arranged(self.blueprint, self.pool, places.tolist(), self.seed + number)
                         for number, places in enumerate(drawn))
        named = {measure.name: target for measure, target in zip(self.measures, self.targets, strict=True)}
        return Assembled(arranged, common, common if objective is None else objective,
                         max(common - bound, 0.0) if gap is None else gap,
                         tuple(item.code for item in self.pool.items(anchor.tolist())), named)


def _caps(blueprint: Blueprint, pool: Pool, forms: int, disjoint: bool) -> np.ndarray:
    """On how many of the forms each piece may stand: what the exposure ceiling leaves of its most used item."""
    if disjoint:
        return np.ones(len(pool.pieces))
    most = blueprint.assembly.max_uses
    if not most:
        return np.full(len(pool.pieces), float(forms))
    used = [max(pool.of(item.code).uses for item in piece) for piece in pool.pieces]
    return np.minimum(np.maximum(most - np.array(used, float), 0.0), forms)


def _arranged(blueprint: Blueprint, pool: Pool, places: Sequence[int], seed: int) -> AssembledForm:
    scored = pool.items([place for place in places if place < pool.counting])
    pretest = pool.items([place for place in places if place >= pool.counting])
    return arrange(blueprint, scored, pretest, seed=seed)
