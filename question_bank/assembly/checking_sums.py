"""The counts and the measured sums of finished forms, as (rule, held, least, most)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from question_bank.blueprint import Blueprint
from question_bank.blueprint_assembly import COMMON
from question_bank.item_statistics import NOTHING, Measured
from question_bank.items import ItemContent
from question_bank.words import words_in

Counted = tuple[str, int, int | None, int | None]


@dataclass(frozen=True)
class Band:
    """A measured rule: what each form has of it, and between what it must lie."""

    rule: str
    held: tuple[float, ...]
    least: float
    most: float


def counts_of(blueprint: Blueprint, scored: Sequence[ItemContent], measured: Measured) -> Iterator[Counted]:
    """Cells, tags, negative stems, key positions and reading load of the items that count."""
    asked, cells = blueprint.assembly, Counter((item.competency, item.level) for item in scored)
    for competency, level in sorted(set(cells) | set(blueprint.cells)):
        wanted = blueprint.cells.get((competency, level), 0)
        yield f"{competency} {level}", cells[competency, level], wanted, wanted
    tags = Counter(tag for item in scored for tag in item.tags)
    for tag, (least, most) in blueprint.tags.items():
        yield f"Tag {tag}", tags[tag], least, most
    yield "Negative stems", sum(item.has_negative_stem for item in scored), None, asked.negative_stems_max
    yield from _key_positions(blueprint, scored)
    if asked.reading_words_max:
        words = (measured.get(item.code, NOTHING).words for item in scored)
        total = sum(words_in(item) if given is None else given for item, given in zip(scored, words, strict=True))
        yield "Reading load", total, None, asked.reading_words_max


def bands_of(blueprint: Blueprint, forms: Sequence[Sequence[ItemContent]], measured: Measured) -> list[Band]:
    """Information and mean difficulty of every form, with the band that the blueprint asks for."""
    asked, hard = blueprint.assembly.information, blueprint.assembly.difficulty
    targets = [COMMON] * len(asked.theta) if asked.target == COMMON else asked.target
    found = [_band(f"Information at {theta:g}", [information_of(form, theta, measured) for form in forms], target,
                   lambda value: value * asked.tolerance_percent / 100)
             for theta, target in zip(asked.theta, targets, strict=True)]
    for name, target, near in (("p", hard.mean_p, hard.p_tolerance), ("b", hard.mean_b, hard.b_tolerance)):
        if target is not None:
            found.append(_band(f"Mean {name}", [mean_of(form, name, measured) or 0.0 for form in forms], target,
                               lambda value, near=near: near))
    return found


def information_of(items: Sequence[ItemContent], theta: float, measured: Measured) -> float:
    """The test information of these items at an ability."""
    return sum(measured.get(item.code, NOTHING).information(theta) for item in items)


def mean_of(items: Sequence[ItemContent], figure: str, measured: Measured) -> float | None:
    """The mean of a figure over the items that have it; None when none has."""
    known = [value for item in items if (value := getattr(measured.get(item.code, NOTHING), figure)) is not None]
    return sum(known) / len(known) if known else None


def _band(rule: str, held: Sequence[float], target, near: Callable[[float], float]) -> Band:
    """Around the target; a common one is the middle of what the forms have, for no other target suits them better."""
    middle = (min(held, default=0.0) + max(held, default=0.0)) / 2 if target == COMMON else target
    return Band(rule, tuple(held), middle - near(middle), middle + near(middle))


def _key_positions(blueprint: Blueprint, scored: Sequence[ItemContent]) -> Iterator[Counted]:
    """Only items of a fixed order can unbalance the key (IW-29)."""
    fixed = Counter((len(item.options), [option.id for option in item.options].index(item.key))
                    for item in scored if item.fixed_order and item.key)
    share = 1 + blueprint.assembly.key_position_tolerance_percent / 100
    for (options, key), number in sorted(fixed.items()):
        most = max(1, int(blueprint.scored * share / options + 1e-9))
        yield f"Key on option {key + 1} of {options}, fixed order", number, None, most
