"""Files made to harm: refused fast, in words, with the folder as it was."""

import io
import os
import random
import struct
import time
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest

from question_bank.apart import read_apart
from question_bank.interchange import read_any, write_any
from question_bank.interchange.archives import LARGEST_UNPACKED
from tests.factories.world import item_content

WORKBOOK = write_any("xlsx", [item_content("x-1")])
UNKNOWN = 99  # a way of packing that zipfile does not know
BILLION = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9)) + b"]><z>&j;</z>"
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><z>&x;</z>'


def repacked(**changes: bytes) -> bytes:
    """The good workbook with some entries replaced or added; `__` in a name stands for a slash, `_dot_` for a dot."""
    entries = {name.replace("__", "/").replace("_dot_", "."): data for name, data in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, entries.pop(entry.filename, source.read(entry)))
        for name, data in entries.items():
            target.writestr(name, data)
    return out.getvalue()


def with_formula() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    book["items"]["E2"] = '=WEBSERVICE("http://example.org/")'
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_row_far_below() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    book["items"]["A1048576"] = "x-2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cells(rows: int, columns: int) -> bytes:
    """A sheet of one short text again and again, as small as a sheet can say it."""
    row = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * columns + b"</row>"
    sheet = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + row * rows
             + b"</sheetData></worksheet>")
    # Pictures that cannot be packed, so that the workbook is not refused for how well it packs.
    return repacked(xl__worksheets__sheet1_dot_xml=sheet, xl__media__noise_dot_png=random.Random(1).randbytes(400_000))


def with_damaged_part(whole: bytes, name: str, method: int) -> bytes:
    """An archive whose part of this name is packed in this way and then damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry))
        target.writestr(name, bytes(range(256)) * 20, compress_type=zipfile.ZIP_STORED if method == UNKNOWN else method)
        part = target.getinfo(name)
    data, begins = bytearray(out.getvalue()), part.header_offset + 30 + len(name)
    for place in range(begins + 4, begins + part.compress_size):
        data[place] ^= 0x5a
    if method == UNKNOWN:
        data[part.header_offset + 8] = data[data.rindex(b"PK\x01\x02") + 10] = UNKNOWN
    return bytes(data)


def false_size() -> bytes:
    """A central directory that claims four gigabytes for one entry."""
    place = WORKBOOK.index(b"PK\x01\x02")
    return WORKBOOK[:place + 24] + struct.pack("<I", 0xFFFFFFF0) + WORKBOOK[place + 28:]


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}.xml", b"")
    return out.getvalue()


def encrypted() -> bytes:
    place = WORKBOOK.index(b"PK\x01\x02")
    return WORKBOOK[:place + 8] + b"\x01\x00" + WORKBOOK[place + 10:]


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("xl/workbook.xml")
        entry.external_attr = 0xA1FF << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


HOSTILE = {
    "bomb": (lambda: repacked(xl__bomb_dot_xml=bytes(LARGEST_UNPACKED + 1)), "too-large"),
    "dense bomb": (lambda: repacked(xl__bomb_dot_xml=bytes(LARGEST_UNPACKED // 2)), "not-well-formed"),
    "false size": (false_size, "too-large"),
    "many entries": (many_entries, "too-large"),
    "entities": (lambda: repacked(xl__workbook_dot_xml=BILLION), "entities"),
    "outside entity": (lambda: repacked(xl__worksheets__sheet1_dot_xml=EXTERNAL), "entities"),
    "entities in two bytes": (lambda: repacked(xl__workbook_dot_xml=BILLION.decode().encode("utf-16")), "encoding"),
    "name that leads out": (lambda: repacked(**{"..__..__etc__x": b"x"}), "not-well-formed"),
    "absolute name": (lambda: repacked(__etc__x=b"x"), "not-well-formed"),
    "drive letter": (lambda: repacked(**{"c:__x": b"x"}), "not-well-formed"),
    "backslash": (lambda: repacked(**{"..\\x": b"x"}), "not-well-formed"),
    "symbolic link": (linked, "not-well-formed"),
    "one name twice": (lambda: repacked(XL__WORKBOOK_dot_XML=b"<x/>"), "not-well-formed"),
    "macro": (lambda: repacked(xl__vbaProject_dot_bin=b"x"), "macro"),
    "password": (encrypted, "encrypted"),
    "formula": (with_formula, "formula"),
    "a million empty rows": (with_row_far_below, "too-large"),
    "900,000 cells": (lambda: with_cells(15_000, 60), "too-large"),
    "900,000 cells in one row": (lambda: with_cells(1, 900_000), "too-large"),
    "cut short": (lambda: WORKBOOK[:-200], "not-well-formed"),
    "middle damaged": (lambda: WORKBOOK[:900] + bytes(400) + WORKBOOK[1300:], "not-well-formed"),
    "no sheet": (lambda: repacked(xl__worksheets__sheet1_dot_xml=b"<oops"), "not-well-formed"),
    "empty part": (lambda: repacked(xl__workbook_dot_xml=b""), "not-well-formed"),
    "text": (lambda: b"code,stem\n", "wrong-type"),
    "old workbook": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "wrong-type"),
    "no file of ours in the archive": (lambda: linked().replace(b"\xff\xa1", b"\x00\x00"), "not-well-formed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_t40_a_hostile_workbook_is_refused_at_once_and_nothing_is_written(name, tmp_path, monkeypatch):
    make, code = HOSTILE[name]
    data = make()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    reading = read_any("bank.xlsx", data)
    assert time.process_time() - began < 2
    assert ([problem.code for problem in reading.problems], reading.items) == ([code], [])
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA,
                                    UNKNOWN])
@pytest.mark.parametrize(("file", "whole", "name"), [
    ("b.xlsx", WORKBOOK, "xl/media/a.png"), ("b.xlsx", WORKBOOK, "xl/worksheets/sheet1.xml"),
    ("b.zip", write_any("qti3", [item_content("x-1")]), "imsmanifest.xml")], ids=["picture", "sheet", "package"])
def test_t40_a_damaged_part_is_refused_in_words_however_it_is_packed(file, whole, name, method):
    reading = read_any(file, with_damaged_part(whole, name, method))
    assert ([problem.code for problem in reading.problems], reading.items) == (["not-well-formed"], [])
    assert "is damaged" in reading.problems[0].message


def test_t40_a_workbook_full_of_cells_takes_no_more_memory_than_its_size_allows():
    data = with_cells(15_000, 60)
    tracemalloc.start()
    try:
        assert read_any("bank.xlsx", data).problems[0].message.endswith("that no question needs.")
        assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    finally:
        tracemalloc.stop()


def test_t40_a_workbook_of_a_thousand_questions_is_read_whole():
    items = [item_content(f"x-{number}") for number in range(1000)]
    assert read_any("bank.xlsx", write_any("xlsx", items)).items == items


def test_t40_a_million_rows_of_csv_are_refused():
    reading = read_any("bank.csv", b"code,competency,level,stem,option_a,option_b,key\n" + b",,,,,,\n" * 500_000)
    assert [problem.code for problem in reading.problems] == ["too-large"]


def test_t40_the_worker_answers_for_a_hostile_file_as_for_a_good_one():
    assert read_apart("bank.xlsx", WORKBOOK).items == [item_content("x-1")]
    assert [problem.code for problem in read_apart("bank.xlsx", HOSTILE["entities"][0]()).problems] == ["entities"]


def test_several_sheets_want_one_named_items():
    book = openpyxl.Workbook()
    book.create_sheet("more")
    out = io.BytesIO()
    book.save(out)
    assert [problem.code for problem in read_any("bank.xlsx", out.getvalue()).problems] == ["several-sheets"]


def test_numbers_dates_and_yes_in_cells_are_taken_as_a_person_meant_them():
    book = openpyxl.Workbook()
    book.active.append(["Code", "competency", "level", "stem", "Option A", "option b", "key", "fixed order", "author"])
    book.active.append([7, "C01", "recall", "How many?", 5, 2.5, "a", True, date(2026, 1, 2)])
    out = io.BytesIO()
    book.save(out)
    item, = read_any("bank.xlsx", out.getvalue()).items
    assert (item.code, [option.text for option in item.options], item.fixed_order, item.author) == (
        "7", ["5", "2.5"], True, "2026-01-02")
