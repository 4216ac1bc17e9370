"""Drawing several forms one after the other, each with an eye on what those still to come will need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.one_form import Task, draw
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import OutOfTime

SOFT = 0.999


@dataclass
class Series:
    """So many forms over one sheet; `anchor` pieces stand on each of them, `overlap` bounds what two may share."""

    sheet: Sheet
    forms: int
    overlap: int | None
    anchor: np.ndarray
    progress: Callable[[int], None]
    drawn: list[np.ndarray] = field(default_factory=list)
    bound: float = 0.0

    @property
    def used(self) -> np.ndarray:
        """How often each piece stands on a form drawn so far."""
        return np.bincount(np.concatenate([*self.drawn, np.zeros(0, int)]), minlength=self.sheet.number).astype(float)

    def draw_all(self, *, seed: int, random: np.random.Generator, deadline: Deadline) -> bool:
        """Draw them; False when one of them has no choice. Raises OutOfTime, and then goes on where it was."""
        while len(self.drawn) < self.forms:
            before = random.bit_generator.state
            try:
                found = draw(self._task(random), seed=seed, random=random, deadline=deadline)
            except OutOfTime:
                random.bit_generator.state = before
                if not self.drawn or not deadline.left:
                    raise
                return False
            if found is None:
                return False
            if not self.drawn:
                self.bound = max(np.floor(found[1] + 1e-6), 0.0)
            self.drawn.append(found[0])
            self.progress(len(self.drawn))
        return True

    def _task(self, random: np.random.Generator) -> Task:
        number, used = self.sheet.number, self.used
        anchored = np.zeros(number)
        anchored[self.anchor] = 1.0
        left = np.where(anchored > 0, self.forms, self.sheet.caps - used)
        fresh = np.where(used > 0, 0.0, 1.0)
        likes = random.random(number) * self.sheet.sizes * SOFT / (self.sheet.sizes.sum() * self.forms)
        return Task(self.sheet.ruled(overlap_rules(self.sheet, self.drawn, self.overlap)), likes, anchored,
                    np.minimum(left, 1.0), left, fresh, self.forms - len(self.drawn) - 1)


def overlap_rules(sheet: Sheet, drawn: Sequence[np.ndarray], most: int | None) -> list[Rule]:
    """For each form drawn: how many of its items the next may have again."""
    if most is None:
        return []
    return [Rule({int(place): float(sheet.sizes[place]) for place in places}, None, most, f"Overlap with form {number}")
            for number, places in enumerate(drawn, start=1)]


def shared(sheet: Sheet, drawn: Sequence[np.ndarray], anchor: np.ndarray) -> int:
    """How often an item stands on one form more than the first, the anchor aside."""
    used = np.bincount(np.concatenate([*drawn, np.zeros(0, int)]), minlength=sheet.number)
    used[anchor] = 0
    return int((np.maximum(used - 1, 0) * sheet.sizes).sum())
