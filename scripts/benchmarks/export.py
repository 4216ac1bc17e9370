"""Exporting results: our rows beside a plain csv.writer over one query, our workbook beside its library alone."""

import csv
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from exam.app import create_app
from exam.database import db, upgrade
from exam.queries.export_rows import Span, raw_rows, rows_in
from exam.rules.export_columns import COLUMNS
from exam.rules.export_files import write_rows
from exam.rules.workbooks import OPTIONS
from scripts.benchmarks.results_in_bulk import released_results
from tests.support.settings import settings_for

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
ROWS, SHORT_ROWS = 100_000, 2_000
ROWS_OF_A_BOOK = 10  # a tenth of the rows: workbooks take long


def _peak_mb() -> int:
    """The most memory that this process ever held. The kernel's own usage figures begin with those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024


def measure(chosen) -> dict:
    """CSV and workbooks in turns with their floors; the ratio is that of CSV (rows a second, ours to the floor)."""
    rows, pairs = (SHORT_ROWS, 2) if chosen.short else (ROWS, chosen.pairs)
    with tempfile.TemporaryDirectory(prefix="examhall-bench-") as place:
        folder = Path(place)
        app = create_app(settings_for(f"sqlite:///{folder / 'ours.db'}", folder))
        upgrade(app)
        with app.app_context():
            released_results(rows)
            span = Span("bench", MOMENT, "", 0, rows)
            runs = [_run(folder, span, max(500, rows // ROWS_OF_A_BOOK)) for _ in range(pairs)]
            db.session.remove()
            db.engine.dispose()
    csv_ratio = statistics.median(run["floor"]["csv_seconds"] / run["ours"]["csv_seconds"] for run in runs)
    book_ratio = statistics.median(run["floor"]["xlsx_seconds"] / run["ours"]["xlsx_seconds"] for run in runs)
    sides = {side: {name: round(statistics.median(run[side][name] for run in runs), 3) for name in runs[0][side]}
             for side in ("ours", "floor")}
    return {"name": "export", "rows": rows, "ratio": round(csv_ratio, 3), "xlsx_ratio": round(book_ratio, 3),
            "csv_rows_per_second": round(rows / sides["ours"]["csv_seconds"]),
            "peak_mb": _peak_mb(), **sides, "runs": runs}


def _run(folder: Path, span: Span, book_rows: int) -> dict:
    lines, ours, floor = folder / "lines.json", {}, {}
    floor["csv_seconds"] = _seconds(lambda: _plain_csv(folder / "plain.csv", span))
    ours["csv_seconds"] = _seconds(lambda: _our_csv(folder / "ours.csv", span))
    with db.engine.connect() as connection, lines.open("wb") as out:
        some = Span(span.export_id, span.exported_at, "", 0, book_rows)
        write_rows("json", COLUMNS, (row for row, _ in rows_in(connection, some)), out)
        rows = [row for row, _ in rows_in(connection, some)]
    floor["xlsx_seconds"] = _seconds(lambda: _plain_book(folder / "plain.xlsx", rows))
    command = [sys.executable, "-m", "exam.rules.workbooks", str(lines), str(folder / "ours.xlsx"), ",".join(COLUMNS)]
    ours["xlsx_seconds"] = _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    return {"ours": ours, "floor": floor}


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of its children: neighbours on the machine do not count."""
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def _plain_csv(target: Path, span: Span) -> None:
    with db.engine.connect() as connection, target.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(raw_rows(connection.execution_options(yield_per=2000), span))


def _our_csv(target: Path, span: Span) -> None:
    with db.engine.connect() as connection, target.open("wb") as out:
        write_rows("csv", COLUMNS, _values(connection.execution_options(yield_per=2000), span), out)


def _values(connection, span: Span) -> Iterator[tuple]:
    return (row for row, _ in rows_in(connection, span))


def _plain_book(target: Path, rows: list[tuple]) -> None:
    book = xlsxwriter.Workbook(str(target), OPTIONS)
    sheet = book.add_worksheet()
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    book.close()
