"""Rows that are spelled in one go say what csv and json would have said, cell by cell, whatever somebody typed."""

import csv
import io
import json

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from exam.rules.export_columns import RISKY, WATCHED, neutral_row
from exam.rules.row_spelling import CsvRow, JsonRow

SIGNS = "'=+-@,\"\\\r\n\t%\x00\x7fäｅ" + "".join(RISKY)
TYPED = st.one_of(st.text(), st.text(alphabet=SIGNS, max_size=4), st.integers(), st.booleans(), st.none(),
                  st.floats(allow_nan=False))
NAMES = ("a", "100 %s", 'a "name"', "ü")


def careful(row) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(neutral_row(row))
    return out.getvalue()


@given(st.lists(TYPED, min_size=1, max_size=4))
@example(["", "=1"])
@example(["a", "-1", -1])
@example(["it's", "'quoted'", "2 + 3"])
@hypothesis_settings(max_examples=150)
def test_t34_a_line_of_csv_is_that_of_the_careful_writer(row):
    assert CsvRow(WATCHED, neutral_row).of(row) == careful(row).encode()


@given(st.lists(TYPED, min_size=4, max_size=4))
@example(["%s", "%", True, None])
@hypothesis_settings(max_examples=150)
def test_t32_a_line_of_json_is_that_of_json(row):
    wanted = dict(zip(NAMES, row, strict=True))
    assert JsonRow(NAMES).of(row).decode() == json.dumps(wanted, ensure_ascii=False)
    assert JsonRow(NAMES, ",", ":").of(row).decode() == json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
