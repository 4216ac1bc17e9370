"""The floor of a calibration: EM as the textbook has it (Baker and Kim 2004, chapter 6), in plain numpy."""

import numpy as np

NODES = np.linspace(-6, 6, 61)
STILL = 1e-4  # of a parameter from one round to the next: coarser than what the product reaches
MOST_ROUNDS = 500


def textbook_2pl(right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes and intercepts of persons by items, ability standard normal."""
    right = right.astype(np.float64)
    slopes, intercepts = np.ones(right.shape[1]), _log_odds(right)
    for _ in range(MOST_ROUNDS):
        expected, persons = _expected(right, slopes, intercepts)
        before = np.concatenate([slopes, intercepts])
        slopes, intercepts = _regressions(expected, persons, slopes, intercepts)
        if np.abs(np.concatenate([slopes, intercepts]) - before).max() < STILL:
            break
    return slopes, intercepts


def textbook_rasch(right: np.ndarray) -> tuple[np.ndarray, float]:
    """Difficulties and the spread of ability."""
    right = right.astype(np.float64)
    difficulties, sigma = -_log_odds(right), 1.0
    for _ in range(MOST_ROUNDS):
        slopes = np.full(right.shape[1], sigma)
        expected, persons = _expected(right, slopes, -difficulties)
        before = np.append(difficulties, sigma)
        for _ in range(5):
            chance = _logistic(slopes, -difficulties)
            off, weight = persons * chance - expected, persons * chance * (1 - chance)
            difficulties = difficulties + off.sum(axis=1) / weight.sum(axis=1)
            sigma -= float((off @ NODES).sum() / (weight @ NODES**2).sum())
            slopes = np.full(right.shape[1], sigma)
        if np.abs(np.append(difficulties, sigma) - before).max() < STILL:
            break
    return difficulties, sigma


def _expected(right: np.ndarray, slopes: np.ndarray, intercepts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The E-step: expected right answers (items by nodes) and persons (nodes)."""
    chance = _logistic(slopes, intercepts)
    logs = right @ np.log(chance) + (1 - right) @ np.log1p(-chance) - NODES**2 / 2
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return right.T @ weights, weights.sum(axis=0)


def _regressions(expected: np.ndarray, persons: np.ndarray, slopes: np.ndarray,
                 intercepts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The M-step: a few Newton steps of each item's logistic regression."""
    for _ in range(5):
        chance = _logistic(slopes, intercepts)
        off, weight = expected - persons * chance, persons * chance * (1 - chance)
        up, level = off @ NODES, off.sum(axis=1)
        s0, s1, s2 = weight.sum(axis=1), weight @ NODES, weight @ NODES**2
        room = s0 * s2 - s1**2
        slopes, intercepts = slopes + (s0 * up - s1 * level) / room, intercepts + (s2 * level - s1 * up) / room
    return slopes, intercepts


def _logistic(slopes: np.ndarray, intercepts: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(slopes[:, None] * NODES + intercepts[:, None])))


def _log_odds(right: np.ndarray) -> np.ndarray:
    share = right.mean(axis=0)
    return np.log(share / (1 - share))
