"""Standardisation: the difference in proportion right between matched groups, weighed by the focal group."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.dif.matching import FOCAL, REFERENCE, matched


@dataclass(frozen=True)
class Standardised:
    """`p_dif` from -1 to 1 for each item, below 0 where it is harder for the focal group; `se`; NaN where undefined.

    Between -0.05 and 0.05 is negligible, outside -0.10 to 0.10 unusual (Dorans and Holland, 1993).
    """

    n_reference: int
    n_focal: int
    p_dif: np.ndarray
    se: np.ndarray


def standardised_p_dif(answers, focal, left_out: frozenset[int] = frozenset(), least: int = 100) -> Standardised:
    """STD P-DIF of every item (Dorans and Kulick, 1986, Journal of Educational Measurement 23, 355-368).

    Arguments and refusals as in `matching.matched`. Scores that only one group has do not count.
    """
    cells = matched(answers, focal, left_out, least)
    n_r, n_f = cells.answered[REFERENCE], cells.answered[FOCAL]
    both = (n_r > 0) & (n_f > 0)
    p_r = cells.right[REFERENCE] / np.where(both, n_r, 1)
    p_f = cells.right[FOCAL] / np.where(both, n_f, 1)
    weight = np.where(both, n_f, 0.0)
    whole = weight.sum(axis=0)
    safe = np.where(whole > 0, whole, 1.0)
    difference = (weight * (p_f - p_r)).sum(axis=0) / safe
    focal_p = (weight * p_f).sum(axis=0) / safe
    variance = focal_p * (1 - focal_p) / safe + (
        weight**2 * p_r * (1 - p_r) / np.where(both, n_r, 1)).sum(axis=0) / safe**2
    return Standardised(*cells.n, np.where(whole > 0, difference, np.nan),
                        np.where(whole > 0, np.sqrt(variance), np.nan))
