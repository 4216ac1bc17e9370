"""Exporting results: our rows beside a plain csv.writer over one query, our workbook beside its library alone."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from exam.app import create_app
from exam.database import db
from exam.database.upgrades import upgrade
from scripts.benchmarks.exporting import HOME, turn
from scripts.benchmarks.results_in_bulk import released_results
from tests.support.settings import settings_for

SHORT_ROWS = 2_000
ROWS_OF_A_BOOK = 10  # a tenth of the rows: workbooks take long
Turn = Callable[[str, str, int, Path], dict]


def measure(chosen) -> dict:
    """CSV and workbooks in turns with their floors, each turn a process of its own; `ratio` is that of CSV.

    Ratios are of CPU seconds, the floor's to ours: neighbours on the machine slow both down. A short run stays in one
    process.
    """
    rows, pairs, told = (SHORT_ROWS, 1, turn) if chosen.short else (chosen.rows, chosen.pairs, turn_apart)
    few = max(1_000, rows // ROWS_OF_A_BOOK)
    with tempfile.TemporaryDirectory(prefix="examhall-bench-") as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'ours.db'}"
        filled(url, folder, rows)
        told("lines", url, few, folder)
        runs = [_run(told, url, folder, rows, few) for _ in range(pairs)]
        whole = told("whole", url, few, folder)
    sides = {side: {name: statistics.median(run[side][name] for run in runs) for name in runs[0][side]}
             for side in ("ours", "floor")}
    return {"name": "export", "rows": rows, "rows_of_the_workbook": few,
            "ratio": _ratio(runs, "csv_seconds"), "xlsx_ratio": _ratio(runs, "xlsx_seconds"),
            "csv_rows_per_cpu_second": round(rows / sides["ours"]["csv_seconds"]),
            "peak_mb": max(sides["ours"]["csv_peak_mb"], sides["ours"]["xlsx_peak_mb"], whole["peak_mb"]),
            "whole_export": {"rows": few, **whole}, **sides, "runs": runs}


def filled(url: str, folder: Path, rows: int) -> None:
    """A database with so many released results."""
    app = create_app(settings_for(url, folder / "data"))
    upgrade(app)
    with app.app_context():
        released_results(rows)
        db.session.remove()
        db.engine.dispose()


def _run(told: Turn, url: str, folder: Path, rows: int, few: int) -> dict:
    found: dict[str, dict] = {"floor": {}, "ours": {}}
    for side, role in (("floor", "plain_csv"), ("ours", "our_csv")):
        found[side] |= _named("csv", told(role, url, rows, folder))
    for side, role in (("floor", "plain_book"), ("ours", "our_book")):
        found[side] |= _named("xlsx", told(role, url, few, folder))
    return found


def _named(kind: str, said: dict) -> dict:
    return {f"{kind}_seconds": said["cpu_seconds"], f"{kind}_wall_seconds": said["wall_seconds"],
            f"{kind}_peak_mb": said["peak_mb"]}


def turn_apart(role: str, url: str, rows: int, folder: Path) -> dict:
    """One turn of `exporting` in a process of its own."""
    command = [sys.executable, "-m", "scripts.benchmarks.exporting", role, url, str(rows), str(folder)]
    return json.loads(subprocess.run(command, cwd=HOME, check=True, capture_output=True).stdout)


def _ratio(runs: list[dict], name: str) -> float:
    return round(statistics.median(run["floor"][name] / run["ours"][name] for run in runs), 3)
