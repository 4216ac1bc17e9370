"""What a chart of lines shows: named series of points, drawn as a line, as dots, or as a band."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """Points (x, y), in order of x. `kind` is line or dots; `low` and `high` give a band around a line, point by point.

    A y of None is not defined and leaves a gap.
    """

    name: str
    points: Sequence[tuple[float, float | None]]
    kind: str = "line"
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()

    def stretches(self) -> list[list[tuple[float, float]]]:
        """The points between the gaps."""
        found: list[list[tuple[float, float]]] = [[]]
        for x, y in self.points:
            if y is None:
                found.append([])
            else:
                found[-1].append((x, y))
        return [stretch for stretch in found if stretch]
