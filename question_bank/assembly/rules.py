"""What a blueprint asks of one exam form, as named sums over pieces with a least and a most."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from question_bank.assembly.pool import Pool
from question_bank.blueprint import Blueprint
from question_bank.items import ItemContent
from question_bank.words import words_in


@dataclass(frozen=True)
class Setting:
    """A number of the blueprint that makes a rule: its name, its place in the document, a bound as it is written."""

    words: str
    path: tuple
    written: Callable[[float], int] = round


@dataclass(frozen=True)
class Aim:
    """What a measured sum must come near to: a target, and a tolerance that is a share of it when `relative`.

    The blueprint writes the sum divided by `unit`. A common target is found from the bank, so it cannot be moved.
    """

    target: float
    tolerance: float
    relative: bool
    unit: float
    common: bool
    words: str
    target_path: tuple
    tolerance_path: tuple


@dataclass(frozen=True)
class Rule:
    """A sum over pieces: what each adds, its least and its most (None: open), and its name in words.

    An exact rule is a cell of the blueprint. A measured one has an aim: it adds up figures such as information, where
    a choice is brought near by exchanging items. `lower` and `higher` are what makes its floor and its ceiling.
    """

    members: Mapping[int, float]
    least: float | None
    most: float | None
    name: str = ""
    unit: str = "items"
    exact: bool = False
    advice: Mapping[str, str] = field(default_factory=dict)
    lower: Setting | None = None
    higher: Setting | None = None
    aim: Aim | None = None

    @property
    def measured(self) -> bool:
        """Whether it adds up figures, not items."""
        return self.aim is not None

    @property
    def binds(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.least) or self.most is not None


def cells(blueprint: Blueprint, pool: Pool) -> list[Rule]:
    """The exact counts: one for each competency and level, and the number of pretest items."""
    held: dict[tuple[str, str], Counter] = {cell: Counter() for cell in blueprint.cells}
    for place in pool.scored:
        for item in pool.pieces[place]:
            held[item.competency, item.level][place] += 1
    exact = [_exact(held[competency, level], number, f"{competency} {level}",
                    {"more": f"{level} items in {competency}", "level": level},
                    Setting(f"the count of {competency} {level}",
                            ("counts", competency, blueprint.levels.index(level))))
             for (competency, level), number in blueprint.cells.items()]
    if blueprint.pretest:
        exact.append(_exact(_count(pool, pool.pretest, lambda item: True), blueprint.pretest, "Pretest",
                            {"more": "pretest items"}, Setting("the number of pretest items", ("pretest",))))
    return exact


def _exact(members: Mapping[int, float], number: int, name: str, advice: Mapping[str, str], setting: Setting) -> Rule:
    return Rule(members, number, number, name, exact=True, advice=advice, lower=setting, higher=setting)


def bounds(blueprint: Blueprint, pool: Pool) -> list[Rule]:
    """Everything else that is counted on one form: tags, negative stems, key positions, reading, pretest spread."""
    found = [Rule(_count(pool, pool.scored, _with_tag(tag)), floor, ceiling, f"Tag {tag}",
                  advice={"more": f"items with the tag {tag}", "other": f"items without the tag {tag}"},
                  lower=Setting(f"the floor of {tag}", ("tags", tag, "min")),
                  higher=Setting(f"the ceiling of {tag}", ("tags", tag, "max")))
             for tag, (floor, ceiling) in blueprint.tags.items()]
    found.append(Rule(_count(pool, pool.scored, lambda item: item.has_negative_stem), None,
                      blueprint.assembly.negative_stems_max, "Negative stems",
                      advice={"other": "items without a negative stem"}, higher=_assembly("negative_stems_max")))
    found += _key_positions(blueprint, pool) + _reading(blueprint, pool)
    for competency in sorted({item.competency for item in pool.items(pool.pretest)}):
        found.append(Rule(_count(pool, pool.pretest, _of_competency(competency)), None,
                          blueprint.pretest_placing.max_per_competency, f"Pretest in {competency}",
                          advice={"other": "pretest items in other competencies"},
                          higher=Setting("max_per_competency", ("pretest_placing", "max_per_competency"))))
    return [rule for rule in found if rule.binds]


def _assembly(name: str, written: Callable[[float], int] = round) -> Setting:
    return Setting(name, ("assembly", name), written)


def _key_positions(blueprint: Blueprint, pool: Pool) -> list[Rule]:
    """Options are drawn anew for each sitting, so only items of a fixed order can unbalance the key (IW-29)."""
    fixed: dict[tuple[int, int], dict[int, float]] = {}
    for place in pool.scored:
        for item in pool.pieces[place]:
            if item.fixed_order and item.key:
                key = [option.id for option in item.options].index(item.key)
                held = fixed.setdefault((len(item.options), key), {})
                held[place] = held.get(place, 0) + 1
    share = 100 + blueprint.assembly.key_position_tolerance_percent
    return [Rule(members, None, max(1, blueprint.scored * share // (100 * options)),
                 f"Key on option {key + 1} of {options}, fixed order",
                 advice={"other": "items with the key elsewhere"},
                 higher=_assembly("key_position_tolerance_percent", _percent_above(blueprint.scored, options)))
            for (options, key), members in sorted(fixed.items())]


def _reading(blueprint: Blueprint, pool: Pool) -> list[Rule]:
    most = blueprint.assembly.reading_words_max
    if not most:
        return []
    words = {place: sum(reading_words(item, pool) for item in pool.pieces[place]) for place in pool.scored}
    return [Rule(words, None, most, "Reading load", "words",
                 advice={"other": "shorter items"}, higher=_assembly("reading_words_max", ceil))]


def _percent_above(scored: int, options: int) -> Callable[[float], int]:
    """Which tolerance lets so many keys stand at one place."""
    return lambda most: ceil(100 * options * most / scored) - 100


def reading_words(item: ItemContent, pool: Pool) -> int:
    """The words of an item: as its statistics say, else counted."""
    given = pool.of(item.code).words
    return words_in(item) if given is None else given


def _count(pool: Pool, places: range, fits: Callable[[ItemContent], bool]) -> dict[int, float]:
    return dict(Counter(place for place in places for item in pool.pieces[place] if fits(item)))


def _with_tag(tag: str) -> Callable[[ItemContent], bool]:
    return lambda item: tag in item.tags


def _of_competency(competency: str) -> Callable[[ItemContent], bool]:
    return lambda item: item.competency == competency
