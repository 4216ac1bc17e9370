"""Answers of people whose abilities and items are known, for tests that plant something and look for it."""

import numpy as np


def abilities(n: int, seed: int, mean: float = 0.0) -> np.ndarray:
    """Normal abilities with spread 1."""
    return np.random.default_rng(seed).normal(mean, 1, n)


def answers_of(theta: np.ndarray, b: np.ndarray, seed: int, a: float = 1.0) -> np.ndarray:
    """Right (1.0) and wrong (0.0) answers by the logistic model, `b` of shape (k,) or (n, k)."""
    chance = 1 / (1 + np.exp(-a * (theta[:, None] - b)))
    return (np.random.default_rng(seed).random(chance.shape) < chance).astype(float)
