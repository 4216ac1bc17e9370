"""Standard errors of any equating by drawing people anew from the observed tables."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from question_bank.psychometrics.equating.equated import Equated


def with_errors(equate: Callable[..., Equated], table_x, table_y, *, times: int = 500, seed: int = 1,
                **choices) -> Equated:
    """The equating with `se`: the standard deviation (n - 1) of `times` equatings of redrawn people (K&B section 7.2).

    `equate(table_x, table_y, **choices)` is any function of this folder; tables are frequencies, of one score or of
    pairs. The same seed gives the same errors. Redrawn tables that the method refuses are left out and counted in a
    note; fewer than two that work raise ValueError.
    """
    table_x, table_y = np.asarray(table_x, dtype=float), np.asarray(table_y, dtype=float)
    answer = equate(table_x, table_y, **choices)
    draw = np.random.default_rng(seed)
    again, failed = [], 0
    for _ in range(times):
        try:
            again.append(equate(_redrawn(draw, table_x), _redrawn(draw, table_y), **choices).yx)
        except (ValueError, ArithmeticError, np.linalg.LinAlgError):
            failed += 1
    if len(again) < 2:
        raise ValueError("Too few of the redrawn groups could be equated to say how sure the figures are.")
    note = (f"{failed} of {times} redrawn groups could not be equated.",) if failed else ()
    return replace(answer, se=np.std(again, axis=0, ddof=1), notes=answer.notes + note)


def _redrawn(draw: np.random.Generator, table: np.ndarray) -> np.ndarray:
    shares = table.ravel() / table.sum()
    return draw.multinomial(int(round(table.sum())), shares).reshape(table.shape).astype(float)
