"""How much memory the files of an export take at any size: CSV, JSON lines and the workbook, at two sizes each."""

import tempfile
from pathlib import Path

from scripts.benchmarks.export import SHORT_ROWS, filled, turn_apart

GOAL_MB = 250
FILES = {"csv": "our_csv", "json": "lines", "xlsx": "our_book"}  # a workbook is made of the lines
TIMES = 10


def measure(chosen) -> dict:
    """The most that any process held while it wrote each file, of all rows and of a tenth of them.

    `ratio` is the largest of the three at the full size, to itself at a tenth: 1.0 is memory that does not grow.
    """
    rows = SHORT_ROWS if chosen.short else chosen.rows
    with tempfile.TemporaryDirectory(prefix="examhall-bench-") as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'ours.db'}"
        filled(url, folder, rows)
        few, ours = [{kind: turn_apart(role, url, size, folder) for kind, role in FILES.items()}
                     for size in (max(1, rows // TIMES), rows)]
    largest = max(ours, key=lambda kind: ours[kind]["peak_mb"])
    return {"name": "export_memory", "rows": rows, "goal_mb": GOAL_MB,
            "ratio": round(ours[largest]["peak_mb"] / few[largest]["peak_mb"], 3),
            **{f"{kind}_peak_mb": said["peak_mb"] for kind, said in ours.items()}, "ours": ours, "tenth": few}
