"""How often people of each total score choose each option, smoothed over neighbouring scores."""

import numpy as np

PRIOR = 0.5


def option_shares(answers: np.ndarray, totals: np.ndarray, options: int) -> np.ndarray:
    """Shares of each option at each total score: shape (k + 1, k, options); omitted answers (-1) are no option.

    Kernel smoothing over scores (Ramsay, 1991, Psychometrika 56, 611-630): normal weights with a width of
    1.1 sd n^(-1/5), at least half a score; half an answer spread over the options keeps every share above 0. `answers`
    (n, k) holds 0 ... options - 1, `totals` (n,) whole scores from 0 to k.
    """
    n, items = answers.shape
    seen = np.zeros((items + 1, items, options))
    for option in range(options):
        np.add.at(seen[:, :, option], totals, (answers == option).astype(float))
    width = max(0.5, 1.1 * float(np.std(totals)) * n ** -0.2)
    scores = np.arange(items + 1)
    weights = np.exp(-0.5 * ((scores[:, None] - scores) / width) ** 2)
    people = np.tensordot(weights, seen, axes=1) + PRIOR / options
    given = weights @ np.bincount(totals, minlength=items + 1) + PRIOR
    return people / given[:, None, None]
