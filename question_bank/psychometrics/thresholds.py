"""From which n figures are shown and acted on, and which figures are flagged: values of a program, not of the code."""

from dataclasses import dataclass, fields
from typing import Any, Protocol


@dataclass(frozen=True)
class Thresholds:
    """As in the table `[statistics]` of a program file; the shares are between 0 and 1."""

    show_from_n: int = 30
    act_from_n: int = 100
    p_min: float = 0.30
    p_max: float = 0.95
    pbis_min: float = 0.10
    distractor_min_share: float = 0.05
    reliability_target: float = 0.70
    interval_level: float = 0.95


class Setting(Protocol):
    """What a program says of it. A worker that only counts need not know how program files are read."""

    statistics: Any
    lint: Any


def thresholds_of(program: Setting) -> Thresholds:
    """The thresholds that a program sets; the share of a distractor stands with its lint rules."""
    known = {one.name for one in fields(Thresholds)}
    table = {name: value for name, value in vars(program.statistics).items() if name in known}
    return Thresholds(**table, distractor_min_share=program.lint.distractor_min_share)
