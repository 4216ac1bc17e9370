"""Published data sets and the figures that other programs agree on, read from tests/data/psychometrics."""

import csv
import json
from pathlib import Path

import numpy as np

from question_bank.psychometrics.answer_files import read_answers
from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.equating.scores import joint_counts

HOME = Path(__file__).resolve().parents[1] / "data" / "psychometrics"


def expected(name: str) -> dict:
    """What other programs found, by the name of its file without the ending."""
    return json.loads((HOME / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def answer_file(name: str) -> bytes:
    """A CSV file of answers, as it is on disk."""
    return (HOME / "irt" / f"{name}.csv").read_bytes()


def answers(name: str) -> AnswerMatrix:
    """One of the published data sets: lsat6, lsat7, verbagg, mathexam14w, sat12_scored, or sat12_raw with its key."""
    raw = name.endswith("_raw")
    return read_answers(answer_file(name), name, key_row=raw, omitted=("8",) if raw else ()).matrix


def columns(name: str) -> np.ndarray:
    """A CSV file of numbers with one line of headings: shape (rows, columns)."""
    return np.loadtxt(HOME / name, delimiter=",", skiprows=1)


def kbneat() -> tuple[np.ndarray, np.ndarray]:
    """The two tables of totals by anchors of the common-item example of Kolen and Brennan (2014), 36 and 12 items."""
    return tuple(joint_counts(*columns(f"equating/kbneat_{form}.csv").T, 36, 12) for form in "xy")


def kb36() -> tuple[np.ndarray, np.ndarray]:
    """Columns a, b, c of the 36 items of both forms of Kolen and Brennan (2014), table 6.5."""
    with open(HOME / "linking" / "kb36_3pl_parameters.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(np.array([[float(row[name]) for name in "abc"] for row in rows if row["form"] == form])
                 for form in "XY")
