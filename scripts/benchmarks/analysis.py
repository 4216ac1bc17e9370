"""Item analysis of 100,000 x 100 answers from the database, loading included, beside a plain numpy pass (P11)."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.benchmarks.postgresql import DurableServer
from scripts.benchmarks.released_in_bulk import form_with_answers
from scripts.benchmarks.sittings_in_bulk import environ_for

PERSONS, ITEMS = 100_000, 100
GOAL = {"wall_seconds": 2.5, "memory_kb": 500_000}


def measure(chosen: argparse.Namespace) -> dict:
    """Floor, product, floor, product, each in a process of its own; the ratio is of CPU seconds, the median of pairs.

    Ours is everything that the job's first part does: answers from the database, the worker, figures of every item,
    option and score. Its memory is that of the process that loads and of its worker together.
    """
    persons, pairs = (PERSONS // 50, 1) if chosen.short else (PERSONS, chosen.pairs)
    with _database(chosen.database) as (url, folder):
        form_id = form_with_answers(url, folder, persons, ITEMS)
        environ = environ_for(url, folder)
        runs = [{side: _turn(side, form_id, environ) for side in ("floor", "ours")} for _ in range(pairs)]
    ratio = statistics.median(run["ours"]["cpu_seconds"] / run["floor"]["cpu_seconds"] for run in runs)
    ours, floor = ({name: statistics.median(run[side][name] for run in runs) for name in runs[0][side]}
                   for side in ("ours", "floor"))
    return {"name": "analysis", "ratio": round(ratio, 3), "database": chosen.database, "persons": persons,
            "items": ITEMS, "goal": GOAL, "ours": ours, "floor": floor, "runs": runs}


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, Path]]:
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="examhall-bench-")))
        if kind == "postgresql":
            server = DurableServer()
            at_the_end.callback(server.stop)
            server.create("ours")
            yield server.url("ours"), folder
        else:
            yield f"sqlite:///{folder / 'ours.db'}", folder


def _turn(side: str, form_id: str, environ: dict[str, str]) -> dict:
    command = [sys.executable, "-m", "scripts.benchmarks.analysis_turn", side, form_id]
    done = subprocess.run(command, env={**os.environ, **environ, "OPENBLAS_NUM_THREADS": "1"}, capture_output=True,
                          check=True)
    return json.loads(done.stdout)
