"""Every rule of a blueprint counted again on finished forms, by plain counting and without the solver's model."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from question_bank.assembly.checking_sums import Band, bands_of, counts_of
from question_bank.blueprint import Blueprint
from question_bank.exam_form import order_gaps
from question_bank.families import pairs_apart
from question_bank.item_statistics import NOTHING, Measured
from question_bank.items import ItemContent

Positions = Sequence[tuple[ItemContent, bool]]


@dataclass(frozen=True)
class Check:
    """One rule on one form ("1"), on two ("1 and 2") or on all (""): what it has, its least and its most."""

    rule: str
    form: str
    held: float
    least: float | None
    most: float | None

    @property
    def met(self) -> bool:
        """Whether the rule is kept. A sum on the very edge is: it may be added up in another order."""
        edge = 1e-6 * max(abs(self.held), 1.0) if isinstance(self.held, float) else 0
        return ((self.least is None or self.held >= self.least - edge)
                and (self.most is None or self.held <= self.most + edge))


def checks_of(blueprint: Blueprint, forms: Sequence[Positions], *, bank: Sequence[ItemContent] = (),
              statistics: Measured | None = None, anchor: Collection[str] = (),
              avoid: Collection[str] = ()) -> list[Check]:
    """Every rule, form by form and over all of them. `bank` is needed to see whether scenario sets are whole."""
    measured = statistics or {}
    found = [check for number, positions in enumerate(forms, 1)
             for check in _of_one(blueprint, str(number), positions, bank, measured, frozenset(avoid))]
    for band in bands_of(blueprint, [_scored(positions) for positions in forms], measured):
        found += [_within(band, str(number), held) for number, held in enumerate(band.held, 1)]
    return [*found, *_of_all(blueprint, forms, measured, frozenset(anchor))]


def faults(checks: Sequence[Check]) -> list[Check]:
    """Those that are not kept."""
    return [check for check in checks if not check.met]


def _of_one(blueprint: Blueprint, form: str, positions: Positions, bank, measured: Measured,
            avoid: frozenset[str]) -> Iterator[Check]:
    items, scored = [item for item, _ in positions], _scored(positions)
    codes = {item.code for item in items}
    yield Check("Items that count", form, len(scored), blueprint.scored, blueprint.scored)
    yield Check("Pretest items", form, len(items) - len(scored), blueprint.pretest, blueprint.pretest)
    yield Check("Items that stand twice", form, len(items) - len(codes), 0, 0)
    for rule, held, least, most in counts_of(blueprint, scored, measured):
        yield Check(rule, form, held, least, most)
    yield Check("Enemies that meet", form, len(pairs_apart(items)), 0, 0)
    yield Check("Items in another language", form,
                sum(item.language != blueprint.assembly.language for item in items), 0, 0)
    yield Check("Scenario sets that are not whole", form, len(_torn_sets(items, bank)), 0, 0)
    yield Check("Rules of the order that are broken", form, len(order_gaps(blueprint, positions)), 0, 0)
    if avoid:
        yield Check("Items to be avoided", form, len(codes & avoid), 0, 0)


def _of_all(blueprint: Blueprint, forms: Sequence[Positions], measured: Measured,
            anchor: frozenset[str]) -> Iterator[Check]:
    asked, codes = blueprint.assembly, [{item.code for item, _ in positions} for positions in forms]
    if asked.anchor.size and forms:
        common = set.intersection(*codes)
        anchor = anchor or frozenset(common)
        yield Check("Anchor items on every form", "", len(anchor & common), asked.anchor.size, None)
        yield from _anchor_content(blueprint, [item for item, _ in forms[0] if item.code in anchor & common])
    if asked.max_uses:
        uses = Counter(code for held in codes for code in held if code not in anchor)
        most = max((number + measured.get(code, NOTHING).uses for code, number in uses.items()), default=0)
        yield Check("Most uses of one item", "", most, None, asked.max_uses)
    if asked.max_overlap is not None:
        for (one, first), (other, second) in combinations(enumerate(codes, 1), 2):
            yield Check("Items in common", f"{one} and {other}", len(first & second), None, asked.max_overlap)


def _anchor_content(blueprint: Blueprint, anchor: Sequence[ItemContent]) -> Iterator[Check]:
    asked = blueprint.assembly.anchor
    held = Counter(item.competency for item in anchor)
    for competency, number in sorted(asked.counts.items()):
        yield Check(f"Anchor items of {competency}", "", held[competency], number, None)
    if asked.ids:
        yield Check("Anchor items given by name", "", len({item.code for item in anchor} & set(asked.ids)),
                    len(asked.ids), len(asked.ids))


def _torn_sets(items: Sequence[ItemContent], bank: Sequence[ItemContent]) -> set[str]:
    """Scenario sets of which the form has some items and not all that the bank has of that use and language."""
    codes, touched = {item.code for item in items}, {(item.scenario, item.use, item.language) for item in items
                                                     if item.scenario}
    return {item.scenario for item in bank
            if (item.scenario, item.use, item.language) in touched and item.code not in codes}


def _within(band: Band, form: str, held: float) -> Check:
    return Check(band.rule, form, float(held), band.least, band.most)


def _scored(positions: Positions) -> list[ItemContent]:
    return [item for item, counts in positions if counts]
