"""One turn of the benchmark of exports in a process of its own, so that its memory is its own too.

    python -m scripts.benchmarks.exporting ROLE DATABASE ROWS FOLDER

It prints one JSON document: CPU seconds, seconds on the clock, and the most memory it held.
"""

import csv
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from exam.actions.export_writing import write_files
from exam.app import create_app
from exam.database import db
from exam.queries.export_rows import Span, one_moment, raw_rows, rows_in
from exam.rules.export_columns import COLUMNS
from exam.rules.export_files import write_rows
from exam.rules.workbooks import OPTIONS
from tests.support.settings import settings_for

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
HOME = Path(__file__).resolve().parents[2]


def plain_csv(span: Span, folder: Path) -> None:
    """The floor: csv.writer over what the database says."""
    with one_moment() as connection, (folder / "plain.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(raw_rows(connection, span))


def our_csv(span: Span, folder: Path) -> None:
    """The file of results as an export writes it: with the digest of each row, and cells that nothing executes."""
    with one_moment() as connection, (folder / "ours.csv").open("wb") as out:
        write_rows("csv", COLUMNS, (row for row, _ in rows_in(connection, span)), out)


def lines(span: Span, folder: Path) -> None:
    """What a workbook is made of."""
    with one_moment() as connection, (folder / "lines.json").open("wb") as out:
        write_rows("json", COLUMNS, (row for row, _ in rows_in(connection, span)), out)


def whole(span: Span, folder: Path) -> None:
    """Every file of an export, the workbook by its own process."""
    with one_moment() as connection:
        write_files(connection, span, folder, lambda done, total, step: None)


def plain_book(rows: list[list], target: Path) -> None:
    """The floor: the library alone, with rows that are in memory already."""
    book = xlsxwriter.Workbook(str(target), OPTIONS)
    sheet = book.add_worksheet()
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    book.close()


def our_book(folder: Path) -> None:
    """The workbook of an export in its own process, from its start to its end, reading the lines included."""
    command = [sys.executable, "-m", "exam.rules.workbooks", str(folder / "lines.json"), str(folder / "ours.xlsx"),
               ",".join(COLUMNS)]
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)


ROLES = {work.__name__: work for work in (plain_csv, our_csv, lines, whole)}


def measured(work: Callable[[], object]) -> dict:
    """CPU seconds of this process and its children, seconds on the clock, megabytes at the highest."""
    cpu, clock = _cpu(), time.perf_counter()
    work()
    cpu, clock = _cpu() - cpu, time.perf_counter() - clock
    return {"cpu_seconds": round(cpu, 3), "wall_seconds": round(clock, 3), "peak_mb": _peak_mb()}


def _cpu() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def _peak_mb() -> int:
    """The most that this process or one of its children held. A child's figure begins with that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


def turn(role: str, url: str, rows: int, folder: Path) -> dict:
    """Do the work of one role and say what it took."""
    if role == "plain_book":
        with (folder / "lines.json").open(encoding="utf-8") as held:
            found = [list(json.loads(line).values()) for line in held]
        return measured(lambda: plain_book(found, folder / "plain.xlsx"))
    if role == "our_book":
        return measured(lambda: our_book(folder))
    app = create_app(settings_for(url, folder / "data"))
    with app.app_context():
        said = measured(lambda: ROLES[role](Span("bench", MOMENT, "", 0, rows), folder))
        db.engine.dispose()
    return said


def main() -> None:
    """One turn as the command line names it."""
    print(json.dumps(turn(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))))


if __name__ == "__main__":
    main()
