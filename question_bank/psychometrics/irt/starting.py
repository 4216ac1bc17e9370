"""Where a climb starts: difficulties from proportions right, slopes from the first factor of the correlations."""

import numpy as np

from question_bank.psychometrics.irt.answers import Floats, Patterns

STRONGEST_LOADING = 0.85  # of a start only; where the climb ends is free
NORMAL_TO_LOGISTIC = 1.7


def first_point(patterns: Patterns) -> Floats:
    """Slopes and intercepts. A loading l stands for a slope of 1.7 l / sqrt(1 - l^2) (Takane & de Leeuw 1987,
    Psychometrika 52, 393-408); an item that works backwards starts with a negative slope."""
    loadings = _loadings(patterns)
    slopes = NORMAL_TO_LOGISTIC * loadings / np.sqrt(1 - loadings**2)
    return np.concatenate([slopes, -first_difficulties(patterns) * np.sqrt(1 + slopes**2 / NORMAL_TO_LOGISTIC**2)])


def first_difficulties(patterns: Patterns) -> Floats:
    """Minus the log-odds of a right answer."""
    right, answered = patterns.right_totals, patterns.answered_totals
    return np.log((answered - right) / right)


def _loadings(patterns: Patterns) -> Floats:
    """The first principal factor of the phi coefficients, its sum not negative; each at most STRONGEST_LOADING."""
    centred = patterns.right - patterns.right_totals / patterns.answered_totals
    answered = np.ones_like(centred) if patterns.answered is None else patterns.answered.astype(float)
    centred *= answered
    covariance = centred.T @ (centred * patterns.counts[:, None])
    size = np.sqrt(np.diag(covariance))
    together = answered.T @ (answered * patterns.counts[:, None])
    scale = np.sqrt(np.outer(np.diag(together), np.diag(together))) / np.maximum(together, 1)
    phi = covariance / np.outer(size, size) * scale
    np.fill_diagonal(phi, 0)  # the communality is not known yet; the off-diagonal part decides the signs
    values, vectors = np.linalg.eigh(phi)
    loadings = vectors[:, -1] * np.sqrt(max(values[-1], 0))
    loadings = np.where(np.abs(loadings) < 0.1, 0.1 * np.where(loadings < 0, -1, 1), loadings)
    return np.clip(loadings if loadings.sum() >= 0 else -loadings, -STRONGEST_LOADING, STRONGEST_LOADING)
