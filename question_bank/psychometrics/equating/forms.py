"""The linking of two exam forms from the scores of their people, as the record that a cut score carries.

Scores are points: what a question is worth makes no difference, as long as they are whole numbers up to a maximum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from question_bank.linking import FORMAT, LinkingTrouble
from question_bank.linking_methods import ANCHORED, FEWEST_COMMON
from question_bank.psychometrics.equating import common_items, frequency_estimation, random_groups
from question_bank.psychometrics.equating.bootstrap import with_errors
from question_bank.psychometrics.equating.equated import Equated
from question_bank.psychometrics.equating.scores import counts, joint_counts

MODULES = (common_items, frequency_estimation, random_groups)
TIMES = 200  # how often people are redrawn for the standard errors of methods that have no formula for them
SHARE_ADVISED = 5  # an anchor of a fifth of the form is advised


@dataclass(frozen=True)
class Side:
    """One exam form: its name, how many questions count, and for each question of each person the points earned.

    `most` are the points that there are to have at each question; `given` those that everybody has beside them.
    """

    name: str
    points: np.ndarray
    most: tuple[int, ...]
    given: int = 0

    @property
    def maximum(self) -> int:
        """The highest score."""
        return sum(self.most) + self.given

    @property
    def totals(self) -> np.ndarray:
        """The score of each person."""
        return self.points.sum(axis=1, dtype=np.int64) + self.given


def linked_forms(form: Side, base: Side, method: str, *, common: list[tuple[int, int]], seed: int = 1) -> dict:
    """Everything of the record but the digests of the data. Raises ValueError where the method cannot link the two.

    `common` are the places of the questions that both forms share, on the form and on the base.
    """
    common = common if method in ANCHORED else []
    if method in ANCHORED and len(common) < FEWEST_COMMON:
        raise LinkingTrouble(f"The forms have {len(common)} questions in common; at least {FEWEST_COMMON} are needed. "
                             "Use a method without common questions, or give the reason why the form is not linked.")
    found = _equated(method, _table(form, [own for own, _ in common]), _table(base, [its for _, its in common]), seed)
    errors = [None if np.isnan(one) else f"{one:.4f}" for one in found.se]
    return {"format": FORMAT, "method": method, "exam_form": form.name, "base_form": base.name,
            "n": len(form.points), "base_n": len(base.points), "maximum": form.maximum, "base_maximum": base.maximum,
            "anchor": len(common), "constants": _constants(found), "standard_errors": errors,
            "notes": [*found.notes, *_few(len(common), len(form.most))]}


def _table(side: Side, places: list[int]) -> np.ndarray:
    if not places:
        return counts(side.totals, side.maximum)
    anchor = side.points[:, places].sum(axis=1, dtype=np.int64)
    return joint_counts(side.totals, anchor, side.maximum, sum(side.most[place] for place in places))


def _equated(method: str, table: np.ndarray, base_table: np.ndarray, seed: int) -> Equated:
    equate = next(getattr(module, method) for module in MODULES if hasattr(module, method))
    found = equate(table, base_table)
    return found if found.se is not None else with_errors(equate, table, base_table, times=TIMES, seed=seed)


def _constants(found: Equated) -> dict:
    if found.slope is not None:
        return {"slope": f"{found.slope:.6f}", "intercept": f"{found.intercept:.6f}"}
    return {"table": [f"{worth:.6f}" for worth in found.yx]}


def _few(common: int, questions: int) -> Iterator[str]:
    if 0 < common * SHARE_ADVISED < questions:
        yield (f"{common} of {questions} questions are common; a fifth is advised, spread over the content as the "
               "whole form is.")
