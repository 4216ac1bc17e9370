"""An assembled exam form: its items in their positions, and the order in which candidates meet them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from question_bank.blueprint import Blueprint, gaps
from question_bank.items import ItemContent

TRIES = 500


@dataclass(frozen=True)
class AssembledForm:
    """Items in the order of their positions, each with whether it counts. `seed` draws the same order again."""

    positions: tuple[tuple[ItemContent, bool], ...]
    seed: int

    @property
    def scored(self) -> list[ItemContent]:
        """The items that count, in order."""
        return [item for item, counts in self.positions if counts]

    @property
    def pretest(self) -> list[ItemContent]:
        """The items on trial, in order."""
        return [item for item, counts in self.positions if not counts]


def arrange(blueprint: Blueprint, scored: Sequence[ItemContent], pretest: Sequence[ItemContent] = (), *,
            seed: int) -> AssembledForm:
    """Draw an order: pretest items spread, none of them early or last, no run of one key among fixed orders, and the
    questions of a scenario side by side.
    """
    random = Random(seed)
    for _ in range(TRIES):
        drawn = _drawn(blueprint, list(scored), list(pretest), random)
        if not _order_only(blueprint, drawn):
            break
    return AssembledForm(tuple(drawn), seed)


def form_gaps(blueprint: Blueprint, form: AssembledForm) -> list[str]:
    """Where a form misses its blueprint, its order included; an empty list means that it satisfies it."""
    return [*gaps(blueprint, form.scored, form.pretest), *order_gaps(blueprint, form.positions)]


def other_options(contents: Iterable[ItemContent], wanted: int) -> list[str]:
    """The codes of items that do not have the program's number of options. 0: any number; true or false has its two."""
    return [item.code for item in contents
            if wanted and item.kind != "true_false" and len(item.options) != wanted]


def order_gaps(blueprint: Blueprint, positions: Sequence[tuple[ItemContent, bool]]) -> list[str]:
    """Where the order misses the rules of placing, as sentences."""
    return [*_order_only(blueprint, positions), *_crowded(blueprint, positions)]


def _order_only(blueprint: Blueprint, positions: Sequence[tuple[ItemContent, bool]]) -> list[str]:
    placing, found = blueprint.pretest_placing, []
    early = [place for place, (_, counts) in enumerate(positions, 1)
             if not counts and place <= placing.first_free_positions]
    if early:
        found.append(f"A pretest item stands at position {early[0]}; the first {placing.first_free_positions} are free "
                     "of them.")
    if not placing.block_at_end and len(positions) > 1 and not positions[-1][1] and not positions[-2][1]:
        found.append("Pretest items stand in a block at the end.")
    found += _torn(positions)
    if longest_key_run(positions) > blueprint.assembly.key_run_max:
        found.append(f"More than {blueprint.assembly.key_run_max} items of a fixed order in a row have the key at one "
                     "place.")
    return found


def longest_key_run(positions: Sequence[tuple[ItemContent, bool]]) -> int:
    """The longest run of items of a fixed order whose key stands at the same place; drawn orders end a run."""
    runs = groupby(_fixed_key(item) for item, _ in positions)
    return max((len(list(run)) for key, run in runs if key is not None), default=0)


def _fixed_key(item: ItemContent) -> int | None:
    fixed = item.fixed_order or item.kind == "true_false"
    return [option.id for option in item.options].index(item.key) if fixed and item.key else None


def _crowded(blueprint: Blueprint, positions) -> list[str]:
    most = blueprint.pretest_placing.max_per_competency
    held = [item.competency for item, counts in positions if not counts]
    return [f"{held.count(competency)} pretest items come from {competency}; at most {most} may."
            for competency in sorted(set(held)) if held.count(competency) > most]


def set_faults(positions: Sequence[tuple[ItemContent, bool]]) -> list[str]:
    """Why the sets of questions on a form could not be shown: torn apart, or with more than one text to read first."""
    texts: dict[str, set[str]] = {}
    for item, _ in positions:
        texts.setdefault(item.scenario, set()).add(item.stimulus)
    return [*_torn(positions), *(f"The questions of the scenario {scenario} do not hold the same text to read first."
                                 for scenario in sorted(texts) if scenario and len(texts[scenario]) > 1)]


def _torn(positions) -> list[str]:
    runs = [scenario for scenario, _ in groupby(item.scenario for item, _ in positions) if scenario]
    return [f"The questions of the scenario {scenario} do not stand side by side."
            for scenario in sorted(set(runs)) if runs.count(scenario) > 1]


def _drawn(blueprint: Blueprint, scored: list[ItemContent], pretest: list[ItemContent], random: Random):
    """Scenario sets are shuffled as one and never opened; a pretest item waits until a set is over."""
    counting, trial = _sets(scored), _sets(pretest)
    random.shuffle(counting)
    random.shuffle(trial)
    places, drawn = sorted(_pretest_places(blueprint, len(scored), len(pretest), random)), []
    for held in counting:
        while trial and places[len(pretest) - sum(map(len, trial))] <= len(drawn):
            drawn += [(item, False) for item in trial.pop(0)]
        drawn += [(item, True) for item in held]
    return [*drawn, *((item, False) for held in trial for item in held)]


def _sets(items: list[ItemContent]) -> list[list[ItemContent]]:
    """Items that share a scenario together, in the order of their codes; every other item alone."""
    sets: dict[str, list[ItemContent]] = {}
    for item in items:
        sets.setdefault(f"set {item.scenario}" if item.scenario else f"item {item.code}", []).append(item)
    return [sorted(held, key=lambda item: item.code) for held in sets.values()]


def _pretest_places(blueprint: Blueprint, scored: int, pretest: int, random: Random) -> list[int]:
    """One place in each of as many equal stretches, counted from 0, after the free ones and before the last."""
    if not pretest:
        return []
    total = scored + pretest
    first = min(blueprint.pretest_placing.first_free_positions, total - pretest)
    last = max(total - (0 if blueprint.pretest_placing.block_at_end else 1), first + pretest)
    width = (last - first) / pretest
    return [random.randrange(first + int(number * width), max(first + int((number + 1) * width),
                                                              first + int(number * width) + 1))
            for number in range(pretest)]
