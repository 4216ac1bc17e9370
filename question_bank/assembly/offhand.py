"""One form without a solver: fill the cells by chance, then exchange pieces until every rule is kept."""

import numpy as np

from question_bank.assembly.exchange import exchanged
from question_bank.assembly.sheet import Sheet

# A bank that gives no form after so many starts is tight: the solver looks at all choices at once.
FILLS, STARTS, PATIENCE, SOME = 12, 3, 3, 12


def drawn_offhand(sheet: Sheet, floors: np.ndarray, random: np.random.Generator) -> np.ndarray | None:
    """The places of one form that holds the pieces with a floor; None when none was found, which proves nothing."""
    ceilings, free = np.minimum(sheet.caps, 1.0), np.zeros(sheet.number)
    filling, tried = _Filling(sheet, floors, ceilings, random), 0
    for _ in range(FILLS):
        chosen = filling.fill()
        if chosen is None:
            continue
        found = exchanged(sheet, chosen, floors, ceilings, free, random, PATIENCE, SOME)
        tried += 1
        if found is not None or tried == STARTS:
            return found
    return None


class _Filling:
    """Fills every cell exactly with pieces that are no enemies, the cells that were short before first."""

    def __init__(self, sheet: Sheet, floors: np.ndarray, ceilings: np.ndarray, random: np.random.Generator):
        self.sheet, self.random = sheet, random
        self.needs = [rule.least for rule, _, _ in sheet.arrays if rule.exact]
        self.adds: list[list[tuple[int, float]]] = [[] for _ in range(sheet.number)]
        exact = (row for row in sheet.arrays if row[0].exact)
        for cell, (_, places, weights) in enumerate(exact):
            for place, weight in zip(places.tolist(), weights.tolist(), strict=True):
                self.adds[place].append((cell, weight))
        self.given, self.welcome = np.flatnonzero(floors >= 1).tolist(), ceilings >= 1
        self.urgent = np.zeros(len(self.needs))

    def fill(self) -> np.ndarray | None:
        """A choice in a new order of chance; None when a cell came out short."""
        needs, inside = list(self.needs), set()
        for place in [*self.given, *self._order()]:
            adds = self.adds[place]
            if place in inside or any(needs[cell] < weight for cell, weight in adds):
                continue
            if not inside.isdisjoint(self.sheet.apart.get(place, ())):
                continue
            inside.add(place)
            for cell, weight in adds:
                needs[cell] -= weight
        short = np.array(needs, float) > 0
        self.urgent += short
        return None if short.any() or not inside.issuperset(self.given) else np.array(sorted(inside), int)

    def _order(self) -> list[int]:
        """By chance, but pieces of cells that came out short go first."""
        order = self.random.permutation(self.sheet.number)
        order = order[self.welcome[order]]
        if not self.urgent.any():
            return order.tolist()
        urgency = [max((self.urgent[cell] for cell, _ in self.adds[place]), default=0.0) for place in order.tolist()]
        return order[np.argsort(-np.array(urgency), kind="stable")].tolist()
