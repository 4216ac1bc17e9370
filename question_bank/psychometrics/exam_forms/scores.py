"""What a form's scores look like without showing anybody's: bins, the share that passed, and how options trace."""

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix

BIN = 5
PRIOR = 0.5
MOST_POINTS = 21


def score_bins(totals: np.ndarray, k: int, cut: int | None, least: int) -> list[dict]:
    """Persons by ranges of scores. No range holds fewer than `least`, and none crosses the cut if that can be."""
    persons = np.bincount(totals, minlength=k + 1)
    parts = [(0, k)] if cut is None or not 0 < cut <= k else [(0, cut - 1), (cut, k)]
    if any(persons[low:high + 1].sum() < least for low, high in parts):
        parts = [(0, k)]
    anchor = cut or 0
    bins = [one for low, high in parts for one in _merged(_ranges(low, high, anchor), persons, least)]
    return [{"low": low, "high": high, "n": int(persons[low:high + 1].sum())} for low, high in bins]


def pass_words(totals: np.ndarray, cut: int | None, least: int) -> dict:
    """How many passed, or in words that one side is too small to be shown."""
    if cut is None:
        return {"n": None, "share": None, "words": "No cut score can be held against these scores."}
    passed, failed = int((totals >= cut).sum()), int((totals < cut).sum())
    if 0 < min(passed, failed) < least or min(passed, failed) == 0 and len(totals) < least:
        few = "passed" if passed < failed else "did not pass"
        return {"n": None, "share": None, "words": f"Fewer than {least} persons {few}, so the share is not shown."}
    return {"n": passed, "share": passed / len(totals), "words": ""}


def traces(matrix: AnswerMatrix, totals: np.ndarray, least: int) -> list[dict]:
    """For each item the share of persons who chose each option, over the total score and smoothed.

    Kernel smoothing as in `screens.option_curves` (Ramsay 1991, Psychometrika 56, 611-630). Options that fewer than
    `least` persons chose have no line; the ends, where few persons are, are left away.
    """
    top = int(totals.max(initial=0))
    persons = np.bincount(totals, minlength=top + 1).astype(float)
    low, high = (int(end) for end in np.quantile(totals, (0.02, 0.98)))
    points = np.unique(np.linspace(low, high, MOST_POINTS).round().astype(int))
    width = max(0.5, 1.1 * float(np.std(totals)) * len(totals) ** -0.2)
    weights = np.exp(-0.5 * ((points[:, None] - np.arange(top + 1)) / width) ** 2)
    given = weights @ persons + PRIOR
    found = []
    for place, options in enumerate(matrix.options):
        kinds = len(options) + 2
        seen = np.bincount((matrix.answers[:, place].astype(np.intp) + 2) * (top + 1) + totals,
                           minlength=kinds * (top + 1)).reshape(kinds, top + 1)[2:]
        shares = (weights @ seen.T + PRIOR / len(options)) / given[:, None]
        lines = {option: np.round(shares[:, at], 4) for at, option in enumerate(options) if seen[at].sum() >= least}
        found.append({"scores": points, "options": lines})
    return found


def _ranges(low: int, high: int, anchor: int) -> list[tuple[int, int]]:
    """Ranges of BIN scores that fit the anchor, cut off at the ends."""
    first = anchor - -(-(anchor - low) // BIN) * BIN
    return [(max(start, low), min(start + BIN - 1, high)) for start in range(first, high + 1, BIN)]


def _merged(ranges: list[tuple[int, int]], persons: np.ndarray, least: int) -> list[tuple[int, int]]:
    """Neighbours together until each holds enough; what is left over at the end joins the last."""
    found: list[tuple[int, int]] = []
    start = None
    for low, high in ranges:
        start = low if start is None else start
        if persons[start:high + 1].sum() >= least:
            found.append((start, high))
            start = None
    if start is not None:
        found = [*found[:-1], (found[-1][0] if found else start, ranges[-1][1])]
    return found
