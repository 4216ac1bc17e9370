"""The rules on a whole bank: who is in it, what is missing, what is there twice, and what nobody has read for long."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from question_bank.blueprint import Blueprint
from question_bank.families import translation_faults
from question_bank.items import ItemContent
from question_bank.lint.fault import Fault
from question_bank.lint.key_habits import key_positions, longest_keys
from question_bank.lint.known import Known
from question_bank.lint.neighbours import copied, there_twice, too_alike
from question_bank.lint.people import balance, people_in

MONTHS_OF_A_YEAR = 12


def bank_faults(items: Sequence[ItemContent], known: Known, blueprint: Blueprint | None = None,
                today: date | None = None) -> list[Fault]:
    """Every fault of a bank that no item has alone.

    With a blueprint, its cells and tags are counted against what is wanted; with a day, old reviews are named.
    """
    asked = [item for item in items if item.use in ("operational", "pretest") and not item.translation_of]
    found = [*too_alike(items, known), *copied(items, known), *there_twice(items), *balance(people_in(asked),
                                                                                           known.thresholds),
             *key_positions(asked, known, "bank", "warning", shuffled=False),
             *longest_keys(asked, known, "bank", "warning")]
    found += [Fault(one.place, one.code, one.message, one.severity) for one in translation_faults(items)]
    if blueprint is not None:
        found += [*_coverage(asked, blueprint), *_tag_floors(asked, blueprint)]
    if today is not None:
        found += _old_reviews(items, known, today)
    return sorted(found, key=lambda one: one.code)


def _coverage(items: Sequence[ItemContent], blueprint: Blueprint) -> Iterator[Fault]:
    """The cells of the blueprint that hold fewer scored items than the bank is to hold."""
    held = Counter((item.competency, item.level) for item in items if item.use == "operational")
    for competency, row in blueprint.document.get("bank_target", {}).items():
        for level, wanted in zip(blueprint.levels, row, strict=True):
            there = held[competency, level]
            if there < wanted:
                yield Fault("bank", "coverage", f"{competency} {level}: {there} scored {_items(there)}, {wanted} "
                            f"wanted. Write {wanted - there} more.", "warning")


def _tag_floors(items: Sequence[ItemContent], blueprint: Blueprint) -> Iterator[Fault]:
    held = Counter(tag for item in items if item.use == "operational" for tag in item.tags)
    forms = blueprint.assembly.disjoint_forms
    for tag, (floor, _) in blueprint.tags.items():
        if held[tag] < floor * forms:
            yield Fault("bank", "coverage", f"The tag {tag} stands on {held[tag]} scored {_items(held[tag])}; "
                        f"{floor * forms} are wanted for {forms} exam forms. Tag or write {floor * forms - held[tag]} "
                        "more.", "warning")


def _items(number: int) -> str:
    return "item" if number == 1 else "items"


def _old_reviews(items: Sequence[ItemContent], known: Known, today: date) -> Iterator[Fault]:
    months = known.thresholds.reviewed_within_months
    for item in items:
        days = sorted(_days(item))
        if not days:
            yield Fault(item.code, "review", "No review of this item is recorded. Have somebody else read it.",
                        "warning")
        elif _months(days[-1], today) >= months:
            yield Fault(item.code, "review", f"This item was last reviewed on {days[-1]}. Have it read again every "
                        f"{months} months.", "warning")


def _days(item: ItemContent) -> Iterator[date]:
    for review in item.reviews:
        try:
            yield date.fromisoformat(review.get("on", ""))
        except ValueError:
            continue


def _months(one: date, other: date) -> int:
    whole = (other.year - one.year) * MONTHS_OF_A_YEAR + other.month - one.month
    return whole - (other.day < one.day)
