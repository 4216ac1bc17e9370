"""The steps of one answer: look what is short, draw offhand or with the solver, say what there is or why not."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NoReturn

import numpy as np

from question_bank.assembly.anchoring import anchor_of, anchor_within, anchored_in, given_anchor, no_room
from question_bank.assembly.assembled import Assembled, late
from question_bank.assembly.deadline import Deadline
from question_bank.assembly.joint import joint
from question_bank.assembly.measures import measures_of, targets_of, wished_targets
from question_bank.assembly.offhand import drawn_offhand
from question_bank.assembly.one_best import best_form
from question_bank.assembly.pool import Pool
from question_bank.assembly.rules import bounds, cells
from question_bank.assembly.series import SOFT, Series, shared
from question_bank.assembly.several import too_many
from question_bank.assembly.sheet import Sheet, caps_of
from question_bank.assembly.shortfalls import OPENING, AssemblyError, left_out, short_at_once, what_is_short
from question_bank.assembly.solver import OutOfTime
from question_bank.blueprint import Blueprint
from question_bank.exam_form import AssembledForm, arrange

ATTEMPTS = 8
# The share of the time that goes into drawing; the rest is for finding out what is short.
DRAWING = 0.7
# Seconds after which the first try rests, to look whether something is short.
FIRST = 5.0
# So few columns are quickly looked at all at once.
FEW = 2_000


class Run:
    """One question to the assembler, and the steps of its answer."""

    def __init__(self, blueprint: Blueprint, pool: Pool, forms: int, disjoint: bool, seed: int, until: Deadline):
        self.blueprint, self.pool, self.forms, self.seed, self.until = blueprint, pool, forms, seed, until
        self.deadline, self.anchor = Deadline(until.left * DRAWING), np.zeros(0, int)
        self.overlap = None if disjoint else blueprint.assembly.max_overlap
        self.anchored = anchored_in(blueprint, pool)
        rules = (*cells(blueprint, pool), *bounds(blueprint, pool))
        self.plain = Sheet(pool, rules, caps_of(blueprint, pool, forms, disjoint))
        short = short_at_once(self.plain, forms, self.overlap, self.anchored)
        if short:
            raise AssemblyError(left_out(pool.left_out), short)
        self.measures = measures_of(blueprint, pool)

    def answer(self, gap: float, progress: Callable[[int], None]) -> Assembled:
        """The forms. Raises AssemblyError, or OutOfTime when nothing is found and nothing proved to be short."""
        try:
            if self.blueprint.assembly.information.maximise_at is not None:
                return self.best(gap)
            return (self.offhand() if self.forms == 1 else None) or self.series(progress)
        except OutOfTime:
            self._stop_when_short()
            self._stop_when_apart()
            raise

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
        self.targets, self.sheet, self.anchor = wished, sheet, anchor
        return self._assembled([places], 0.0)

    def _near(self, targets: Sequence[float]) -> Sheet:
        return self.plain.ruled([measure.band(target) for measure, target in zip(self.measures, targets, strict=True)])

    def series(self, progress: Callable[[int], None]) -> Assembled:
        """The forms one after the other; all at once when that fails."""
        for attempt in range(ATTEMPTS if self.forms * self.sheet.number > FEW else 1):
            row = self._try(attempt, progress)
            if len(row.drawn) == self.forms:
                return self._assembled(row.drawn, row.bound)
            if not attempt:
                self._stop_when_short()
            if not row.drawn:
                self._refuse()
        likes = np.random.default_rng(self.seed).random((self.forms, self.sheet.number)) * self.sheet.sizes
        found = joint(self.sheet, self.forms, self.overlap, self.anchor, seed=self.seed, seconds=self.deadline.left,
                      likes=likes * SOFT / (self.sheet.sizes.sum() * self.forms))
        if found is None:
            self._refuse()
        return self._assembled(*found)

    def _try(self, attempt: int, progress: Callable[[int], None]) -> Series:
        """One series. When the very first takes long, something may be short: that is looked at before it goes on."""
        random = np.random.default_rng([self.seed, attempt])
        self.anchor = self._chosen_anchor(random)
        row = Series(self.sheet, self.forms, self.overlap, self.anchor, progress)
        if not attempt:
            first = Deadline(min(FIRST, self.deadline.left))
            try:
                row.draw_all(seed=self.seed, random=random, deadline=first)
            except OutOfTime:
                self._stop_when_short()
            if first.left or len(row.drawn) == self.forms:
                return row
        row.draw_all(seed=self.seed, random=random, deadline=self.deadline)
        return row

    def best(self, gap: float) -> Assembled:
        """The one form that measures best at an ability."""
        if self.forms > 1:
            raise AssemblyError(["maximise_at makes one best form. For several forms that measure alike, give theta "
                                 "and target in [assembly.information] instead."])
        theta = self.blueprint.assembly.information.maximise_at
        self.anchor = self._chosen_anchor(np.random.default_rng(self.seed))
        found = best_form(self.sheet, theta, self.anchor, gap=gap, seed=self.seed, seconds=self.deadline.left)
        if found is None:
            self._refuse()
        places, value, reached = found
        return self._assembled([places], 0.0, objective=value, gap=reached)

    def _chosen_anchor(self, random: np.random.Generator) -> np.ndarray:
        found = anchor_of(self.blueprint, self.sheet, self.forms, seed=self.seed, random=random,
                          deadline=self.deadline)
        if found is None:
            self._stop_when_short()
            raise AssemblyError([no_room(self.blueprint, self.forms)])
        return found

    def _refuse(self) -> NoReturn:
        """There are no such forms: raises AssemblyError with why."""
        self._stop_when_short(each=True)
        if self.forms == 1:
            raise AssemblyError([OPENING, *left_out(self.pool.left_out)])
        raise self._apart()

    def _apart(self) -> AssemblyError:
        return too_many(self.sheet, self.forms, self.overlap, self.blueprint.assembly.max_uses, self.anchor,
                        seed=self.seed, deadline=self.until)

    def _stop_when_apart(self) -> None:
        """Raise AssemblyError when the forms were found by letting them share more, after the time went by without."""
        found = self._apart() if self.forms > 1 else None
        if found is not None and found.missed:
            raise AssemblyError(found.notes, found.missed, [late(self.until.seconds)])

    def _stop_when_short(self, each: bool = False) -> None:
        """Raise AssemblyError when something can be proved to be short, so that nothing is tried in vain."""
        short = what_is_short(self.sheet, self.forms, self.overlap, anchored=self.anchored, seed=self.seed,
                              deadline=self.until, each=each)
        if short:
            raise short

    def _assembled(self, drawn: list[np.ndarray], bound: float, objective: float | None = None,
                   gap: float | None = None) -> Assembled:
        common = shared(self.sheet, drawn, self.anchor)
        arranged = tuple(_arranged(self.blueprint, self.pool, places.tolist(), self.seed + number)
                         for number, places in enumerate(drawn))
        named = {measure.name: target / measure.unit
                 for measure, target in zip(self.measures, self.targets, strict=True)}
        return Assembled(arranged, common, common if objective is None else objective,
                         max(common - bound, 0.0) if gap is None else gap,
                         tuple(item.code for item in self.pool.items(self.anchor.tolist())), named)


def _arranged(blueprint: Blueprint, pool: Pool, places: Sequence[int], seed: int) -> AssembledForm:
    scored = pool.items([place for place in places if place < pool.counting])
    pretest = pool.items([place for place in places if place >= pool.counting])
    return arrange(blueprint, scored, pretest, seed=seed)
