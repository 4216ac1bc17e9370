"""The table `[statistics]` of a program file: from how many answers figures count, and which are flagged."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

COUNTS = ("show_from_n", "act_from_n", "promote_from_n")
ORDERED = (("show_from_n", "act_from_n"), ("p_min", "p_max"), ("promote_p_min", "promote_p_max"))


@dataclass(frozen=True)
class Statistics:
    """Figures are shown from one n and acted on from another; items outside the shares and correlations are flagged.

    A pretest item is proposed for promotion from `promote_from_n` answers on, within the limits named promote.
    """

    show_from_n: int = 30
    act_from_n: int = 100
    p_min: float = 0.30
    p_max: float = 0.95
    pbis_min: float = 0.10
    reliability_target: float = 0.70
    interval_level: float = 0.95
    promote_from_n: int = 50
    promote_p_min: float = 0.35
    promote_p_max: float = 0.95
    promote_pbis_min: float = 0.10


def unfit_statistics(statistics: Statistics) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of a number that no figure could be held against."""
    for field in fields(Statistics):
        value = getattr(statistics, field.name)
        if field.name in COUNTS and value < 1:
            yield f"statistics.{field.name}", "must be at least 1: say from how many answers."
        if field.name not in COUNTS and not 0 <= value <= 1:
            yield f"statistics.{field.name}", "must lie from 0 to 1. Write 0.3 for 30 percent."
    if not 0 < statistics.interval_level < 1:
        yield "statistics.interval_level", "must lie between 0 and 1. Write 0.95 for 95 percent."
    for low, high in ORDERED:
        if getattr(statistics, low) > getattr(statistics, high):
            yield f"statistics.{low}", f"is above statistics.{high}. Lower it, or raise the other one."
