"""Exports in the same memory at any size: four times the rows take no more of it, in each kind of file."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from exam.actions.export_writing import write_rows_of
from exam.queries import export_rows
from exam.queries.export_rows import Span, one_moment
from exam.rules.workbooks import write_workbook
from scripts.benchmarks.results_in_bulk import released_results
from tests.support.databases import ONE_KIND

FEW, MANY = 300, 1_200


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(export_rows, "AT_A_TIME", 100)


def most_held(work: Callable[[int], object], size: int) -> int:
    """The most bytes that Python held for this work at once."""
    tracemalloc.start()
    try:
        work(size)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@ONE_KIND
def test_p9_csv_and_json_of_four_times_the_rows_take_the_same_memory(db_app, small_blocks, tmp_path):
    released_results(MANY)

    def write(size: int) -> None:
        span = Span("test", datetime(2026, 3, 2, tzinfo=UTC), "", 0, size)
        with one_moment() as connection:
            assert write_rows_of(connection, span, tmp_path, lambda done: None)["rows"] == size

    write(FEW)  # whatever is made once is made now
    few, many = most_held(write, FEW), most_held(write, MANY)
    assert many < 1.2 * few, f"{FEW} rows took {few} bytes, {MANY} rows {many}"


def test_p9_a_workbook_of_four_times_the_rows_takes_the_same_memory(tmp_path):
    def write(size: int) -> None:
        rows = ((f"Name {number}", number) for number in range(size))
        write_workbook(("name", "score"), rows, tmp_path / "book.xlsx", most=MANY // 2)

    write(FEW)
    few, many = most_held(write, FEW), most_held(write, MANY)
    assert many < 1.5 * few, f"{FEW} rows took {few} bytes, {MANY} rows {many}"
