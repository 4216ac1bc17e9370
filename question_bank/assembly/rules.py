"""What a blueprint asks of one exam form, as named sums over items with a floor and a ceiling."""

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.blueprint import Blueprint
from question_bank.families import pairs_apart
from question_bank.items import ItemContent


@dataclass(frozen=True)
class Sum:
    """One rule: the items it counts (by place, with a weight), its floor, its ceiling, and its name in words."""

    name: str
    weights: dict[int, int]
    floor: int = 0
    ceiling: int | None = None
    unit: str = "items"


@dataclass(frozen=True)
class Pool:
    """The items that may stand on a form, those that count first, then those on trial."""

    items: tuple[ItemContent, ...]
    counting: int

    @property
    def scored(self) -> range:
        """The places of the items that count."""
        return range(self.counting)

    @property
    def pretest(self) -> range:
        """The places of the items on trial."""
        return range(self.counting, len(self.items))


def pool_of(blueprint: Blueprint, bank: Sequence[ItemContent], avoid: frozenset[str]) -> Pool:
    """The usable items of a bank, in the order of their codes so that nothing hangs on the order of a file."""
    language = blueprint.assembly.language
    known = sorted((item for item in bank if item.code not in avoid and item.language == language),
                   key=lambda item: item.code)
    scored = [item for item in known if item.use == "operational" and (item.competency, item.level) in blueprint.cells]
    pretest = [item for item in known if item.use == "pretest"] if blueprint.pretest else []
    return Pool((*scored, *pretest), len(scored))


def cells(blueprint: Blueprint, pool: Pool) -> list[Sum]:
    """The exact counts: one for each competency and level, and the number of pretest items."""
    exact = [Sum(f"{competency} {level}", _where(pool, pool.scored, _in_cell(competency, level)), number, number)
             for (competency, level), number in blueprint.cells.items()]
    if blueprint.pretest:
        exact.append(Sum("Pretest", dict.fromkeys(pool.pretest, 1), blueprint.pretest, blueprint.pretest))
    return exact


def bounds(blueprint: Blueprint, pool: Pool) -> list[Sum]:
    """Everything else that one form keeps: tags, negative stems, key positions, reading load, pretest spread."""
    found = [Sum(f"Tag {tag}", _where(pool, pool.scored, _with_tag(tag)), floor, ceiling)
             for tag, (floor, ceiling) in blueprint.tags.items()]
    found.append(Sum("Negative stems", _where(pool, pool.scored, lambda item: item.has_negative_stem), 0,
                     blueprint.assembly.negative_stems_max))
    found += _key_positions(blueprint, pool) + _reading(blueprint, pool)
    for competency in sorted({pool.items[place].competency for place in pool.pretest}):
        found.append(Sum(f"Pretest in {competency}", _where(pool, pool.pretest, _of_competency(competency)), 0,
                         blueprint.pretest_placing.max_per_competency))
    return found


def enemies(pool: Pool) -> list[tuple[int, int]]:
    """Pairs of places that may not stand on one form."""
    places = {item.code: place for place, item in enumerate(pool.items)}
    return sorted(tuple(sorted((places[one], places[other]))) for one, other in pairs_apart(pool.items))


def _key_positions(blueprint: Blueprint, pool: Pool) -> list[Sum]:
    """Options are drawn anew for each sitting, so only items of a fixed order can unbalance the key (IW-29)."""
    fixed: dict[tuple[int, int], dict[int, int]] = {}
    for place in pool.scored:
        item = pool.items[place]
        if item.fixed_order:
            key = [option.id for option in item.options].index(item.key)
            fixed.setdefault((len(item.options), key), {})[place] = 1
    share = 100 + blueprint.assembly.key_position_tolerance_percent
    return [Sum(f"Key on option {key + 1} of {options}, fixed order", weights, 0,
                max(1, blueprint.scored * share // (100 * options)))
            for (options, key), weights in sorted(fixed.items())]


def _reading(blueprint: Blueprint, pool: Pool) -> list[Sum]:
    most = blueprint.assembly.reading_words_max
    if not most:
        return []
    return [Sum("Reading load", {place: words_in(pool.items[place]) for place in pool.scored}, 0, most, "words")]


def words_in(item: ItemContent) -> int:
    """How many words a candidate reads in an item."""
    return sum(len(text.split()) for text in (item.stem, *(option.text for option in item.options)))


def _where(pool: Pool, places: range, fits) -> dict[int, int]:
    return {place: 1 for place in places if fits(pool.items[place])}


def _in_cell(competency: str, level: str):
    return lambda item: (item.competency, item.level) == (competency, level)


def _with_tag(tag: str):
    return lambda item: tag in item.tags


def _of_competency(competency: str):
    return lambda item: item.competency == competency
