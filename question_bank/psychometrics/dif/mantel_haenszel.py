"""Mantel-Haenszel: the odds of a right answer in two groups, compared at each total score and then put together."""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.dif.matching import FOCAL, REFERENCE, matched
from question_bank.psychometrics.distributions import chi_square_tail, normal_tail

DELTA = -2.35
MOST_ROUNDS = 10


@dataclass(frozen=True)
class MantelHaenszel:
    """Arrays over items; NaN, and a class of None, where an item gives nothing to compare.

    `odds_ratio` above 1 and `delta` (MH D-DIF) below 0 mean that the item is harder for the focal group. `se` is the
    standard error of delta. `classes` are those of ETS: A negligible, B moderate, C large. `left_out` are the items
    that a purified matching score does not count.
    """

    n_reference: int
    n_focal: int
    odds_ratio: np.ndarray
    chi_square: np.ndarray
    p: np.ndarray
    delta: np.ndarray
    se: np.ndarray
    classes: tuple[str | None, ...]
    left_out: frozenset[int] = frozenset()


def mantel_haenszel(answers, focal, purified: bool = True, least: int = 100, level: float = 0.05) -> MantelHaenszel:
    """DIF of every item, matched on the total score or on a total without the items of class B and C.

    Holland and Thayer (1988), in Wainer and Braun (eds.), Test Validity, 129-145; purification in rounds until the
    same items are left out. Arguments as in `matching.matched`; raises TooFew for small groups.
    """
    left_out: frozenset[int] = frozenset()
    for _ in range(MOST_ROUNDS if purified else 1):
        cells = matched(answers, focal, left_out, least)
        figures = of_counts(cells.right, cells.wrong)
        classes = ets_classes(figures["delta"], figures["se"], figures["p"], level)
        apart = _wholly_apart(cells, figures["p"], level)
        classes = tuple("C" if whole else name for name, whole in zip(classes, apart, strict=True))
        suspect = frozenset(item for item, name in enumerate(classes) if name in {"B", "C"})
        result = MantelHaenszel(*cells.n, **figures, classes=classes, left_out=left_out)
        if suspect == left_out or len(classes) - len(suspect) < 2:
            break
        left_out = suspect
    return result


def _wholly_apart(cells, p: np.ndarray, level: float) -> np.ndarray:
    """Items whose odds ratio has no value because only one group is ever wrong where the other is right, beyond chance.

    No difference could be larger, so they are of class C.
    """
    a, c, b, d = cells.right[REFERENCE], cells.right[FOCAL], cells.wrong[REFERENCE], cells.wrong[FOCAL]
    with np.errstate(invalid="ignore"):
        return (((a * d).sum(axis=0) == 0) ^ ((b * c).sum(axis=0) == 0)) & (p < level)


def of_counts(right: np.ndarray, wrong: np.ndarray) -> dict[str, np.ndarray]:
    """Common odds ratio, chi-square with continuity correction and delta of tables of shape (2, strata, items).

    Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; the standard error is that of
    Robins, Breslow and Greenland (1986), Biometrics 42, 311-323, in the form of Phillips and Holland (1987).
    """
    a, c, b, d = right[REFERENCE], right[FOCAL], wrong[REFERENCE], wrong[FOCAL]
    n = a + b + c + d
    usable = (a + b > 0) & (c + d > 0)
    per = np.where(usable, 1 / np.where(usable, n, 1), 0.0)
    r, s = (a * d * per).sum(axis=0), (b * c * per).sum(axis=0)
    expected = ((a + b) * (a + c) * per).sum(axis=0)
    spread = ((a + b) * (c + d) * (a + c) * (b + d) * per**2 / np.where(n > 1, n - 1, 1)).sum(axis=0)
    off = np.abs(np.where(usable, a, 0).sum(axis=0) - expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        chi_square = np.where(spread > 0, np.maximum(off - 0.5, 0) ** 2 / spread, np.nan)
        odds = np.where((r > 0) & (s > 0), r / s, np.nan)
        inner = ((a * d + odds * b * c) * (a + d + odds * (b + c)) * per**2).sum(axis=0)
        error = np.sqrt(inner / (2 * r**2))
        delta = DELTA * np.log(odds)
    return {"odds_ratio": odds, "chi_square": chi_square, "p": chi_square_tail(chi_square, 1), "delta": delta,
            "se": np.where(np.isfinite(delta), abs(DELTA) * error, np.nan)}


def ets_classes(delta, se, p, level: float = 0.05) -> tuple[str | None, ...]:
    """A, B or C for each item (Zieky, 1993, in Holland and Wainer, Differential Item Functioning, 337-347).

    A: |delta| below 1 or not different from 0. C: |delta| at least 1.5 and beyond chance above 1, one-sided. Else B.
    """
    delta, se, p = (np.asarray(value, dtype=float) for value in (delta, se, p))
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = normal_tail((np.abs(delta) - 1) / se) < level
    classes = np.where((np.abs(delta) < 1) | (p >= level), "A", np.where((np.abs(delta) >= 1.5) & beyond, "C", "B"))
    known = np.isfinite(delta) & np.isfinite(p)
    return tuple(str(name) if sure else None for name, sure in zip(classes, known, strict=True))
