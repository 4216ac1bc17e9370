"""Answers of people whose abilities and items are known, for tests that plant something and look for it."""

import numpy as np


def abilities(n: int, seed: int, mean: float = 0.0) -> np.ndarray:
    """Normal abilities with spread 1."""
    return np.random.default_rng(seed).normal(mean, 1, n)


def answers_of(theta: np.ndarray, b: np.ndarray, seed: int, a: float = 1.0) -> np.ndarray:
    """Right (1.0) and wrong (0.0) answers by the logistic model, `b` of shape (k,) or (n, k)."""
    chance = 1 / (1 + np.exp(-a * (theta[:, None] - b)))
    return (np.random.default_rng(seed).random(chance.shape) < chance).astype(float)


def choices_of(theta: np.ndarray, b: np.ndarray, seed: int, options: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Chosen options and the key: wrong answers fall on distractors of unequal appeal."""
    draw = np.random.default_rng(seed)
    n, items = len(theta), len(b)
    key, appeal = draw.integers(0, options, items), draw.dirichlet(np.full(options - 1, 1.5), items)
    right = answers_of(theta, b, seed + 1) == 1
    pick = (draw.random((n, items))[:, :, None] > np.cumsum(appeal, axis=1)).sum(axis=2).clip(0, options - 2)
    return np.where(right, key, (key + 1 + pick) % options), key
