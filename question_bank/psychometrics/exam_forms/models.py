"""The part of a form's analysis that rests on a model: calibrations, curves with observed points, and information."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.exam_forms.columns import Column, picked
from question_bank.psychometrics.irt import (
    abilities,
    at_the_cut,
    curves,
    marginal_reliability,
    observed_points,
    rasch_cml,
    rasch_fit,
    rasch_mml,
    s_x2,
    test_information,
    two_pl,
)
from question_bank.psychometrics.plain import plain

# From how many persons a model is tried: fewer give difficulties, or slopes, that change with every new person.
RASCH_FROM, TWO_PL_FROM = 100, 500
# More persons than this make no figure better that a page shows; the ids of sittings are random, so the first ones are
# an even sample.
MOST_PERSONS = 20_000
GRID = np.round(np.arange(-4, 4.01, 0.2), 2)


@dataclass(frozen=True)
class Calibration:
    """Slopes and intercepts with ability standard normal, their errors, fit, and what has to be said."""

    name: str
    slopes: np.ndarray
    intercepts: np.ndarray
    difficulties: np.ndarray
    errors: np.ndarray
    slope_errors: np.ndarray | None
    fit_p: np.ndarray
    infit: np.ndarray | None
    outfit: np.ndarray | None
    notes: tuple[str, ...]


def model_part(columns: Sequence[Column], matrix: AnswerMatrix, *, cut: int | None, least: int) -> dict:
    """What the largest model that these persons carry says about the positions that count, or why there is none."""
    if matrix.n < RASCH_FROM:
        return {"model": None, "words": f"A model needs {RASCH_FROM} persons; there are {matrix.n}.", "items": []}
    counting = [place for place, column in enumerate(columns) if column.scored]
    used = picked(matrix, counting).of(np.arange(matrix.n) < MOST_PERSONS)
    table = used.scores()
    found, said = _calibrated(table, used.items)
    if found is None:
        return {"model": None, "words": " ".join(said), "items": []}
    theta = abilities(table, found.slopes, found.intercepts, "EAP").theta
    seen = observed_points(table, theta, groups=int(min(10, max(2, used.n // max(least, 20)))))
    items = [_item(found, at, place, seen) for at, place in enumerate(counting)]
    return plain({"model": found.name, "words": " ".join((*said, *found.notes)), "n": used.n, "items": items,
                  "reliability": marginal_reliability(found.slopes, found.intercepts),
                  "information": _information(found, cut)})


def _calibrated(table: np.ndarray, names: Sequence[str]) -> tuple[Calibration | None, list[str]]:
    """The 2PL where there are persons enough and it has a solution, else the Rasch model, else the reasons."""
    said = []
    if len(table) >= TWO_PL_FROM:
        found = two_pl(table, names)
        if found.admissible:
            fit = s_x2(table, found.slopes, found.intercepts)
            return Calibration("2PL", found.slopes, found.intercepts, found.difficulties, found.se_difficulties,
                               found.se_slopes, fit.p, None, None, found.notes), said
        said += found.notes
    else:
        said.append(f"The 2PL model is tried from {TWO_PL_FROM} persons on.")
    return _rasch(table, names, said)


def _rasch(table: np.ndarray, names: Sequence[str], said: list[str]) -> tuple[Calibration | None, list[str]]:
    found, conditional = rasch_mml(table, names), rasch_cml(table, names)
    if not found.admissible:
        return None, [*said, *found.notes]
    slopes = np.where(np.isfinite(found.difficulties), found.sigma, np.nan)
    intercepts = -found.difficulties
    fit = s_x2(table, slopes, intercepts, estimated=1)
    squares = rasch_fit(table, conditional.difficulties).items if conditional.admissible else None
    return Calibration("Rasch", slopes, intercepts, found.difficulties / found.sigma,
                       found.se_difficulties / found.sigma, None, fit.p, squares.infit if squares else None,
                       squares.outfit if squares else None, found.notes), said


def _item(found: Calibration, at: int, place: int, seen) -> dict:
    def of(values):
        return None if values is None else values[at]

    return {"position": place + 1, "a": found.slopes[at], "b": found.difficulties[at], "d": found.intercepts[at],
            "se_a": of(found.slope_errors), "se_b": found.errors[at], "fit_p": found.fit_p[at],
            "infit": of(found.infit), "outfit": of(found.outfit),
            "curve": np.round(curves(found.slopes[at:at + 1], found.intercepts[at:at + 1], GRID)[0], 4),
            "points": [[round(float(theta), 3), round(float(share), 4), int(answers)] for theta, share, answers
                       in zip(seen.theta, seen.proportion[:, at], seen.answers[:, at], strict=True)]}


def _information(found: Calibration, cut: int | None) -> dict:
    whole = test_information(found.slopes, found.intercepts, GRID)
    there = None if cut is None else at_the_cut(found.slopes, found.intercepts, cut)
    return {"theta": GRID, "information": np.round(whole.information, 4), "se": np.round(whole.se, 4),
            "cut_theta": None if there is None else there.theta[0], "se_at_cut": None if there is None else there.se[0]}
