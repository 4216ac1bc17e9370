"""Log-linear presmoothing: a score distribution that keeps the moments of the observed one and loses its jags.

Holland and Thayer (2000), Journal of Educational and Behavioral Statistics 25, 133-183; K&B section 3.3.1. The model
log m(x) = b0 + b1 x + ... + bd x^d is fitted by Newton's method; its likelihood equations say that the first d moments
of the fitted frequencies are those of the observed ones. Polynomials are made orthogonal first, so that no degree
suffers from rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_ROUNDS = 200
SETTLED = 1e-11
HIGHEST_DEGREE = 10
UNSETTLED = "The smoothing did not settle; keep fewer moments."


@dataclass(frozen=True)
class Smoothed:
    """Fitted frequencies of the shape of the observed ones, and how well they fit; `moments` kept beside the total."""

    fitted: np.ndarray
    degree: tuple[int, ...]
    parameters: int
    chi_square: float
    df: int
    aic: float
    bic: float


def smoothed(freq, degree: int | str, most: int = 8) -> Smoothed:
    """Frequencies over 0, 1, 2, ... smoothed with `degree` moments kept, or with the degree of least "aic" or "bic".

    AIC and BIC are -2 log-likelihood + parameters times 2 or ln(n) with n people (Moses and Holland, 2010, Journal of
    Educational Measurement 47, 76-91). Raises ValueError for a degree outside 1 to 10 or as high as the scores.
    """
    freq = np.asarray(freq, dtype=float)
    if isinstance(degree, str):
        if degree not in {"aic", "bic"}:
            raise ValueError("The degree is a number, or aic or bic.")
        fits = [fit for each in range(1, min(most, len(freq) - 2) + 1) if (fit := _if_it_settles(freq, each))]
        if not fits:
            raise ArithmeticError(UNSETTLED)
        return min(fits, key=lambda fit: getattr(fit, degree))
    if not 1 <= degree <= min(HIGHEST_DEGREE, len(freq) - 1):
        raise ValueError(f"The degree must be from 1 to {min(HIGHEST_DEGREE, len(freq) - 1)}.")
    powers = _scaled(len(freq))[:, None] ** np.arange(degree + 1)
    return _fitted(freq, powers, (degree,))


def _if_it_settles(freq: np.ndarray, degree: int) -> Smoothed | None:
    try:
        return smoothed(freq, degree)
    except ArithmeticError:
        return None


def smoothed_pairs(table, degrees: tuple[int, int], crossed: Sequence[tuple[int, int]], possible=None) -> Smoothed:
    """A table of total by anchor score smoothed with `degrees` moments of each margin and the `crossed` moments.

    `crossed` lists (i, j) for the terms x^i v^j (Holland and Thayer, 2000, the bivariate case); `possible` is False for
    pairs that cannot happen, such as an anchor above the total that holds it, which stay 0.
    """
    table = np.asarray(table, dtype=float)
    possible = np.ones(table.shape, dtype=bool) if possible is None else np.asarray(possible, dtype=bool)
    if np.any(table[~possible] > 0):
        raise ValueError("Somebody has a pair of scores that is said to be impossible.")
    x, v = np.meshgrid(_scaled(table.shape[0]), _scaled(table.shape[1]), indexing="ij")
    terms = [(0, 0), *((i, 0) for i in range(1, degrees[0] + 1)), *((0, j) for j in range(1, degrees[1] + 1)), *crossed]
    design = np.stack([x[possible] ** i * v[possible] ** j for i, j in terms], axis=1)
    fit = _fitted(table[possible], design, degrees)
    whole = np.zeros(table.shape)
    whole[possible] = fit.fitted
    return Smoothed(whole, fit.degree, fit.parameters, fit.chi_square, fit.df, fit.aic, fit.bic)


def _scaled(number: int) -> np.ndarray:
    return np.linspace(-1.0, 1.0, number)


def _fitted(freq: np.ndarray, design: np.ndarray, degree: tuple[int, ...]) -> Smoothed:
    if np.count_nonzero(freq) < 2:
        raise ValueError("Smoothing needs people with at least two different scores.")
    basis = np.linalg.qr(design)[0]
    fitted = _newton(freq, basis)
    seen = freq > 0
    chi_square = 2 * float(np.sum(freq[seen] * np.log(freq[seen] / fitted[seen])) - freq.sum() + fitted.sum())
    likelihood = float(np.sum(freq[seen] * np.log(fitted[seen] / fitted.sum())))
    parameters = design.shape[1] - 1
    return Smoothed(fitted, degree, parameters, chi_square, len(freq) - design.shape[1], -2 * likelihood
                    + 2 * parameters, -2 * likelihood + parameters * float(np.log(freq.sum())))


def _newton(freq: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """Fitted frequencies; ArithmeticError when the likelihood has no highest point (too many moments for the data)."""
    start = freq + 0.1 * freq.mean()
    weights = basis * start[:, None]
    beta = np.linalg.solve(basis.T @ weights, weights.T @ np.log(start))
    value = _likelihood(freq, basis, beta)
    for _ in range(MOST_ROUNDS):
        fitted = np.exp(basis @ beta)
        gradient = basis.T @ (freq - fitted)
        if np.max(np.abs(gradient)) < SETTLED * freq.sum():
            return fitted
        try:
            step = np.linalg.solve(basis.T @ (basis * fitted[:, None]), gradient)
        except np.linalg.LinAlgError:
            break
        for _ in range(50):
            if (new := _likelihood(freq, basis, beta + step)) >= value - 1e-9 * abs(value):
                break
            step = step / 2
        beta, value = beta + step, new
    raise ArithmeticError(UNSETTLED)


def _likelihood(freq: np.ndarray, basis: np.ndarray, beta: np.ndarray) -> float:
    log_fitted = basis @ beta
    return float(freq @ log_fitted - np.sum(np.exp(np.minimum(log_fitted, 700.0))))
