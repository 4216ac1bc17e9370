"""Logistic regression: whether group, or group together with ability, predicts an answer beyond the total score."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.dif.matching import matched
from question_bank.psychometrics.distributions import chi_square_tail

MOST_ROUNDS = 60
# Upper ends of negligible and moderate change in Nagelkerke's R2.
BORDERS = {"jodoin_gierl": (0.035, 0.070), "zumbo_thomas": (0.13, 0.26)}


@dataclass(frozen=True)
class LogisticDif:
    """Arrays over items, NaN (and a class of None) where the model has no finite answer.

    `coefficients` (k, 4): intercept, matching score (standardised), focal group, their product. Chi-squares compare
    models: `uniform` 1 df (group), `non_uniform` 1 df (product), `both` 2 df. `r2_change` is Nagelkerke's R2 of the
    full model minus that of the score alone. Classes: A negligible or `both` not significant, B moderate, C large.
    """

    n_reference: int
    n_focal: int
    coefficients: np.ndarray
    uniform: np.ndarray
    non_uniform: np.ndarray
    both: np.ndarray
    p_uniform: np.ndarray
    p_non_uniform: np.ndarray
    p_both: np.ndarray
    r2_change: np.ndarray
    jodoin_gierl: tuple[str | None, ...]
    zumbo_thomas: tuple[str | None, ...]


def logistic_dif(answers, focal, left_out: frozenset[int] = frozenset(), least: int = 100,
                 level: float = 0.05) -> LogisticDif:
    """Uniform and non-uniform DIF of every item, matched on the total score.

    Swaminathan and Rogers (1990), Journal of Educational Measurement 27, 361-370; effect sizes of Jodoin and Gierl
    (2001), Applied Measurement in Education 14, 329-349, and Zumbo and Thomas (1997). People of one group and score
    are counted together, which changes nothing in the likelihood. Arguments and refusals as in `matching.matched`.
    """
    cells = matched(answers, focal, left_out, least)
    right, answered = (part.reshape(-1, part.shape[2]) for part in (cells.right, cells.answered))
    design = _design(cells.answered)
    fits = [fitted(design[..., :columns], right, answered) for columns in (2, 3, 4)]
    null = _null(right, answered)
    first, second, third = (fit[1] for fit in fits)
    uniform, non_uniform, both = 2 * (second - first), 2 * (third - second), 2 * (third - first)
    change = _nagelkerke(third, null, answered) - _nagelkerke(first, null, answered)
    p_both = chi_square_tail(np.maximum(both, 0), 2)
    named = {name: _classes(change, p_both, level, borders) for name, borders in BORDERS.items()}
    return LogisticDif(*cells.n, fits[2][0], uniform, non_uniform, both, chi_square_tail(np.maximum(uniform, 0), 1),
                       chi_square_tail(np.maximum(non_uniform, 0), 1), p_both, change, **named)


def _design(answered: np.ndarray) -> np.ndarray:
    """Intercept, standardised score, focal, product for each cell and item: shape (2 S, k, 4)."""
    strata, items = answered.shape[1:]
    scores = np.tile(np.arange(strata, dtype=float), 2)[:, None]
    people = answered.reshape(-1, items)
    n = np.maximum(people.sum(axis=0), 1)
    mean = (people * scores).sum(axis=0) / n
    sd = np.sqrt((people * (scores - mean) ** 2).sum(axis=0) / n)
    z = (scores - mean) / np.where(sd > 0, sd, 1)
    group = np.repeat([0.0, 1.0], strata)[:, None] * np.ones(items)
    return np.stack([np.ones_like(z), z, group, z * group], axis=-1)


def fitted(design: np.ndarray, right: np.ndarray, answered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Highest likelihood of one logistic regression for each item by Newton's method: coefficients and log-likelihood.

    `design` (cells, k, p), `right` and `answered` (cells, k). NaN where it has no highest point: groups or scores that
    part right from wrong answers altogether.
    """
    items, parameters = design.shape[1:]
    beta = np.zeros((items, parameters))
    value = _likelihood(design, right, answered, beta)
    for _ in range(MOST_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(np.einsum("ckp,kp->ck", design, beta), -500, 500)))
        gradient = np.einsum("ckp,ck->kp", design, right - answered * p)
        weighted = design * (answered * p * (1 - p))[..., None]
        information = np.einsum("ckp,ckq->kpq", design, weighted) + 1e-10 * np.eye(parameters)
        step = np.linalg.solve(information, gradient[..., None])[..., 0]
        step *= np.minimum(1, 5 / np.maximum(np.max(np.abs(step), axis=1), 1e-12))[:, None]
        beta, value = _uphill(design, right, answered, beta, step, value)
        if np.max(np.abs(step)) < 1e-9:
            break
    open_ended = (np.max(np.abs(beta), axis=1) > 25) | (np.max(np.abs(step), axis=1) > 1e-6)
    open_ended |= _constant(right, answered)
    return np.where(open_ended[:, None], np.nan, beta), np.where(open_ended, np.nan, value)


def _uphill(design, right, answered, beta, step, value) -> tuple[np.ndarray, np.ndarray]:
    """The step, halved for each item until its likelihood does not fall."""
    for _ in range(20):
        new = _likelihood(design, right, answered, beta + step)
        worse = new < value - 1e-9
        if not np.any(worse):
            break
        step = np.where(worse[:, None], step / 2, step)
    return beta + step, new


def _likelihood(design, right, answered, beta) -> np.ndarray:
    z = np.einsum("ckp,kp->ck", design, beta)
    return (right * z - answered * np.logaddexp(0, z)).sum(axis=0)


def _constant(right: np.ndarray, answered: np.ndarray) -> np.ndarray:
    total = right.sum(axis=0)
    return (total == 0) | (total == answered.sum(axis=0))


def _null(right: np.ndarray, answered: np.ndarray) -> np.ndarray:
    n, total = answered.sum(axis=0), right.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total * np.log(total / n) + (n - total) * np.log(1 - total / n)
    return np.where(_constant(right, answered), np.nan, value)


def _nagelkerke(value: np.ndarray, null: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """Nagelkerke (1991), Biometrika 78, 691-692, with one Bernoulli trial for each person."""
    n = answered.sum(axis=0)
    return (1 - np.exp(2 * (null - value) / n)) / (1 - np.exp(2 * null / n))


def _classes(change: np.ndarray, p: np.ndarray, level: float, borders: tuple[float, float]) -> tuple[str | None, ...]:
    low, high = borders
    names = np.where((p >= level) | (change < low), "A", np.where(change < high, "B", "C"))
    return tuple(str(name) if np.isfinite(size) else None for name, size in zip(names, change, strict=True))
