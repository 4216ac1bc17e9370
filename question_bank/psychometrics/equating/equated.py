"""What an equating answers: the Y equivalent of each X score, how sure it is, and what to know about it."""

from dataclasses import dataclass, field, replace

import numpy as np

from question_bank.linking_methods import FLOORS
from question_bank.psychometrics.enough import require


@dataclass(frozen=True)
class Equated:
    """`yx[x]` is the Y equivalent of X score x, `se[x]` its standard error; a line has `slope` and `intercept`."""

    method: str
    n_x: int
    n_y: int
    yx: np.ndarray
    slope: float | None = None
    intercept: float | None = None
    se: np.ndarray | None = None
    notes: tuple[str, ...] = ()
    details: dict = field(default_factory=dict)

    def noted(self, *notes: str) -> "Equated":
        """The same with more notes."""
        return replace(self, notes=self.notes + notes)


def line(method: str, n_x: float, n_y: float, highest: int, slope: float, intercept: float, **more) -> Equated:
    """An equating that is a straight line over the X scores 0 to `highest`."""
    return Equated(method, int(n_x), int(n_y), slope * np.arange(highest + 1) + intercept, float(slope),
                   float(intercept), **more)


def enough_for(kind: str, n_x: float, n_y: float, least: int | None) -> tuple[str, ...]:
    """Raise TooFew below the floor; below the K&B (chapter 8) rule of thumb answer with a note."""
    floor, comfort = FLOORS[kind]
    n = int(min(n_x, n_y))
    require(f"{kind.capitalize()} equating", n, floor if least is None else least)
    if n < comfort:
        return (f"The smaller form has {n} people; for {kind} equating {comfort} are advised, so look at its errors.",)
    return ()
