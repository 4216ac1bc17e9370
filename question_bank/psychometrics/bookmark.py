"""The bookmark method: questions in the order of their difficulty, one bookmark of each judge, and the cut they give.

Lewis, Mitzel and Green (1996), Standard setting: a bookmark approach, CCSSO conference on large-scale assessment,
Phoenix; Mitzel, Lewis, Patz and Green (2001), in Cizek (ed.), Setting Performance Standards, ch. 9; Cizek and Bunch
(2007), Standard Setting, ch. 10.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.bookmark import RESPONSE_PROBABILITY
from question_bank.psychometrics.irt.answers import Floats
from question_bank.psychometrics.irt.information import curves

RP = float(RESPONSE_PROBABILITY)
OF_A_MEDIAN = 1.2533  # sqrt(pi / 2): the error of a median of normal values in those of a mean


def locations(slopes: ArrayLike, intercepts: ArrayLike, chance: float = RP) -> Floats:
    """The ability at which a right answer has this chance: (ln(chance / (1 - chance)) - d) / a.

    Raises ValueError for an item without parameters, or whose curve does not rise: it has no place in a booklet.
    """
    slopes, intercepts = np.asarray(slopes, dtype=float), np.asarray(intercepts, dtype=float)
    if not 0 < chance < 1 or not np.all(np.isfinite(slopes) & np.isfinite(intercepts) & (slopes > 0)):
        raise ValueError("Every item of a booklet needs a curve that rises, and the chance lies between 0 and 1.")
    return (np.log(chance / (1 - chance)) - intercepts) / slopes


@dataclass(frozen=True)
class Booklet:
    """The places of the items from the easiest to the hardest, and where on the scale of ability each page lies."""

    order: np.ndarray
    locations: Floats


def booklet(slopes: ArrayLike, intercepts: ArrayLike, chance: float = RP) -> Booklet:
    """The items by location; equal ones keep their order."""
    found = locations(slopes, intercepts, chance)
    order = np.argsort(found, kind="stable")
    return Booklet(order, found[order])


@dataclass(frozen=True)
class BookmarkCut:
    """What bookmarks come to.

    `ability` is the median of the judges' `abilities`, `cut` the expected number right there, and `judge_cuts` what
    each judge alone would set. The errors say how far the median of another panel of such judges would lie.
    """

    judges: int
    ability: float
    cut: float
    se_ability: float
    se: float
    abilities: Floats
    judge_cuts: Floats


def bookmark_cut(slopes: ArrayLike, intercepts: ArrayLike, pages: ArrayLike, chance: float = RP) -> BookmarkCut:
    """The cut of at least two judges. `pages` count from 1; one more than there are items lies behind the last.

    A bookmark lies on the first page that the candidate at the border does not answer rightly with that chance. Taken
    at its word that leaves every ability from the location of the page before it up to that of the page itself, and
    users of the method differ: some take the last page mastered, some the page with the bookmark, some the middle.
    Here it is the lower end, because it is always what the judge said: with less ability the page before would not be
    mastered, and at the location of the page itself that page would be. It is the lowest of the three cuts too; a
    board that wants it higher moves it by standard errors, on record. No page lies before the first: its own location
    is the lowest that a booklet can tell.
    """
    pages, found = np.asarray(pages), booklet(slopes, intercepts, chance)
    last = found.locations.size
    if pages.ndim != 1 or pages.size < 2 or np.any((pages < 1) | (pages > last + 1) | (pages != np.floor(pages))):
        raise ValueError(f"At least two judges each place one bookmark, from page 1 to behind page {last}.")
    abilities = found.locations[np.maximum(pages.astype(int) - 2, 0)]
    ability = float(np.median(abilities))
    cut, *judge_cuts = curves(slopes, intercepts, [ability, *abilities]).sum(axis=0)
    judge_cuts = np.array(judge_cuts)
    return BookmarkCut(pages.size, ability, float(cut), _error(abilities), _error(judge_cuts), abilities, judge_cuts)


def _error(values: Floats) -> float:
    return float(OF_A_MEDIAN * values.std(ddof=1) / np.sqrt(values.size))
