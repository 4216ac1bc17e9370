"""Analysing answers: item analysis with options beside a plain numpy pass over the same answers, and calibrations."""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.irt import rasch_mml, two_pl
from question_bank.psychometrics.report import analyse
from scripts.benchmarks.peers import peers_at
from scripts.benchmarks.textbook_em import textbook_2pl, textbook_rasch

LETTERS = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Task:
    """What is timed: our way and, where there is one, a minimal way to the core of the same answer."""

    name: str
    seed: int
    persons: int
    items: int
    ours: Callable[[np.ndarray], object]
    floor: Callable[[np.ndarray], object] | None
    goal_seconds: float
    prepared: Callable[[np.ndarray], object]
    most_turns: int = 100


def measure(chosen: argparse.Namespace) -> dict:
    """The ratio is our wall seconds over the floor's for the first task, each the median of its turns."""
    pairs = 1 if chosen.short else max(chosen.pairs, 1)
    measured = [_measured(task, min(pairs, task.most_turns), chosen) for task in TASKS]
    first = measured[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"name": "psychometrics", "ratio": first["ratio"], "ours": {**first["ours"], "peak_memory_kb": memory},
            "floor": first["floor"], "runs": first["runs"], "tasks": measured}


def simulated(seed: int, persons: int, items: int) -> np.ndarray:
    """Truth values (persons, items): the two-parameter logistic model with slopes around 1."""
    draw = np.random.default_rng(seed)
    a, b = np.exp(draw.normal(0, 0.3, items)), draw.normal(0, 1, items)
    ability = draw.normal(0, 1, persons)
    return draw.random((persons, items)) < 1 / (1 + np.exp(-a * (ability[:, None] - b)))


def option_codes(right: np.ndarray) -> AnswerMatrix:
    """The same answers as option codes: A is right, and the wrong ones are spread over three other options."""
    persons, items = right.shape
    others = np.random.default_rng(0).integers(1, len(LETTERS), right.shape, dtype=np.int8)
    names = tuple(f"i{number}" for number in range(1, items + 1))
    return AnswerMatrix(names, (LETTERS,) * items, np.where(right, np.int8(0), others), (frozenset({0}),) * items)


def shares_and_correlations(right: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """The floor: the share right of each item, and its correlation with the total without it."""
    total = right.sum(axis=1)
    return right.mean(axis=0), [np.corrcoef(column, total - column)[0, 1] for column in right.T.astype(np.float64)]


def as_numbers(right: np.ndarray) -> np.ndarray:
    """The answers as calibrations take them."""
    return right.astype(np.float64)


def _measured(task: Task, pairs: int, chosen: argparse.Namespace) -> dict:
    right = simulated(task.seed, task.persons // 50 if chosen.short else task.persons, task.items)
    ours = task.prepared(right)
    runs = []
    for _ in range(pairs):
        run = {"floor": _turn(task.floor, right)} if task.floor else {}
        runs.append({**run, "ours": _turn(task.ours, ours)})
    found = {side: _medians([run[side] for run in runs]) for side in runs[0]}
    ratio = round(found["ours"]["wall_seconds"] / found["floor"]["wall_seconds"], 3) if task.floor else None
    return {"name": task.name, "persons": len(right), "items": task.items, "goal_seconds": task.goal_seconds,
            "ratio": ratio, "ours": found["ours"], "floor": found.get("floor"),
            "peers": peers_at(task.name, right) if chosen.peers else {}, "runs": runs}


def _turn(work: Callable, prepared: object) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work(prepared)
    return {"wall_seconds": round(time.perf_counter() - wall, 4), "cpu_seconds": round(time.process_time() - cpu, 4)}


def _medians(turns: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}


def item_analysis(matrix: AnswerMatrix) -> dict:
    """The classical report, options and flags included."""
    return analyse(matrix, only=("ctt",))


# The floor of a calibration is the textbook's EM; with 100,000 persons that takes minutes, so there is only the goal.
TASKS = (
    Task("item analysis with options", 2, 100_000, 100, item_analysis, shares_and_correlations, 1.0, option_codes),
    Task("marginal Rasch", 1, 10_000, 75, rasch_mml, textbook_rasch, 1.5, as_numbers),
    Task("2PL", 1, 10_000, 75, two_pl, textbook_2pl, 4.0, as_numbers),
    Task("marginal Rasch, large", 2, 100_000, 100, rasch_mml, None, 12.0, as_numbers, most_turns=1),
    Task("2PL, large", 2, 100_000, 100, two_pl, None, 20.0, as_numbers, most_turns=1),
)
