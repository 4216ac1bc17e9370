"""Response times: answers given faster than anybody reads, and people much faster or slower than others.

A question for staff, never a verdict. A slow person has done nothing wrong: pauses, screen readers and granted extra
time are all slow. A fast one may know the field well. Times are seconds, shape (n, k), NaN for questions not seen.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import normal_tail
from question_bank.psychometrics.enough import FEWEST_SHOWN, require

LONGEST_THRESHOLD = 10.0
USUAL_EFFORT = 0.90
TO_SD = 1.482602218505602


@dataclass(frozen=True)
class RapidGuesses:
    """`thresholds` in seconds and `rapid_share` for each item (NaN with fewer than 10 times), `seen` how many times.

    `effort` is each person's share of questions answered in no less than the threshold (RTE), NaN with fewer than
    `fewest_items` questions; `asks` are the persons whose effort is below 0.90; `rapid` marks the answers.
    """

    n: int
    thresholds: np.ndarray
    seen: np.ndarray
    rapid_share: np.ndarray
    rapid: np.ndarray
    effort: np.ndarray
    asks: np.ndarray


def normative_thresholds(seconds, share: float = 0.10, longest: float = LONGEST_THRESHOLD) -> np.ndarray:
    """NT10: a tenth of the item's mean time, at most 10 seconds (Wise and Ma, 2012). Shape (k,), NaN below 10 times."""
    seconds = _times(seconds)
    seen = np.isfinite(seconds).sum(axis=0)
    mean = np.nansum(seconds, axis=0) / np.maximum(seen, 1)
    return np.where(seen >= FEWEST_SHOWN, np.minimum(share * mean, longest), np.nan)


def rapid_guesses(seconds, thresholds=None, fewest_items: int = 10, least: int = 30) -> RapidGuesses:
    """Answers below the threshold of their item, and how much effort each person showed.

    Effort: Wise and Kong (2005), Applied Measurement in Education 18, 163-183; persons below 0.90 are worth a question.
    `thresholds` are seconds: None for NT10, one number for a common threshold such as 3 (Wise, Kingsbury, Thomason and
    Kong, 2004), or one for each item. A question for staff, never a verdict. Raises TooFew below `least` people.
    """
    seconds = _times(seconds)
    require("A screen of response times", len(seconds), max(least, FEWEST_SHOWN))
    limit = normative_thresholds(seconds) if thresholds is None else np.broadcast_to(
        np.asarray(thresholds, dtype=float), seconds.shape[1:])
    known = np.isfinite(seconds) & np.isfinite(limit)
    rapid = known & (seconds < limit)
    seen, answered = known.sum(axis=0), known.sum(axis=1)
    share = np.where(seen >= FEWEST_SHOWN, rapid.sum(axis=0) / np.maximum(seen, 1), np.nan)
    effort = np.where(answered >= fewest_items, 1 - rapid.sum(axis=1) / np.maximum(answered, 1), np.nan)
    return RapidGuesses(len(seconds), np.array(limit), seen, share, rapid, effort,
                        np.flatnonzero(effort < USUAL_EFFORT))


@dataclass(frozen=True)
class Pace:
    """`z` of each person's pace (below 0 is fast), NaN with few questions; `p` two-sided; who is `fast`, who `slow`."""

    n: int
    z: np.ndarray
    p: np.ndarray
    fast: np.ndarray
    slow: np.ndarray


def unusual_pace(seconds, level: float = 0.01, fewest_items: int = 10, least: int = 30) -> Pace:
    """People whose pace stands far from the others', by a robust z of log times.

    A person's pace is the mean over questions of log time minus the item's median log time (van der Linden, 2006,
    Journal of Educational and Behavioral Statistics 31, 181-204, with all items equally discriminating); z divides its
    distance from the median person by 1.4826 times the median absolute deviation (Rousseeuw and Croux, 1993). Persons
    are named when p is below `level` divided by the number of people, so that one innocent group in a hundred names
    anybody. A question for staff, never a verdict. Raises TooFew below `least` people.
    """
    seconds = _times(seconds)
    require("A screen of response times", len(seconds), max(least, FEWEST_SHOWN))
    logs = np.log(np.maximum(seconds, 0.1))
    enough_seen = np.isfinite(logs).sum(axis=0) >= FEWEST_SHOWN
    logs = logs[:, enough_seen]
    known = np.isfinite(logs)
    away = np.where(known, logs - np.nanmedian(logs, axis=0), 0.0) if logs.size else np.zeros(logs.shape)
    count = known.sum(axis=1)
    pace = np.where(count >= fewest_items, away.sum(axis=1) / np.maximum(count, 1), np.nan)
    z = _robust(pace)
    p = 2 * normal_tail(np.abs(z))
    named = p < level / max(int(np.isfinite(z).sum()), 1)
    return Pace(len(seconds), z, p, np.flatnonzero(named & (z < 0)), np.flatnonzero(named & (z > 0)))


def _robust(values: np.ndarray) -> np.ndarray:
    """Distances from the median in units of 1.4826 MAD; NaN for everybody when more than half are equal."""
    if not np.any(np.isfinite(values)):
        return np.full(values.shape, np.nan)
    off = values - np.nanmedian(values)
    spread = TO_SD * np.nanmedian(np.abs(off))
    return off / spread if spread > 0 else np.full(values.shape, np.nan)


def _times(seconds) -> np.ndarray:
    seconds = np.asarray(seconds, dtype=float)
    if seconds.ndim != 2 or np.any(seconds < 0) or np.any(np.isinf(seconds)):
        raise ValueError("Times are seconds of at least 0, one row for each person and one column for each item.")
    return seconds
