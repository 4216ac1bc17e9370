"""Exchanging pieces of one kind until the measured sums lie within their bands: what is counted never changes."""

from collections.abc import Sequence

import numpy as np

from question_bank.assembly.sheet import Sheet

ROUNDS, SINGLES, TRIED, STALE = 60, 500, 40, 8
SMALL = 1e-9


def exchanged(sheet: Sheet, chosen: np.ndarray, floors: np.ndarray, ceilings: np.ndarray, costs: np.ndarray,
              random: np.random.Generator) -> np.ndarray | None:
    """The chosen places after exchanges that bring every measured rule within its band; None when they do not."""
    search = _Search(sheet, chosen, floors, ceilings, costs, random)
    stale = 0
    for _ in range(ROUNDS):
        if search.missed(search.sums) <= 0:
            return np.flatnonzero(search.inside)
        stale = 0 if search.improve() else stale + 1
        if stale == STALE:
            return None
    return None


class _Search:
    """One choice on its way into the bands."""

    def __init__(self, sheet: Sheet, chosen, floors, ceilings, costs, random: np.random.Generator):
        self.sheet, self.random = sheet, random
        self.inside = np.zeros(sheet.number, bool)
        self.inside[chosen] = True
        self.movable, self.welcome = floors < 1, ceilings > 0
        self.weights, self.least, self.most = _measured(sheet)
        ends = np.array([self.least, self.most])
        self.scale = np.maximum(np.abs(np.where(np.isfinite(ends), ends, 0)).max(axis=0), SMALL)
        self.sums = self.weights[:, chosen].sum(axis=1)
        self.kind = _kinds(sheet, np.floor(costs))
        self.apart = _neighbours(sheet)

    def missed(self, sums: np.ndarray) -> np.ndarray:
        """How far sums lie outside their bands, as shares of the middles, added up."""
        over = np.maximum(sums.T - self.most, 0) + np.maximum(self.least - sums.T, 0)
        return (np.where(over > SMALL * self.scale, over, 0) / self.scale).sum(axis=-1)

    def improve(self) -> bool:
        """Take the best exchange of one or two pieces among a random few; whether that was better."""
        out, into = self._singles()
        if not len(out):
            return False
        change = self.weights[:, into] - self.weights[:, out]
        alone = self.missed(self.sums[:, None] + change)
        if self._take_best(alone, [out], [into]):
            return True
        one, other = np.triu_indices(len(out), 1)
        together = self.missed(self.sums[:, None] + change[:, one] + change[:, other])
        return self._take_best(together, [out[one], out[other]], [into[one], into[other]])

    def _singles(self) -> tuple[np.ndarray, np.ndarray]:
        """Random pairs of a piece inside and one of its kind outside."""
        inside = np.flatnonzero(self.inside & self.movable)
        outside = np.flatnonzero(~self.inside & self.welcome)
        rows, columns = np.nonzero(self.kind[inside][:, None] == self.kind[outside][None, :])
        if len(rows) > SINGLES:
            some = self.random.choice(len(rows), SINGLES, replace=False)
            rows, columns = rows[some], columns[some]
        return inside[rows], outside[columns]

    def _take_best(self, scores: np.ndarray, outs: list[np.ndarray], intos: list[np.ndarray]) -> bool:
        now = float(self.missed(self.sums))
        few = np.argpartition(scores, min(TRIED, len(scores) - 1))[:TRIED]
        for move in few[np.argsort(scores[few], kind="stable")]:
            if scores[move] >= now * (1 - SMALL):
                return False
            if self._moved([places[move] for places in outs], [places[move] for places in intos]):
                return True
        return False

    def _moved(self, out: Sequence[int], into: Sequence[int]) -> bool:
        """Make the exchange unless it takes a piece twice or brings enemies together."""
        if len(set(out)) < len(out) or len(set(into)) < len(into):
            return False
        self.inside[list(out)], self.inside[list(into)] = False, True
        if any(self.inside[enemy] for place in into for enemy in self.apart.get(place, ())):
            self.inside[list(out)], self.inside[list(into)] = True, False
            return False
        self.sums = self.weights[:, self.inside].sum(axis=1)
        return True


def _measured(sheet: Sheet) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    held = [row for row in sheet.arrays if row[0].measured]
    weights = np.zeros((len(held), sheet.number))
    for number, (_, places, values) in enumerate(held):
        weights[number, places] = values
    least = np.array([-np.inf if rule.least is None else rule.least for rule, _, _ in held])
    return weights, least, np.array([np.inf if rule.most is None else rule.most for rule, _, _ in held])


def _kinds(sheet: Sheet, price: np.ndarray) -> np.ndarray:
    """Pieces of one kind add the same to every counted rule, have one size and one price."""
    rows = [np.asarray(price, float), sheet.sizes]
    for rule, places, values in sheet.arrays:
        if not rule.measured:
            row = np.zeros(sheet.number)
            row[places] = values
            rows.append(row)
    return np.unique(np.array(rows).T, axis=0, return_inverse=True)[1].reshape(-1)


def _neighbours(sheet: Sheet) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one, other in sheet.pairs.tolist():
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found
