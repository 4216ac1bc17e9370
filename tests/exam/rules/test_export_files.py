"""Files of an export: cells that no spreadsheet runs, whatever somebody typed as their name."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.export_columns import neutral
from exam.rules.export_files import WRITERS, type_of, write_csv, write_json, write_xlsx

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "\t=1", "\r=1", "\n=1", "\x00=1"]


def written(write, rows) -> bytes:
    out = io.BytesIO()
    write(("name", "score"), rows, out)
    return out.getvalue()


@given(st.text())
def test_t34_no_cell_begins_with_a_sign_that_a_spreadsheet_runs(text):
    assert not str(neutral(text)).startswith(tuple("=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20"))


@pytest.mark.parametrize("name", RISKY)
def test_t34_a_name_that_looks_like_a_formula_is_text_in_csv(name):
    row, = csv.DictReader(io.StringIO(written(write_csv, [{"name": name, "score": -1}]).decode(), newline=""))
    assert row == {"name": "'" + name, "score": "-1"}  # a number of ours stays a number


@pytest.mark.parametrize("name", [*RISKY[:-1], "https://example.org", "mailto:a@example.org"])
def test_t34_a_workbook_holds_text_and_neither_formulas_nor_links(name):
    with zipfile.ZipFile(io.BytesIO(written(write_xlsx, [{"name": name, "score": 7}]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert [entry for entry in book.namelist() if entry.startswith("xl/worksheets/_rels")] == []
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert 't="inlineStr"' in sheet and "<v>7</v>" in sheet


def test_json_keeps_every_value_as_it_is():
    assert [json.loads(line) for line in written(write_json, [{"name": "=1", "score": 7}]).splitlines()] == [
        {"name": "=1", "score": 7}]


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_t33_the_same_rows_give_the_same_bytes(kind):
    rows = [{"name": "Zoë", "score": number} for number in range(50)]
    assert written(WRITERS[kind], rows) == written(WRITERS[kind], iter(rows))


def test_every_file_has_its_type():
    assert [type_of(name).split(";")[0] for name in ("results.csv", "manifest.json", "results.json")] == [
        "text/csv", "application/json", "application/x-ndjson"]
