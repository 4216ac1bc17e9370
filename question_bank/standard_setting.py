"""Cut scores, scaled scores and bands: whole numbers from end to end, so that nobody passes by rounding."""

from collections.abc import Mapping
from typing import Protocol


class Scale(Protocol):
    """The reporting scale: the lowest score, the score at the cut, the highest."""

    min: int
    cut: int
    max: int


def percent_cut(percent: int, maximum: int) -> int:
    """The fewest right answers that are at least `percent` of `maximum`: 75 % of 25 is 19."""
    return -(-percent * maximum // 100)


def decision(raw: int, cut: int) -> str:
    """PASS or FAIL, by comparing two integers."""
    return "PASS" if raw >= cut else "FAIL"


def scaled_score(raw: int, cut: int, maximum: int, scale: Scale) -> int:
    """The raw score on the reporting scale: linear in two pieces that meet at the cut, rounded down.

    Rounding down keeps a failing score below the scale's cut: 56 of 75 with a cut of 57 gives 494.
    """
    if raw < cut:
        return scale.min + (scale.cut - scale.min) * raw // cut
    if maximum == cut:
        return scale.max
    return scale.cut + (scale.max - scale.cut) * (raw - cut) // (maximum - cut)


def bands(parts: Mapping[str, tuple[int, int]], cut: int, maximum: int, min_items: int) -> dict[str, str | None]:
    """below, near or above for each part, against a candidate who stands exactly at the cut.

    Such a candidate has `items * cut / maximum` of a part right. A part is *near* when its correct answers are
    less than one whole item away from that, a distance that so few items cannot tell from chance. A part with
    fewer than `min_items` items gets None: too little was asked to say anything.
    """
    return {part: _band(items, correct, cut, maximum) if items >= min_items else None
            for part, (items, correct) in parts.items()}


def _band(items: int, correct: int, cut: int, maximum: int) -> str:
    distance = correct * maximum - items * cut  # in units of 1/maximum of an item
    if abs(distance) < maximum:
        return "near"
    return "above" if distance > 0 else "below"
