"""Habits of a set of items that give keys away: where the key stands (IW-29), and how long it is (IW-22)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil, floor

from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault
from question_bank.lint.known import Known
from question_bank.lint.options import key_is_longest
from question_bank.lint.wording import Wording

ONE_ITEM = 1  # a share of few items cannot be kept closer than this


def key_place(item: ItemContent) -> int | None:
    """The place of the one right option, counted from 0; None where several are right."""
    ids = [option.id for option in item.options]
    return ids.index(item.key) if item.key in ids and len(item.right_options) == 1 else None


def key_positions(items: Sequence[ItemContent], known: Known, place: str, severity: str, *,
                  shuffled: bool) -> Iterator[Fault]:
    """IW-29: each position holds the key about as often. Options that are shuffled count for every position alike."""
    counted = [(item, key_place(item)) for item in items if item.kind != "true_false"]
    held, fair = Counter(), Counter()
    for item, at in counted:
        if at is None:
            continue
        for position in range(len(item.options)):
            fair[position] += 1 / len(item.options)
            moves = shuffled and not item.fixed_order
            held[position] += 1 / len(item.options) if moves else position == at
    for position in sorted(fair):
        slack = max(known.thresholds.key_position_tolerance * fair[position], ONE_ITEM)
        if abs(held[position] - fair[position]) > slack:
            low, high = ceil(fair[position] - slack), floor(fair[position] + slack)
            yield fault("IW-29", place, f"The key is option {position + 1} in {held[position]:.0f} of "
                        f"{sum(at is not None for _, at in counted)} items. {max(0, low)} to {high} would be "
                        "balanced. Reorder the options of some items.", severity=severity)


def key_runs(items: Sequence[ItemContent], known: Known, place: str, *, shuffled: bool) -> Iterator[Fault]:
    """IW-29: no long run of items has the key at one position."""
    most = known.thresholds.key_run_max
    places = [key_place(item) if item.fixed_order or not shuffled else None for item in items]
    start = 0
    for at, run in groupby(places):
        length = len(list(run))
        if at is not None and length > most:
            yield fault("IW-29", place, f"From item {start + 1} on, {length} items in a row have the key at option "
                        f"{at + 1}; {most} is the most. Change the order of the items.")
        start += length


def longest_keys(items: Sequence[ItemContent], known: Known, place: str, severity: str) -> Iterator[Fault]:
    """IW-22: the key is the longest option in a part of the items only."""
    longest = [item.code for item in items if item.kind == "single" and key_is_longest(Wording(item, known))]
    most = known.thresholds.key_longest_share_max
    if items and len(longest) > max(most * len(items), ONE_ITEM):
        yield fault("IW-22", place, f"In {len(longest)} of {len(items)} items ({len(longest) / len(items):.0%}) the "
                    f"key is the longest option; {most:.0%} is the most. Shorten keys, for example of "
                    f"{', '.join(longest[:5])}.", *longest[:5], severity=severity)
