"""A cut from ratings in exact fractions: the sum of mean ratings, moved by stated standard errors, rounded one way."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

ROUNDING = "rounded up to the next whole point"
STEP = 5  # ratings are multiples of this many percent
HALVES = tuple(range(-4, 5))  # a board may move a cut by at most two standard errors, in halves


@dataclass(frozen=True)
class PanelCut:
    """The cut as found, as moved, and as a whole number of points out of `maximum`."""

    found: Fraction
    moved: Fraction
    whole: int
    maximum: int


def sum_of_means(ratings: Sequence[Sequence[int]], points: Sequence[int]) -> Fraction:
    """The points that the candidate at the border is expected to earn. One row of percents for each question."""
    if not ratings or len(ratings) != len(points) or any(not row for row in ratings):
        raise ValueError("Every question needs its points and at least one rating.")
    return sum((Fraction(sum(row) * worth, 100 * len(row)) for row, worth in zip(ratings, points, strict=True)),
               start=Fraction(0))


def panel_cut(found: Fraction, maximum: int, *, halves: int = 0, standard_error: Fraction = Fraction(0)) -> PanelCut:
    """The cut moved by so many halves of a standard error, rounded up, between 1 and the maximum."""
    if halves not in HALVES:
        raise ValueError("A cut is moved by at most two standard errors, in steps of one half.")
    moved = found + Fraction(halves, 2) * standard_error
    return PanelCut(found, moved, min(max(ceil(moved), 1), maximum), maximum)


def digest_of_ratings(rows: Sequence[Mapping]) -> str:
    """SHA-256 of the rows as canonical JSON (sorted keys, no spaces): the same rows have the same digest anywhere."""
    text = json.dumps(list(rows), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
