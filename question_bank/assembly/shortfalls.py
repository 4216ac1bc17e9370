"""Why a bank cannot fill a blueprint, in words: the cell, tag or rule, what it has, what it needs, what would help."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, floor

import numpy as np

from question_bank.assembly.elastic import given_way
from question_bank.assembly.overlap import least_overlap
from question_bank.assembly.rules import Rule
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.solver import Model, OutOfTime, relax

SECONDS = 3.0
OPENING = "The rules of the blueprint cannot all be kept with this bank."
ODD = 1e-6


class AssemblyError(ValueError):
    """No exam form can be assembled; `sentences` name what is short."""

    def __init__(self, sentences: Sequence[str]):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


def why_not(sheet: Sheet, forms: int, overlap: int | None, *, anchored: int, seed: int) -> list[str]:
    """What is short, or at least which rules fail only together, after there proved to be no choice."""
    found = what_is_short(sheet, forms, overlap, anchored=anchored, seed=seed) or [OPENING]
    if found == [OPENING] and forms > 1:
        found += [f"No {forms} forms keep the other rules and share so little"
                  + ("" if overlap is None else f" as {overlap} items two by two") + ". Raise max_overlap or max_uses, "
                  "draw fewer forms, or make the anchor smaller."]
    return [*found, *left_out(sheet.pool.left_out)]


def what_is_short(sheet: Sheet, forms: int, overlap: int | None, *, anchored: int, seed: int,
                  each: bool = True) -> list[str]:
    """Looked at cell by cell, rule by rule, for all pairs of forms, together, and at last (`each`) with every form
    apart; empty when nothing is proved.
    """
    return (short_at_once(sheet, forms, overlap, anchored) or short_bounds(sheet, forms, anchored, seed)
            or _together(sheet, forms, anchored, seed, each))


def short_at_once(sheet: Sheet, forms: int, overlap: int | None, anchored: int) -> list[str]:
    """What can be seen by counting alone."""
    return short_cells(sheet, forms, anchored) or _too_much_in_common(sheet, forms, overlap, anchored)


def short_cells(sheet: Sheet, forms: int, anchored: int = 0) -> list[str]:
    """Cells that hold fewer items, or fewer uses of items, than all forms need."""
    found = []
    for rule, places, weights in sheet.arrays:
        if not rule.exact:
            continue
        needed, uses = rule.least * forms, float(sheet.caps[places] @ weights)
        uses += min(anchored, weights.sum()) * (forms - 1)
        if uses < needed:
            found.append(_short_cell(sheet, rule, forms, int(weights.sum()), int(uses)))
    return found


def _short_cell(sheet: Sheet, rule: Rule, forms: int, held: int, uses: int) -> str:
    count, often = int(rule.least), int(max(sheet.caps, default=1))
    wanted = f"{count} wanted" if forms == 1 else f"{count} wanted on each of {forms} forms, {count * forms} in all"
    each = f", each at most {often} times" if often > 1 else ""
    more = ceil((count * forms - uses) / max(often, 1))
    fewer = f", or draw {uses // count} {_of(uses // count, 'forms')}" if uses // count else ""
    return (f"{rule.name}: {wanted}, the bank has {held} that may be used{each}. Write {more} more "
            f"{_of(more, rule.advice['more'])}, or lower {rule.advice['less']} to {uses // forms}{fewer}.")


def short_bounds(sheet: Sheet, forms: int, anchored: int, seed: int) -> list[str]:
    """Tags, measures and other bounds that no choice of the cells' items can keep, each looked at alone."""
    found = []
    for rule in sheet.rules:
        if rule.least and not rule.exact:
            most = _reach(sheet, rule, forms, anchored, seed, -1)
            if most is not None and rule.least * forms > most + ODD * max(abs(most), 1):
                found.append(_below(rule, most, forms))
        if rule.most is not None and not rule.exact:
            least = _reach(sheet, rule, forms, anchored, seed, 1)
            if least is not None and rule.most * forms < least - ODD * max(abs(least), 1):
                found.append(_above(rule, least, forms))
    return found


def _reach(sheet: Sheet, rule: Rule, forms: int, anchored: int, seed: int, sign: int) -> float | None:
    """The least (sign 1) or most (sign -1) that the forms together can have of a rule when the cells are filled."""
    costs = np.zeros(sheet.number)
    costs[list(rule.members)] = [sign * weight for weight in rule.members.values()]
    model = Model()
    columns = model.columns(costs, float(forms) if anchored else np.minimum(sheet.caps, forms))
    for cell, places, weights in sheet.arrays:
        if cell.exact:
            model.row(cell.least * forms, cell.most * forms, columns[places], weights)
    try:
        reached = relax(model, seed=seed, seconds=SECONDS)
    except OutOfTime:
        return None
    return None if reached is None else sign * reached.objective


def _below(rule: Rule, most: float, forms: int) -> str:
    if rule.measured:
        return _unreached(rule, most / forms, "most")
    each, reached, more = _each(forms), floor(most / forms + ODD), ceil(rule.least * forms - most - ODD)
    return (f"{rule.name}: at least {rule.least:g} {_of(rule.least, rule.unit)} wanted{each}, at most {reached} can be "
            f"reached. Write {more} more {_of(more, rule.advice['more'])}, or lower {rule.advice['less']} to "
            f"{reached}.")


def _above(rule: Rule, least: float, forms: int) -> str:
    if rule.measured:
        return _unreached(rule, least / forms, "least")
    reached = ceil(least / forms - ODD)
    return (f"{rule.name}: at most {rule.most:g} {_of(rule.most, rule.unit)} allowed{_each(forms)}, the cells need "
            f"{reached}. Write {rule.advice['other']}, or raise {rule.advice['raise']} to {reached}.")


def _unreached(rule: Rule, reached: float, side: str) -> str:
    return (f"{rule.name}: {rule.least:.4g} to {rule.most:.4g} wanted, at {side} {reached:.4g} can be reached. Move "
            f"the target of {rule.advice['target']} to {reached:.4g}, widen its tolerance, or write items that fit it.")


def _of(number: float, words: str) -> str:
    """Words about items, or about words or forms, that stand after a number: for one of them, in the singular."""
    return re.sub(r"\b(item|word|form)s\b", r"\1", words, count=1) if number == 1 else words


def _each(forms: int) -> str:
    return "" if forms == 1 else f" on each of {forms} forms"


def _too_much_in_common(sheet: Sheet, forms: int, overlap: int | None, anchored: int) -> list[str]:
    """The cells alone make any such forms share more, on average, than two may."""
    least = least_overlap(sheet, forms, anchored)
    if overlap is None or least <= overlap:
        return []
    return [f"Overlap: two forms may share {overlap} {_of(overlap, 'items')}, but {forms} forms from this bank share "
            f"at least {least:.1f} on average. Raise max_overlap to {ceil(least)}, draw fewer forms, or write more "
            "items for the cells that have the fewest."]


def _together(sheet: Sheet, forms: int, anchored: int, seed: int, each: bool) -> list[str]:
    """Rules that fail only together: which give way when as little as possible must."""
    missed = given_way(sheet, forms, anchored, seed=seed, each=each)
    return [OPENING, *(_missed(rule, side, amount, forms) for rule, side, amount in missed)] if missed else []


def _missed(rule: Rule, side: str, amount: float, forms: int) -> str:
    each, whole = ceil(amount / forms - ODD), ceil(amount - ODD)
    if rule.measured:
        miss = f"{amount / forms:.3g} {'below' if side == 'under' else 'above'} its band"
        return (f"{rule.name}: {miss} of {rule.least:.4g} to {rule.most:.4g}. Move the target of "
                f"{rule.advice['target']}, or widen its tolerance.")
    if side == "under":
        return (f"{rule.name}: short by {whole} {_of(whole, rule.unit)}; {rule.least:g} wanted{_each(forms)}. Write "
                f"more {rule.advice['more']} that fit the other rules, or lower {rule.advice['less']} to "
                f"{rule.least - each:g}.")
    loosen = f", or raise {rule.advice['raise']} to {rule.most + each:g}" if "raise" in rule.advice else ""
    return (f"{rule.name}: {whole} {_of(whole, rule.unit)} too many; at most {rule.most:g} allowed{_each(forms)}. "
            f"Write {rule.advice.get('other', 'more items')}{loosen}.")


def left_out(reasons: Mapping[str, int]) -> list[str]:
    """How many items could not be used at all, and why."""
    held = Counter(reasons)
    if not held:
        return []
    return ["Left out: " + ", ".join(f"{number} {reason}" for reason, number in sorted(held.items())) + "."]
