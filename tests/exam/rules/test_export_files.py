"""Files of an export: cells that no spreadsheet runs, whatever somebody typed as their name."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from exam.rules.export_columns import COLUMNS, RecordDigests, neutral, record_digest
from exam.rules.export_columns import RISKY as RISKY_SIGNS
from exam.rules.export_files import WRITERS, type_of, write_rows
from exam.rules.workbooks import write_workbook

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "\t=1", "\r=1", "\n=1", "\x00=1"]


def written(kind: str, rows, columns=("name", "score")) -> bytes:
    out = io.BytesIO()
    write_rows(kind, columns, (tuple(row.values()) for row in rows), out)
    return out.getvalue()


def book(folder, rows, **options) -> bytes:
    write_workbook(("name", "score"), (tuple(row.values()) for row in rows), folder / "book.xlsx", **options)
    return (folder / "book.xlsx").read_bytes()


@given(st.text())
def test_t34_no_cell_begins_with_a_sign_that_a_spreadsheet_runs(text):
    assert not str(neutral(text)).startswith(tuple("=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20"))


@pytest.mark.parametrize("name", RISKY)
def test_t34_a_name_that_looks_like_a_formula_is_text_in_csv(name):
    row, = csv.DictReader(io.StringIO(written("csv", [{"name": name, "score": -1}]).decode(), newline=""))
    assert row == {"name": "'" + name, "score": "-1"}  # a number of ours stays a number


@pytest.mark.parametrize("name", [*RISKY[:-1], "https://example.org", "mailto:a@example.org"])
def test_t34_a_workbook_holds_text_and_neither_formulas_nor_links(name, tmp_path):
    with zipfile.ZipFile(io.BytesIO(book(tmp_path, [{"name": name, "score": 7}]))) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
        assert [entry for entry in opened.namelist() if entry.startswith("xl/worksheets/_rels")] == []
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert 't="inlineStr"' in sheet and "<v>7</v>" in sheet


def test_json_keeps_every_value_as_it_is():
    assert [json.loads(line) for line in written("json", [{"name": "=1", "score": 7}]).splitlines()] == [
        {"name": "=1", "score": 7}]


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_t33_the_same_rows_give_the_same_bytes(kind):
    rows = [{"name": "Zoë", "score": number} for number in range(50)]
    assert written(kind, rows) == written(kind, iter(rows))


def test_t33_the_same_rows_give_the_same_workbook_and_a_full_sheet_is_followed_by_another(tmp_path):
    rows = [{"name": "Zoë", "score": number} for number in range(5)]
    assert book(tmp_path, rows) == book(tmp_path, iter(rows))
    with zipfile.ZipFile(io.BytesIO(book(tmp_path, rows, most=2))) as opened:
        assert len([name for name in opened.namelist() if name.startswith("xl/worksheets/sheet")]) == 3


def test_p9_a_sheet_larger_than_an_old_archive_holds_is_written_all_the_same(tmp_path, monkeypatch):
    """A sheet of long rows can be more than 2 GB; here the limit is made small instead."""
    rows = [{"name": f"Name {number}", "score": number} for number in range(200)]
    plain = book(tmp_path, rows)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 5_000)
    large = book(tmp_path, rows)
    with zipfile.ZipFile(io.BytesIO(plain)) as one, zipfile.ZipFile(io.BytesIO(large)) as other:
        assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]


@given(st.text(alphabet="'=+a\t"))
def test_t34_a_reader_takes_the_apostrophe_away_again_and_has_what_was_typed(text):
    cell = neutral(text)
    changed = cell.startswith("'") and cell.lstrip("'").startswith(RISKY_SIGNS)
    assert (cell[1:] if changed else cell) == text


@given(st.fixed_dictionaries({name: st.one_of(st.text(), st.integers(), st.booleans(), st.none()) for name in COLUMNS}))
@hypothesis_settings(max_examples=30)
def test_t32_the_fast_digest_of_a_row_is_the_canonical_one(row):
    assert RecordDigests().of(tuple(row[name] for name in COLUMNS)) == record_digest(row)


def test_every_file_has_its_type():
    assert [type_of(name).split(";")[0] for name in ("results.csv", "manifest.json", "results.json")] == [
        "text/csv", "application/json", "application/x-ndjson"]
