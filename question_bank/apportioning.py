"""Weights turned into whole counts by largest remainder, ties broken by the given order, with the rounding shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Share:
    """One part of a whole: its weight, the exact number it stands for, and the whole count it gets."""

    name: str
    weight: Fraction
    exact: Fraction
    count: int

    @property
    def rounding(self) -> Fraction:
        """What the count has more than the exact number; below zero when it has less."""
        return self.count - self.exact


def largest_remainder(weights: Mapping[str, float | str], total: int) -> list[Share]:
    """So many items over named weights, which are relative: percent, or hours, or points."""
    exact_weights = {name: Fraction(str(weight)) for name, weight in weights.items()}
    whole = sum(exact_weights.values())
    if whole <= 0 or min(exact_weights.values()) < 0:
        raise ValueError("weights must not be below zero, and not all of them zero")
    exact = [total * weight / whole for weight in exact_weights.values()]
    counts = _rounded(exact, total)
    return [Share(name, weight, part, count)
            for (name, weight), part, count in zip(exact_weights.items(), exact, counts, strict=True)]


def grid_of(shares: Sequence[Share], levels: Mapping[str, float | str]) -> dict[str, list[int]]:
    """The count of each share split over levels, so that the levels keep their weights over the whole as well.

    What rounding gives a level too little in one row is carried to the next.
    """
    weights = [share.exact for share in largest_remainder(levels, 1)]
    carried, grid = [Fraction(0)] * len(weights), {}
    for share in shares:
        wanted = [share.count * weight + rest for weight, rest in zip(weights, carried, strict=True)]
        grid[share.name] = _rounded(wanted, share.count)
        carried = [want - got for want, got in zip(wanted, grid[share.name], strict=True)]
    return grid


def _rounded(exact: Sequence[Fraction], total: int) -> list[int]:
    """Whole numbers from 0 up with this total, each near its exact number: the largest remainders are rounded up."""
    counts = [max(0, int(part // 1)) for part in exact]
    while sum(counts) != total:
        step = 1 if sum(counts) < total else -1
        open_places = [place for place in range(len(exact)) if step > 0 or counts[place] > 0]
        # max takes the first of equals, which is the order that was given
        counts[max(open_places, key=lambda place: step * (exact[place] - counts[place]))] += step
    return counts
