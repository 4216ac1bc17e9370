"""What has been measured of an item: how hard it is, how well it tells people apart, and how often it was used."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Statistics:
    """Figures of one item; None where nothing was measured. `uses` counts the forms on which it has stood.

    a, b and c are those of the three-parameter logistic model, in the logit metric (no factor 1.7); a bank of the
    Rasch or two-parameter model has a = 1 or c = 0. p is the share of right answers, rpb the point-biserial.
    """

    a: float | None = None
    b: float | None = None
    c: float | None = None
    p: float | None = None
    rpb: float | None = None
    words: int | None = None
    uses: int = 0

    @property
    def is_calibrated(self) -> bool:
        """Whether the item has a response curve. A missing guessing parameter means none."""
        return self.a is not None and self.b is not None

    def chance(self, theta: float) -> float:
        """The chance of a right answer at an ability. Only for a calibrated item."""
        c = self.c or 0.0
        return c + (1 - c) / (1 + math.exp(-max(-500.0, min(500.0, self.a * (theta - self.b)))))

    def information(self, theta: float) -> float:
        """Fisher's information of the item at an ability (Birnbaum 1968); 0.0 for one that is not calibrated."""
        if not self.is_calibrated:
            return 0.0
        c, chance = self.c or 0.0, self.chance(theta)
        return self.a**2 * (1 - chance) / chance * ((chance - c) / (1 - c))**2 if chance > 0 else 0.0


Measured = Mapping[str, Statistics]
NOTHING = Statistics()


def typical(measured: Measured) -> Statistics:
    """The mean of every figure over the items that have it: what one more item of this bank may be like."""
    means = {}
    for name in ("a", "b", "c", "p", "rpb", "words"):
        known = [value for row in measured.values() if (value := getattr(row, name)) is not None]
        means[name] = sum(known) / len(known) if known else None
    return Statistics(**{**means, "words": None if means["words"] is None else math.ceil(means["words"])})
