"""The Rasch model by marginal maximum likelihood, with ability normal(0, sigma).

Thissen 1982, Psychometrika 47, 175-186.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.answers import Answers, Floats, answers_of
from question_bank.psychometrics.irt.climbing import Quadrature, climb_proven
from question_bank.psychometrics.irt.grid import grid_for
from question_bank.psychometrics.irt.rasch_model import RaschModel, ScoreRows, score_rows
from question_bank.psychometrics.irt.starting import first_difficulties
from question_bank.psychometrics.one_core import one_core

WIDE = 10.0
ENDLESS = "The spread of ability grows without end: the answers are ordered nearly perfectly and no figure fits."
STRAYED = "The Rasch model did not converge for these answers."


@dataclass(frozen=True)
class RaschMml:
    """Difficulties delta with slope 1 and ability normal(0, sigma); the same model as slope sigma, difficulty delta
    / sigma and ability normal(0, 1).

    A figure of an item set aside is nan. When `admissible` is false, `notes` say why. `covariance` belongs to the
    difficulties of the `kept` items and, unless sigma was given, then sigma.
    """

    items: tuple[str, ...]
    kept: np.ndarray
    persons: int
    difficulties: Floats
    sigma: float
    se_difficulties: Floats
    se_sigma: float
    covariance: Floats
    log_likelihood: float
    quadrature: Quadrature | None
    admissible: bool
    notes: tuple[str, ...]

    @property
    def common_slope_difficulties(self) -> Floats:
        """The difficulties in units of the spread of ability: delta / sigma."""
        return self.difficulties / self.sigma


@one_core()
def rasch_mml(table: ArrayLike, names: Sequence[str] | None = None, *, sigma: float | None = None) -> RaschMml:
    """Calibrate persons by items of 0, 1 and nan (not answered, taken as missing at random); `sigma` fixes the
    spread."""
    answers = answers_of(table, names)
    if len(answers.kept) < 2:
        return _nothing(answers, f"The Rasch model needs at least 2 items that some had right and some wrong; "
                                 f"there are {len(answers.kept)}.")
    rows, start = score_rows(answers.patterns), first_difficulties(answers.patterns)
    if sigma is None and _narrower_than_chance(rows):
        return _nothing(answers, "The scores differ less than they would if everybody had the same ability, so the "
                                 "spread of ability is estimated as 0 and nobody can be placed.")
    point = np.append(start * 1.2, 1.0) if sigma is None else start * np.sqrt(1 + sigma**2 / 3)
    grid = grid_for(np.full(len(start), sigma or 1.0), -start)
    summit, quadrature = climb_proven(lambda grid: RaschModel(rows, grid, sigma), point, grid)
    if not summit.reached:
        return _nothing(answers, ENDLESS if abs(summit.point[-1]) > WIDE else STRAYED)
    covariance = np.linalg.inv(summit.view.information)
    errors, place = np.sqrt(np.diag(covariance)), np.append(summit.point, sigma if sigma is not None else [])
    count = len(start)
    return RaschMml(answers.names, answers.kept, answers.persons, answers.spread(place[:count]),
                    abs(float(place[count])), answers.spread(errors[:count]),
                    float(errors[count]) if sigma is None else 0.0, covariance, summit.view.log_likelihood, quadrature,
                    True, (*answers.set_aside, *quadrature.notes))


def _narrower_than_chance(rows: ScoreRows) -> bool:
    """Whether the likelihood falls as soon as sigma leaves 0: its derivative by the variance there is half the
    excess of the squared residual scores over their variance (a score test of dispersion: Dean 1992, JASA 87,
    451-457)."""
    chance = rows.totals / (rows.counts @ rows.answered)
    excess = (rows.scores - rows.answered @ chance) ** 2 - rows.answered @ (chance * (1 - chance))
    return bool(rows.counts @ excess <= 0)


def _nothing(answers: Answers, sentence: str) -> RaschMml:
    none, count = np.full(len(answers.names), np.nan), len(answers.kept)
    return RaschMml(answers.names, answers.kept, answers.persons, none, np.nan, none, np.nan,
                    np.full((count + 1, count + 1), np.nan), np.nan, None, False, (*answers.set_aside, sentence))
