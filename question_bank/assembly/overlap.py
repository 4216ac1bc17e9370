"""The least that forms must have in common: by counting alone, however cleverly they are drawn."""

from collections.abc import Mapping
from math import comb

from question_bank.assembly.sheet import Sheet


def least_overlap(sheet: Sheet, forms: int, anchored: Mapping[str, int]) -> float:
    """The mean number of items that two forms share at least, because the cells need items more than once.

    In a cell of s items that all forms together use n times, the pairs of forms that share an item are fewest when
    the uses are spread evenly; scenario sets and tags can only make it more.
    """
    if forms < 2:
        return 0.0
    pairs = sum(_fewest_pairs(int(rule.least * forms), int(weights.sum())) for rule, _, weights in sheet.arrays
                if rule.exact)
    return max(pairs / comb(forms, 2), float(sum(anchored.values())))


def _fewest_pairs(uses: int, items: int) -> int:
    if not items:
        return 0
    often, rest = divmod(uses, items)
    return (items - rest) * comb(often, 2) + rest * comb(often + 1, 2)
