"""Percentile ranks of whole scores and the way back: the heart of equipercentile equating."""

import numpy as np

ROUNDING = 1e-12


def percentile_ranks(freq) -> np.ndarray:
    """The share below each score, half of those at it included: shape of `freq`, from 0 to 1 (K&B eq. 2.14)."""
    share = np.asarray(freq, dtype=float) / np.sum(freq)
    return np.cumsum(share) - share / 2


def rank_of(points, freq) -> np.ndarray:
    """The percentile rank of any points, whole or not: scores are spread evenly from -1/2 to +1/2 (K&B eq. 2.14)."""
    share = np.asarray(freq, dtype=float) / np.sum(freq)
    edges = np.arange(len(share) + 1) - 0.5
    return np.interp(points, edges, np.concatenate([[0.0], np.cumsum(share)]))


def score_at(ranks, freq) -> np.ndarray:
    """The score with each percentile rank (K&B eq. 2.18 and 2.19): from -1/2 to the highest score + 1/2.

    Where nobody got the scores in between, the two equations differ and their mean is taken (K&B section 2.5.1).
    """
    share = np.asarray(freq, dtype=float) / np.sum(freq)
    cumulated = np.minimum(np.cumsum(share), 1.0)
    cumulated[-1] = 1.0
    ranks = np.clip(np.asarray(ranks, dtype=float), 0.0, 1.0)
    upper = np.minimum(np.searchsorted(cumulated, ranks + ROUNDING, side="right"), len(share) - 1)
    lower = np.minimum(np.searchsorted(cumulated, ranks - ROUNDING, side="left"), len(share) - 1)
    both = (_inside(upper, ranks, share, cumulated) + _inside(lower, ranks, share, cumulated)) / 2
    return np.where(ranks <= 0, -0.5, np.where(ranks >= 1, len(share) - 0.5, both))


def _inside(cell: np.ndarray, ranks: np.ndarray, share: np.ndarray, cumulated: np.ndarray) -> np.ndarray:
    height = np.where(share[cell] > 0, share[cell], 1.0)
    return np.clip((ranks - (cumulated[cell] - share[cell])) / height, 0.0, 1.0) + cell - 0.5
