"""Answers drawn from a known two-parameter logistic model, the same for the same seed."""

import numpy as np


def simulated(persons: int, slopes, difficulties, seed: int, *, missing: float = 0.0) -> np.ndarray:
    """Persons by items of 0 and 1 for standard normal abilities; a share `missing` of the answers is nan."""
    random = np.random.default_rng(seed)
    slopes, difficulties = np.broadcast_arrays(np.asarray(slopes, dtype=float), np.asarray(difficulties, dtype=float))
    abilities = random.normal(0, 1, persons)
    chance = 0.5 * (1 + np.tanh(0.5 * slopes * (abilities[:, None] - difficulties)))
    answers = (random.random(chance.shape) < chance).astype(float)
    if missing:
        answers[random.random(chance.shape) < missing] = np.nan
    return answers
