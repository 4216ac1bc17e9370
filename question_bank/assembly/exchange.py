"""Exchanging pieces of one cell until every sum lies within its band: the exact counts never change."""

from collections.abc import Sequence

import numpy as np

from question_bank.assembly.sheet import Sheet

ROUNDS, PAIRED, TRIED, STALE = 80, 240, 30, 10
SMALL = 1e-9
# What one item beyond a counted bound weighs, beside the share by which a measured sum lies outside its band.
ONE_ITEM = 0.02


def exchanged(sheet: Sheet, chosen: np.ndarray, floors: np.ndarray, ceilings: np.ndarray, prices: np.ndarray,
              random: np.random.Generator, patience: int = STALE, some: int | None = None) -> np.ndarray | None:
    """The chosen places after exchanges that bring every rule within its bounds; None when they do not.

    `patience`: after how many rounds without a better choice it gives up. `some`: how many of the pieces inside each
    round looks at; all when None.
    """
    search = _Search(sheet, chosen, floors, ceilings, prices, random, some)
    stale = 0
    for _ in range(ROUNDS):
        if search.missed(search.sums[:, None])[0] <= 0:
            return np.flatnonzero(search.inside)
        stale = 0 if search.improve() else stale + 1
        if stale == patience:
            return None
    return None


class _Search:
    """One choice on its way into the bands."""

    def __init__(self, sheet: Sheet, chosen, floors, ceilings, prices, random: np.random.Generator,
                 some: int | None):
        self.sheet, self.random, self.some = sheet, random, some
        self.inside = np.zeros(sheet.number, bool)
        self.inside[chosen] = True
        self.movable, self.welcome = floors < 1, ceilings > 0
        self.price = np.floor(prices)
        self.weights, self.least, self.most, self.scale = _banded(sheet)
        self.sums = self.weights[:, chosen].sum(axis=1)
        self.kind = _kinds(sheet)
        self.apart = sheet.apart

    def missed(self, sums: np.ndarray) -> np.ndarray:
        """How far each column of sums lies outside the bands, in shares, added up."""
        outside = np.maximum(sums - self.most, self.least - sums)
        outside[outside <= SMALL] = 0
        return self.scale @ outside

    def improve(self) -> bool:
        """Take the best exchange of one piece, or of two among some; whether that was better."""
        out, into = self._singles()
        if not len(out):
            return False
        change = self.weights[:, into] - self.weights[:, out]
        alone = self.missed(self.sums[:, None] + change)
        if self._take_best(alone, [out], [into]):
            return True
        tried = self._paired(alone)
        one, other = (tried[side] for side in np.triu_indices(len(tried), 1))
        together = self.missed(self.sums[:, None] + change[:, one] + change[:, other])
        return self._take_best(together, [out[one], out[other]], [into[one], into[other]])

    def _singles(self) -> tuple[np.ndarray, np.ndarray]:
        """Every pair of a piece inside and one of its kind outside that costs no more."""
        inside = np.flatnonzero(self.inside & self.movable)
        if self.some is not None and len(inside) > self.some:
            inside = self.random.choice(inside, self.some, replace=False)
        outside = np.flatnonzero(~self.inside & self.welcome)
        fitting = ((self.kind[inside][:, None] == self.kind[outside][None, :])
                   & (self.price[inside][:, None] >= self.price[outside][None, :]))
        rows, columns = np.nonzero(fitting)
        return inside[rows], outside[columns]

    def _paired(self, alone: np.ndarray) -> np.ndarray:
        """Exchanges to be tried in pairs: the best alone, and as many by chance."""
        if len(alone) <= PAIRED:
            return np.arange(len(alone))
        best = np.argpartition(alone, PAIRED // 2)[:PAIRED // 2]
        return np.union1d(best, self.random.choice(len(alone), PAIRED // 2, replace=False))

    def _take_best(self, scores: np.ndarray, outs: list[np.ndarray], intos: list[np.ndarray]) -> bool:
        if not len(scores):
            return False
        now = float(self.missed(self.sums[:, None])[0])
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


def _banded(sheet: Sheet) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weights, least and most of every rule that is no exact count, and what a unit outside weighs."""
    held = [row for row in sheet.arrays if not row[0].exact]
    weights = np.zeros((len(held), sheet.number))
    for number, (_, places, values) in enumerate(held):
        weights[number, places] = values
    least = np.array([-np.inf if rule.least is None else rule.least for rule, _, _ in held])
    most = np.array([np.inf if rule.most is None else rule.most for rule, _, _ in held])
    ends = np.array([np.where(np.isfinite(bound), np.abs(bound), 0) for bound in (least, most)]).reshape(2, -1)
    shares = 1 / np.maximum(ends.max(axis=0), SMALL)
    scale = np.array([share if rule.measured or rule.unit != "items" else ONE_ITEM
                      for share, (rule, _, _) in zip(shares, held, strict=True)])
    return weights, least[:, None], most[:, None], scale


def _kinds(sheet: Sheet) -> np.ndarray:
    """Pieces of one kind add the same to every exact count and have one size."""
    exact = [row for row in sheet.arrays if row[0].exact]
    rows = np.zeros((sheet.number, len(exact) + 1))
    rows[:, 0] = sheet.sizes
    for number, (_, places, values) in enumerate(exact, 1):
        rows[places, number] = values
    # As bytes, because comparing whole rows is many times slower.
    return np.unique(rows.view(f"V{rows.shape[1] * rows.itemsize}"), return_inverse=True)[1].reshape(-1)
