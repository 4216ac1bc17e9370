"""Why a bank cannot fill a blueprint, in words: the cell, tag or rule, what it has, what it needs, what would help."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.elastic import given_way
from question_bank.assembly.missed import Missed, Wanted, of_number
from question_bank.assembly.overlap import least_overlap
from question_bank.assembly.reach import ODD, cell_of, counts, on_each, short_bounds
from question_bank.assembly.rules import Rule, Setting
from question_bank.assembly.sheet import Sheet

OPENING = "The rules of the blueprint cannot all be kept with this bank."


class AssemblyError(ValueError):
    """No exam form can be assembled; `sentences` name what is short.

    `missed` holds the rules behind them, after an `opening` when they only fail together.
    """

    def __init__(self, sentences: Sequence[str], missed: Sequence[Missed] = (), opening: Sequence[str] = ()):
        self.missed, self.opening, self.notes = list(missed), list(opening), list(sentences)
        self.sentences = [*self.opening, *(one.sentence for one in self.missed), *self.notes]
        super().__init__(" ".join(self.sentences))


def what_is_short(sheet: Sheet, forms: int, overlap: int | None, *, anchored: Mapping[str, int], seed: int,
                  deadline: Deadline, each: bool = True) -> AssemblyError | None:
    """Looked at cell by cell, rule by rule, for all pairs of forms, together, and at last (`each`) with every form
    apart; None when nothing is proved.
    """
    alone = (short_at_once(sheet, forms, overlap, anchored)
             or short_bounds(sheet, forms, bool(anchored), seed, deadline))
    if alone:
        return AssemblyError(left_out(sheet.pool.left_out), alone)
    together = _together(sheet, forms, bool(anchored), seed, deadline, each)
    return AssemblyError(left_out(sheet.pool.left_out), together, [OPENING]) if together else None


def short_at_once(sheet: Sheet, forms: int, overlap: int | None, anchored: Mapping[str, int]) -> list[Missed]:
    """What can be seen by counting alone."""
    return _short_cells(sheet, forms, anchored) or _too_much_in_common(sheet, forms, overlap, anchored)


def _short_cells(sheet: Sheet, forms: int, anchored: Mapping[str, int]) -> list[Missed]:
    """Cells with fewer items, or fewer uses of items, than all forms need. Anchor items may stand on every form."""
    found = []
    for rule, places, weights in sheet.arrays:
        if not rule.exact:
            continue
        needed, uses = rule.least * forms, float(sheet.caps[places] @ weights)
        uses += min(anchored.get(cell_of(rule)[0], 0), weights.sum()) * (forms - min(sheet.caps[places], default=0))
        if uses < needed:
            found.append(_short_cell(sheet, rule, forms, int(weights.sum()), int(uses)))
    return found


def _short_cell(sheet: Sheet, rule: Rule, forms: int, held: int, uses: int) -> Missed:
    count, often = int(rule.least), int(max(sheet.caps, default=1))
    wanted = f"{count} wanted" if forms == 1 else f"{count} wanted on each of {forms} forms, {count * forms} in all"
    each = f", each at most {often} times" if often > 1 else ""
    more = ceil((count * forms - uses) / max(often, 1))
    new = Wanted(more, cell_of(rule), use="operational" if counts(rule) else "pretest")
    return Missed(rule, False, uses // forms, f"{rule.name}: {wanted}, the bank has {held} that may be used{each}.",
                  f"write {more} more {of_number(more, rule.advice['more'])}", (new,))


def _too_much_in_common(sheet: Sheet, forms: int, overlap: int | None,
                        anchored: Mapping[str, int]) -> list[Missed]:
    """The cells alone make any such forms share more, on average, than two may."""
    least = least_overlap(sheet, forms, anchored)
    if overlap is None or least <= overlap:
        return []
    return [shared_too_little(overlap, ceil(least), f"but {forms} forms from this bank share at least {least:.1f} on "
                                                    "average")]


def shared_too_little(overlap: int, needed: int, why: str) -> Missed:
    """Forms may have fewer items in common than they must."""
    rule = Rule({}, None, overlap, "Overlap", higher=Setting("max_overlap", ("assembly", "max_overlap")),
                advice={"other": "items for the cells that have the fewest"})
    return Missed(rule, True, needed, f"Overlap: two forms may share {overlap} {of_number(overlap, 'items')}, {why}.",
                  "write more items for the cells that have the fewest")


def _together(sheet: Sheet, forms: int, anchored: bool, seed: int, deadline: Deadline, each: bool) -> list[Missed]:
    """Rules that fail only together: which give way when as little as possible must."""
    missed = given_way(sheet, forms, anchored, seed=seed, deadline=deadline, each=each)
    return [_gives_way(sheet, rule, side == "over", amount, forms) for rule, side, amount in missed]


def _gives_way(sheet: Sheet, rule: Rule, over: bool, amount: float, forms: int) -> Missed:
    each, whole = ceil(amount / forms - ODD), ceil(amount - ODD)
    if rule.measured:
        by = amount / forms
        said = (f"{rule.name}: {by / rule.aim.unit:.3g} {'above' if over else 'below'} its band of "
                f"{rule.least / rule.aim.unit:.4g} to {rule.most / rule.aim.unit:.4g}.")
        return Missed(rule, over, rule.most + by if over else rule.least - by, said, "")
    if over:
        said = (f"{rule.name}: {whole} {of_number(whole, rule.unit)} too many; at most {rule.most:g} allowed"
                f"{on_each(forms)}.")
        other = rule.advice.get("other", "more items")
        return Missed(rule, True, rule.most + each, said, f"write {other} that fit the other rules")
    said = f"{rule.name}: short by {whole} {of_number(whole, rule.unit)}; {rule.least:g} wanted{on_each(forms)}."
    return Missed(rule, False, rule.least - each, said + _kept_apart(sheet, rule),
                  f"write more {rule.advice['more']} that fit the other rules")


def _kept_apart(sheet: Sheet, rule: Rule) -> str:
    """Enemies in a cell are why fewer of its items can be used than it holds."""
    pieces = sheet.pool.pieces
    pairs = [(pieces[one][0].code, pieces[other][0].code) for one, other in sheet.pairs.tolist()
             if rule.exact and (one in rule.members or other in rule.members)]
    named = ", ".join(f"{one} and {other}" for one, other in pairs[:3])
    return f" Enemies keep items apart here: {named}{' and others' if len(pairs) > 3 else ''}." if pairs else ""


def left_out(reasons: Mapping[str, int]) -> list[str]:
    """How many items could not be used at all, and why."""
    held = Counter(reasons)
    if not held:
        return []
    return ["Left out: " + ", ".join(f"{number} {reason}" for reason, number in sorted(held.items())) + "."]
