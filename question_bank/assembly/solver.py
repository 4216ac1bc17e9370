"""The one door to HiGHS: columns and rows in, a choice out, the same for the same seed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import highspy
import numpy as np

OPEN = highspy.kHighsInf


class OutOfTime(Exception):
    """The solver found no choice within its time."""


@dataclass
class Model:
    """Columns with a cost and bounds, and rows that bound a sum of columns."""

    costs: list[np.ndarray] = field(default_factory=list)
    floors: list[np.ndarray] = field(default_factory=list)
    ceilings: list[np.ndarray] = field(default_factory=list)
    whole: list[np.ndarray] = field(default_factory=list)
    rows: list[tuple[float, float, np.ndarray, np.ndarray]] = field(default_factory=list)
    size: int = 0

    def columns(self, costs: np.ndarray, ceiling=1.0, *, floor=0.0, whole: bool = True) -> np.ndarray:
        """New columns between floor and ceiling; their numbers."""
        number = len(costs)
        self.costs.append(np.asarray(costs, float))
        self.floors.append(np.broadcast_to(np.asarray(floor, float), number))
        self.ceilings.append(np.broadcast_to(np.asarray(ceiling, float), number))
        self.whole.append(np.full(number, whole))
        self.size += number
        return np.arange(self.size - number, self.size)

    def row(self, low: float | None, high: float | None, columns: np.ndarray, weights: np.ndarray) -> None:
        """Keep the weighted sum of columns from `low` to `high`; None leaves a side open."""
        self.rows.append((-OPEN if low is None else low, OPEN if high is None else high, columns, weights))


@dataclass(frozen=True)
class Choice:
    """The values of all columns, the cost reached, the least that any choice can cost, and the reduced costs."""

    values: np.ndarray
    objective: float
    bound: float
    duals: np.ndarray


def solve(model: Model, *, seed: int, seconds: float, gap: float = 0.0, share: float = 0.0,
          nodes: int | None = None) -> Choice | None:
    """The cheapest choice to within `gap` (or a share of it); None when there is none. Raises OutOfTime."""
    options = {"mip_abs_gap": gap, "mip_rel_gap": share}
    return _run(model, True, seed, seconds, options if nodes is None else {**options, "mip_max_nodes": nodes})


def relax(model: Model, *, seed: int, seconds: float) -> Choice | None:
    """The cheapest choice when pieces may be split; None when not even that exists. Raises OutOfTime."""
    # Unscaled, because nearly all weights are 1: half the time of the usual scaling.
    return _run(model, False, seed, seconds, {"simplex_scale_strategy": 0})


def _run(model: Model, whole: bool, seed: int, seconds: float, options: dict) -> Choice | None:
    if seconds <= 0:
        raise OutOfTime
    solver = _solver(seed, seconds, options)
    solver.passModel(_lp(model, whole))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise OutOfTime
    solution, reached = solver.getSolution(), info.objective_function_value
    return Choice(np.array(solution.col_value), reached, info.mip_dual_bound if whole else reached,
                  np.zeros(0) if whole else np.array(solution.col_dual))


def _solver(seed: int, seconds: float, options: dict) -> highspy.Highs:
    with _muted():
        solver = highspy.Highs()
    solver.silent()
    # One thread and a fixed seed: the same question gets the same answer on every machine.
    fixed = {"threads": 1, "random_seed": seed % 2_147_483_647, "time_limit": float(seconds),
             "mip_detect_symmetry": False}
    for name, value in {**fixed, **options}.items():
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


def _lp(model: Model, whole: bool) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.size, len(model.rows)
    lp.col_cost_, lp.col_lower_ = np.concatenate(model.costs), np.concatenate(model.floors)
    lp.col_upper_ = np.concatenate(model.ceilings)
    if whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if flag else kinds.kContinuous for flag in np.concatenate(model.whole)]
    lp.row_lower_ = np.array([low for low, _, _, _ in model.rows], float)
    lp.row_upper_ = np.array([high for _, high, _, _ in model.rows], float)
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    matrix.start_ = np.cumsum([0, *(len(columns) for _, _, columns, _ in model.rows)])
    matrix.index_ = np.concatenate([columns for _, _, columns, _ in model.rows] or [np.zeros(0, int)])
    matrix.value_ = np.concatenate([weights for _, _, _, weights in model.rows] or [np.zeros(0)])
    return lp
