"""Option analysis: who chose what, and whether the key is the option that the able choose."""

import math
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.classical import GROUP_SHARE, group_shares
from question_bank.psychometrics.score_table import ScoreTable

MISKEY_ERRORS = 1.0  # how many standard errors of the difference a distractor must lie above the key
FEWEST_CHOICES = 5


@dataclass(frozen=True, eq=False)
class OptionStatistics:
    """Arrays (k, options): persons who chose, their share, mean total and rest score, correlations, group shares.

    `pbis_rest` sets choosing the option against the total minus the keyed item; for the key it is the corrected
    point-biserial. nan where nobody or everybody chose.
    """

    chosen: np.ndarray
    share: np.ndarray
    mean_total: np.ndarray
    mean_rest: np.ndarray
    pbis_rest: np.ndarray
    pbis_total: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def option_statistics(table: ScoreTable, group_share: float = GROUP_SHARE) -> OptionStatistics:
    """Every option of every item (Haladyna and Rodriguez 2013, Developing and Validating Test Items, chapter 17).

    Persons who left the item out belong to those who did not choose.
    """
    scores, n = table.scores, table.n
    chosen = table.chosen.sum(axis=2)
    total = table.chosen @ scores
    rest = total - np.where(table.is_key, chosen, 0)
    right = table.right.sum(axis=1)
    all_total, all_squares = int(table.persons @ scores), int(table.persons @ scores**2)
    all_rest = all_total - right
    rest_squares = all_squares - 2 * (table.right @ scores) + right  # of (score - right)
    lower, upper = group_shares(table, table.chosen, group_share)
    with np.errstate(divide="ignore", invalid="ignore"):
        return OptionStatistics(
            chosen, chosen / n, total / chosen, rest / chosen,
            _correlation(n, chosen, rest, all_rest[:, None], rest_squares[:, None]),
            _correlation(n, chosen, total, all_total, all_squares), lower, upper)


def _correlation(n: int, chosen, summed, everybody, squares) -> np.ndarray:
    """Of choosing (0 or 1) with a score: from counts, sums among those who chose, sums and squares of all persons."""
    spread = np.sqrt(chosen * (n - chosen) * 1.0) * np.sqrt((n * squares - everybody**2) * 1.0)
    return np.where(spread > 0, n * summed - chosen * everybody, np.nan) / spread


@dataclass(frozen=True)
class Rival:
    """The distractor that goes with the rest score most: its place, both correlations, and what parts them.

    `errors` is the difference in standard errors; `probable` says that this is a probable miskey and not chance.
    """

    option: int
    pbis_rest: float
    key_pbis_rest: float
    errors: float
    probable: bool


def rivals(table: ScoreTable, statistics: OptionStatistics, least_share: float = 0.05) -> list[Rival | None]:
    """For each item the strongest distractor that correlates with the rest score above the key, or None.

    Both correlations share the rest score and the persons; the standard error of their difference is taken where
    neither option goes with the score, from the correlation between the two choices (Steiger 1980, Psychological
    Bulletin 87, 245, equation 3). A rival is a probable miskey when it lies a whole standard error above the key and
    enough persons chose it: in simulations of 200 and more persons that finds planted miskeys and no sound item.
    """
    return [_rival(table.n, np.flatnonzero(table.is_key[item]), statistics, item, least_share)
            for item in range(table.k)]


def _rival(n: int, keys: np.ndarray, statistics: OptionStatistics, item: int, least_share: float) -> Rival | None:
    correlations, shares = statistics.pbis_rest[item], statistics.share[item]
    own = np.where(np.isnan(correlations[keys]), -np.inf, correlations[keys])
    key = keys[int(np.argmax(own))]
    key_value = float(correlations[key]) if shares[key] > 0 else 0.0
    others = [place for place in range(len(shares))
              if place not in keys and statistics.chosen[item, place] and correlations[place] > key_value]
    if not others or math.isnan(key_value):
        return None
    best = max(others, key=lambda place: correlations[place])
    together = -math.sqrt(shares[key] * shares[best] / ((1 - shares[key]) * (1 - shares[best])))
    errors = (float(correlations[best]) - key_value) / math.sqrt((2 - 2 * together) / n)
    enough = statistics.chosen[item, best] >= max(FEWEST_CHOICES, least_share * n)
    return Rival(best, float(correlations[best]), key_value, errors, bool(enough and errors >= MISKEY_ERRORS))
