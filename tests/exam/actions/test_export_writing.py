"""The workbook of an export comes from a process of its own; what went wrong there is told without any data."""

import pytest

from exam.actions.export_writing import write_workbook_apart
from exam.errors import ExamhallError


def test_what_stopped_the_workbook_is_named_and_nothing_of_its_rows_is(tmp_path):
    (tmp_path / "results.json").write_text('{"name": "Jordan Sample"}\nnot a row of Jordan Sample\n')
    with pytest.raises(ExamhallError, match="the workbook could not be written: .*JSONDecodeError$") as trouble:
        write_workbook_apart(tmp_path, lambda written: None)
    assert "Jordan" not in str(trouble.value)


def test_a_workbook_without_its_rows_says_what_was_not_found(tmp_path):
    with pytest.raises(ExamhallError, match="the workbook could not be written: .*FileNotFoundError$"):
        write_workbook_apart(tmp_path, lambda written: None)
