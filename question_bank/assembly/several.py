"""Forms that exist one by one but not together: how much more they would have to share."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.missed import Missed, of_number
from question_bank.assembly.rules import Rule, Setting
from question_bank.assembly.series import Series
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.shortfalls import OPENING, AssemblyError, left_out, shared_too_little
from question_bank.assembly.solver import OutOfTime

SECONDS = 2.0


def too_many(sheet: Sheet, forms: int, overlap: int | None, most_uses: int, anchor: np.ndarray, *, seed: int,
             deadline: Deadline) -> AssemblyError:
    """The refusal of forms that keep all rules but those about sharing, with what they share when they may."""
    apart = f"and no {forms} forms that keep the other rules were found that share so little"
    notes = left_out(sheet.pool.left_out)
    if overlap is not None:
        drawn = _drawn(sheet, forms, anchor, seed, deadline)
        if drawn:
            return AssemblyError(notes, [shared_too_little(overlap, largest_overlap(sheet, drawn), apart)], [OPENING])
    free = replace(sheet, caps=np.full(sheet.number, float(forms)))
    drawn = _drawn(free, forms, anchor, seed, deadline) if most_uses else None
    if not drawn:
        return AssemblyError([OPENING, f"No {forms} forms keep all of them, though each rule can be kept alone. Draw "
                              "fewer forms, or write more items for the cells that have the fewest.", *notes])
    found = [_used_too_often(sheet, drawn, anchor, most_uses, forms)]
    common = largest_overlap(sheet, drawn)
    if overlap is not None and common > overlap:
        found.append(shared_too_little(overlap, common, apart))
    return AssemblyError(notes, found, [OPENING])


def largest_overlap(sheet: Sheet, drawn: Sequence[np.ndarray]) -> int:
    """The most items that two of these forms have in common."""
    return max(int(sheet.sizes[np.intersect1d(one, other)].sum()) for one, other in combinations(drawn, 2))


def _drawn(sheet: Sheet, forms: int, anchor: np.ndarray, seed: int, deadline: Deadline) -> list[np.ndarray] | None:
    row, until = Series(sheet, forms, None, anchor, lambda drawn: None), Deadline(min(SECONDS, deadline.left))
    try:
        done = row.draw_all(seed=seed, random=np.random.default_rng(seed), deadline=until)
    except OutOfTime:
        return None
    return row.drawn if done else None


def _used_too_often(sheet: Sheet, drawn: Sequence[np.ndarray], anchor: np.ndarray, most: int, forms: int) -> Missed:
    uses = np.bincount(np.concatenate(drawn), minlength=sheet.number)
    uses[anchor] = 0
    before = [max(sheet.pool.of(item.code).uses for item in piece) for piece in sheet.pool.pieces]
    needed = int(np.where(uses > 0, uses + np.array(before), 0).max())
    rule = Rule({}, None, most, "Most uses", higher=Setting("max_uses", ("assembly", "max_uses")),
                advice={"other": "items for the cells that have the fewest"})
    said = (f"Most uses: an item may stand on {most} {of_number(most, 'forms')}, and no {forms} forms that keep the "
            "other rules were found in which none stands on more.")
    return Missed(rule, True, needed, said, "write more items for the cells that have the fewest")
