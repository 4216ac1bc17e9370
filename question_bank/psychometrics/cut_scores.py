"""Cut scores checked against what people really scored: Hofstee, Beuk, borderline group and contrasting groups."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.dif.logistic import fitted
from question_bank.psychometrics.enough import FEWEST_SHOWN, require
from question_bank.psychometrics.equating.scores import counts


@dataclass(frozen=True)
class Compromise:
    """Where the judges' line meets the scores of `n` people: `cut` as found, `share` failing (or passing) there.

    `cut` is None when the line does not meet the curve; `sentence` says why. `whole` is the fewest right answers that
    reach the cut.
    """

    n: int
    cut: float | None
    share: float | None
    sentence: str

    @property
    def whole(self) -> int | None:
        """The cut as a number of right answers, rounded up."""
        return None if self.cut is None else int(np.ceil(self.cut - 1e-9))


def failing_shares(freq) -> np.ndarray:
    """The share of people below each cut 0, 1, ..., highest + 1: shape (len(freq) + 1,)."""
    freq = np.asarray(freq, dtype=float)
    return np.concatenate([[0.0], np.cumsum(freq)]) / freq.sum()


def hofstee(scores, highest: int, judgements, least: int = FEWEST_SHOWN) -> Compromise:
    """Hofstee's compromise (1983, in Anderson and Helmick, On Educational Testing, 109-127).

    `judgements` is (judges, 4): the lowest and highest acceptable cut in right answers, the lowest and highest
    acceptable share failing, 0 to 1. The line from (lowest cut, highest share) to (highest cut, lowest share), each the
    mean over judges, is met with the curve of shares failing. Raises TooFew below `least` people.
    """
    judgements = np.asarray(judgements, dtype=float).reshape(-1, 4)
    low, high, least_share, most_share = judgements.mean(axis=0)
    if not (0 <= low < high <= highest and 0 <= least_share < most_share <= 1):
        raise ValueError("Each lowest value must be below its highest, cuts on the scale and shares from 0 to 1.")
    freq = _scores(scores, highest, least)
    slope = (least_share - most_share) / (high - low)
    cut = _crossing(failing_shares(freq), low, high, lambda cut: most_share + slope * (cut - low))
    if cut is None:
        return Compromise(int(freq.sum()), None, None, "The scores leave the judges' box: no cut meets their limits.")
    share = float(np.interp(cut, np.arange(len(freq) + 1), failing_shares(freq)))
    return Compromise(int(freq.sum()), cut, share, f"{share:.1%} of {int(freq.sum())} people fail at {cut:.2f}.")


def beuk(scores, highest: int, cuts, pass_shares, least: int = FEWEST_SHOWN) -> Compromise:
    """Beuk's compromise (1984, Journal of Educational Measurement 21, 147-152).

    `cuts` and `pass_shares` (0 to 1) are one judgement of each judge. From the point of their means a line with the
    slope sd(pass shares) / sd(cuts) is met with the curve of shares passing: what judges agree on less gives way more.
    """
    cuts, shares = np.asarray(cuts, dtype=float), np.asarray(pass_shares, dtype=float)
    if cuts.shape != shares.shape or cuts.size < 2 or np.any((shares < 0) | (shares > 1)):
        raise ValueError("Each of at least two judges gives one cut and one share passing from 0 to 1.")
    freq = _scores(scores, highest, least)
    if cuts.std() == 0:
        cut, passing = float(cuts.mean()), 1 - failing_shares(freq)
    else:
        slope, passing = shares.std(ddof=1) / cuts.std(ddof=1), 1 - failing_shares(freq)
        cut = _crossing(passing, 0, highest + 1, lambda cut: shares.mean() + slope * (cut - cuts.mean()))
    if cut is None:
        return Compromise(int(freq.sum()), None, None, "The judges' line meets no cut on the scale.")
    share = float(np.interp(cut, np.arange(len(freq) + 1), passing))
    return Compromise(int(freq.sum()), cut, share, f"{share:.1%} of {int(freq.sum())} people pass at {cut:.2f}.")


@dataclass(frozen=True)
class GroupCut:
    """A cut from judged people: `n` of them, its standard error, and the share of them it would misplace (or None)."""

    n: int
    cut: float
    se: float
    misplaced: float | None = None


def borderline_group(scores, least: int = 30) -> GroupCut:
    """The median score of people judged to be just on the border (Livingston and Zieky, 1982, Passing Scores, ch. 4).

    The standard error is that of a median of normal scores, 1.2533 sd / sqrt(n).
    """
    scores = np.asarray(scores, dtype=float)
    require("A cut from a borderline group", scores.size, max(least, FEWEST_SHOWN))
    return GroupCut(scores.size, float(np.median(scores)), float(1.2533 * scores.std(ddof=1) / np.sqrt(scores.size)))


def contrasting_groups(scores, competent, least: int = 30) -> GroupCut:
    """The score at which people judged competent and not competent are equally likely, by logistic regression.

    Livingston and Zieky (1982), ch. 4. Needs `least` people in each group, and groups that overlap; ValueError when
    scores do not rise with the judgement. The standard error follows from the information matrix (delta method).
    """
    scores, competent = np.asarray(scores, dtype=float), np.asarray(competent).astype(bool)
    for group in (competent, ~competent):
        require("A cut from contrasting groups (each group)", int(group.sum()), max(least, FEWEST_SHOWN))
    mean, sd = scores.mean(), scores.std() or 1.0
    design = np.stack([np.ones_like(scores), (scores - mean) / sd], axis=-1)
    (intercept, slope), = fitted(design[:, None], competent[:, None].astype(float), np.ones((scores.size, 1)))[0]
    if not np.isfinite(slope) or slope <= 0:
        raise ValueError("The groups do not overlap, or the competent did not score higher: no cut follows from them.")
    p = 1 / (1 + np.exp(-design @ [intercept, slope]))
    covariance = np.linalg.inv((design * (p * (1 - p))[:, None]).T @ design)
    gradient = np.array([-1 / slope, intercept / slope**2]) * sd
    cut = mean - sd * intercept / slope
    return GroupCut(scores.size, float(cut), float(np.sqrt(gradient @ covariance @ gradient)),
                    float(np.mean((scores >= cut) != competent)))


def _scores(scores, highest: int, least: int) -> np.ndarray:
    freq = counts(scores, highest)
    require("A compromise with real scores", int(freq.sum()), max(least, FEWEST_SHOWN))
    return freq


def _crossing(curve: np.ndarray, low: float, high: float, line) -> float | None:
    """Where the curve over the cuts 0, 1, ... meets a line between two cuts; straight between whole cuts."""
    places = np.unique(np.concatenate([[low, high], np.arange(np.ceil(low), np.floor(high) + 1)]))
    above = np.interp(places, np.arange(len(curve)), curve) - np.array([line(place) for place in places])
    turns = np.flatnonzero(np.sign(above[:-1]) * np.sign(above[1:]) <= 0)
    if turns.size == 0:
        return None
    here = turns[0]
    width = above[here] - above[here + 1]
    share = above[here] / width if width else 0.0
    return float(places[here] + share * (places[here + 1] - places[here]))
