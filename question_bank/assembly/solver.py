"""The one door to HiGHS: a small model of columns and rows in, a choice out, the same for the same seed."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import highspy


class OutOfTime(Exception):
    """The solver found no choice within its time."""


@dataclass
class Model:
    """Columns with a cost, and rows that bound a sum of columns."""

    costs: list[float] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(default_factory=list)

    def column(self, cost: float = 0.0, *, ceiling: float = 1.0, whole: bool = True) -> int:
        """A new column from 0 to `ceiling`; its number."""
        self.costs.append(cost)
        self.ceilings.append(ceiling)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, low: float | None, high: float | None, weights: Mapping[int, float]) -> None:
        """Keep the weighted sum of columns from `low` to `high`; None leaves a side open."""
        self.rows.append((-highspy.kHighsInf if low is None else low, highspy.kHighsInf if high is None else high,
                          dict(weights)))


@dataclass(frozen=True)
class Choice:
    """The values of all columns, the cost reached, and how far it may be from the best."""

    values: list[float]
    objective: float
    gap: float

    def takes(self, column: int) -> bool:
        """Whether a yes-or-no column is chosen."""
        return self.values[column] > 0.5


def solve(model: Model, *, seed: int, seconds: float, gap: float) -> Choice | None:
    """The cheapest choice to within `gap`; None when there is none. Raises OutOfTime."""
    solver = _solver(seed, seconds, gap)
    solver.passModel(_lp(model))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise OutOfTime
    reached = info.objective_function_value
    return Choice(list(solver.getSolution().col_value), reached, max(reached - info.mip_dual_bound, 0.0))


def _solver(seed: int, seconds: float, gap: float) -> highspy.Highs:
    with _muted():
        solver = highspy.Highs()
    solver.silent()
    # One thread and a fixed seed: the same question gets the same answer on every machine.
    options = {"threads": 1, "random_seed": seed % 2_147_483_647, "time_limit": seconds,
               "mip_rel_gap": 0.0, "mip_abs_gap": gap}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


@contextmanager
def _muted() -> Iterator[None]:
    """HiGHS greets on the process's own standard output, where it would stand in the middle of somebody's JSON."""
    sys.stdout.flush()
    kept, sink = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(sink)


def _lp(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.col_cost_, lp.col_upper_, lp.col_lower_ = model.costs, model.ceilings, [0.0] * len(model.costs)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    lp.row_lower_, lp.row_upper_ = [low for low, _, _ in model.rows], [high for _, high, _ in model.rows]
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    starts = [0]
    for _, _, weights in model.rows:
        starts.append(starts[-1] + len(weights))
    matrix.start_ = starts
    matrix.index_ = [column for _, _, weights in model.rows for column in weights]
    matrix.value_ = [value for _, _, weights in model.rows for value in weights.values()]
    return lp
