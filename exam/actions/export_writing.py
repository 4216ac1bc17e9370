"""Writing the files of an export onto the disk, in one reading of the database and in the same memory at any size."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection

from exam.errors import ExamhallError
from exam.queries.export_rows import (
    Span,
    competency_rows_of,
    count_of,
    ends_of_chain,
    links_without_row,
    rows_in,
)
from exam.rules.export_columns import CHAIN_COLUMNS, COLUMNS, COMPETENCY_COLUMNS
from exam.rules.export_files import CsvFile, JsonFile, write_rows
from question_bank.conversing import conversation

HOME = Path(__file__).resolve().parents[2]
PART = 1024 * 1024
SAY_EVERY = 5_000
LONGEST_SECONDS = 4 * 3600
Say = Callable[[int, int, str], None]


def write_files(connection: Connection, span: Span, folder: Path, say: Say) -> dict:
    """Every file from the same rows, into this folder. No name says anything about a person. Returns the counts."""
    total = count_of(connection, span)
    counts = write_rows_of(connection, span, folder, lambda done: say(done, 2 * total, "Writing the rows"))
    with (folder / "chain.csv").open("wb") as out:
        write_rows("csv", CHAIN_COLUMNS, links_without_row(connection, span), out)
    ends = ends_of_chain(connection, span)
    write_workbook_apart(folder, lambda done: say(total + done, 2 * total, "Writing the workbook"))
    return {**counts, "chain": ends}


def write_rows_of(connection: Connection, span: Span, folder: Path, say: Callable[[int], None]) -> dict:
    """The files that hold a row for each result, or for each competency of one. Returns how many rows they have."""
    number, parts = 0, 0
    with ExitStack() as at_the_end:
        files = []
        for name, kind, columns in (("results.csv", CsvFile, COLUMNS), ("results.json", JsonFile, COLUMNS),
                                    ("competencies.csv", CsvFile, COMPETENCY_COLUMNS)):
            files.append(kind(columns, at_the_end.enter_context((folder / name).open("wb"))))
        table, lines, competencies = files
        for number, (row, raw) in enumerate(rows_in(connection, span), start=1):
            table.add(row)
            lines.add(row)
            for part in competency_rows_of(span, raw):
                competencies.add(part)
                parts += 1
            if number % SAY_EVERY == 0:
                say(number)
    return {"rows": number, "competency_rows": parts}


def write_workbook_apart(folder: Path, say: Callable[[int], None]) -> None:
    """By a process of its own, which inherits no secret of ours and sees only the lines just written."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    command = [sys.executable, "-m", "exam.rules.workbooks", str(folder / "results.json"),
               str(folder / "results.xlsx"), ",".join(COLUMNS)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HOME,
                             env=kept)
    last = [""]

    def heard(line: str) -> None:
        if line.strip().isdigit():
            say(int(line))
        last[0] = line

    conversation(child, (), seconds=LONGEST_SECONDS, heard=heard)
    if child.returncode != 0:
        raise ExamhallError(f"the workbook could not be written: {_kind_of(last[0]) or child.returncode}")


def _kind_of(line: str) -> str:
    """The kind of an error from the line that names it. What follows may tell of a person, and is left away."""
    kind = line.partition(":")[0].strip()
    return kind if kind.endswith("Error") else ""


def facts_of(file: Path) -> dict:
    """Digest and size of a file."""
    with file.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "bytes": file.stat().st_size}
