"""Reading a roster: whatever a board's spreadsheet writes is read, or the line says why it stays out."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import Refused
from exam.rules.roster import MOST_BYTES, MOST_ROWS, read_roster
from exam.rules.roster_row import COLUMNS, REQUIRED, Terms, checked_row, read_day, window_of

TODAY = date(2026, 3, 2)
TERMS = {"cps": Terms(min_hours=35, window_months=12, languages=("en", "es")),
         "course": Terms(min_hours=0, window_months=12, has_exam=False)}
GOOD = {"candidate_id": "MO-17", "legal_first_name": "José", "legal_middle_name": "",
        "legal_last_name": "O'Neill-Núñez", "suffix": "Jr.", "email": "jose@example.org", "phone": "(573) 555-0142",
        "program_id": "cps", "training_event_id": "KC-3", "training_completed_on": "2026-02-20", "training_hours": "35"}


def sheet(*rows: dict, delimiter: str = ",", heads=COLUMNS) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heads, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(data: bytes | str, **facts):
    return read_roster(data.encode() if isinstance(data, str) else data, TERMS, today=TODAY, **facts)


def person(number: int, **facts) -> dict:
    return {**GOOD, "candidate_id": f"MO-{number}", "email": f"p{number}@example.org", **facts}


def reasons(row: dict) -> str:
    reading = read(sheet(row))
    assert not reading.good
    return " ".join(reading.bad[0].reasons)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_way_in_which_spreadsheets_save_text_is_read(encoding, delimiter, line_end):
    text = sheet(GOOD, delimiter=delimiter).replace("\r\n", line_end)
    reading = read(text.encode(encoding))
    assert [row.legal_name for row in reading.good] == ["José O'Neill-Núñez Jr."]
    assert bool(reading.notes) == (encoding == "cp1252")


def test_heads_may_be_spelled_as_people_do_and_extra_columns_are_passed_over():
    heads = ["Notes", "E-mail", "Candidate ID", "First name", "Last Name", "Program", "Hours", "Training completed on"]
    text = ",".join(heads) + "\nlikes tea,a@example.org,7,Ana,Low,cps,36,2/20/2026\n"
    row = read(text).good[0]
    assert (row.candidate_id, row.email, row.training_hours, row.training_completed_on) == (
        "7", "a@example.org", 36, date(2026, 2, 20))


def test_a_region_is_one_of_the_programs_or_free_where_it_names_none():
    terms = {"cps": Terms(min_hours=35, window_months=12, regions=("Southeast", "Kansas City"))}

    def of(text, known):
        return checked_row(1, {**GOOD, "region": text}, known, today=TODAY)
    assert of("kansas  city", terms)[0].region == "Kansas City" and of("", terms)[0].region == ""
    assert "write one of: Southeast, Kansas City." in of("Texas", terms)[1]["region"]
    assert of("Texas", TERMS)[0].region == "Texas" and "too long" in of("T" * 61, TERMS)[1]["region"]


@pytest.mark.parametrize(("path", "paths", "wrong"), [
    ("Reciprocity", ("trained", "reciprocity"), set()), ("", ("reciprocity",), set()),
    ("", ("trained", "reciprocity"), {"training_completed_on", "training_hours"}),
    ("reciprocity", ("trained",), {"authorization_path"})])
def test_a_training_elsewhere_counts_where_the_program_takes_it_whatever_its_hours_and_age(path, paths, wrong):
    terms = {"cps": Terms(min_hours=35, window_months=12, paths=paths)}
    old = {**GOOD, "training_completed_on": "2023-05-01", "training_hours": "20", "authorization_path": path}
    row, found = checked_row(1, old, terms, today=TODAY)
    assert set(found) == wrong and (row is None or row.authorization_path == "reciprocity")


@pytest.mark.parametrize(("hours", "goes_in"), [("35", True), ("32", True), ("31", False)])
def test_so_many_hours_of_the_training_may_be_missed_as_the_program_says(hours, goes_in):
    terms = {"cps": Terms(min_hours=35, window_months=12, max_missed_hours=3)}
    row, wrong = checked_row(1, {**GOOD, "training_hours": hours}, terms, today=TODAY)
    assert (row is not None) is goes_in
    assert goes_in or "31 hours are fewer than the 35 that the program asks for, of which 3 may be missed." in (
        wrong["training_hours"])


@pytest.mark.parametrize(("typed", "day"), [
    ("2026-02-03", date(2026, 2, 3)), ("2/3/2026", date(2026, 2, 3)), ("02/03/2026", date(2026, 2, 3)),
    ("2/3/26", None), ("31/1/2026", None), ("2026-02-30", None), ("3.2.2026", None), ("45000", None), ("", None)])
def test_days_are_iso_or_american_and_never_guessed(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize(("change", "sentence"), [
    ({"candidate_id": ""}, "The candidate id is missing."),
    ({"candidate_id": "1.2E+11"}, "Check that a spreadsheet has not changed it."),
    ({"legal_last_name": "42"}, "The last name holds no letter."),
    ({"legal_first_name": "A" * 101}, "The first name is too long"),
    ({"legal_first_name": "Pat\u202edoe"}, "holds signs that cannot be read"),
    ({"email": "jose@example"}, "not a complete email address"),
    ({"email": "a@example.org, b@example.org"}, "not a complete email address"),
    ({"phone": "call me"}, "fewer than seven digits"),
    ({"program_id": "nope"}, "No program with this id is in effect. Those in effect: course, cps."),
    ({"program_id": "course"}, "This program asks for no exam."),
    ({"training_completed_on": "2026-03-03"}, "This day is in the future."),
    ({"training_completed_on": "2025-03-01"}, "The 12 months after this training are over."),
    ({"training_completed_on": "soon"}, "Write the day as 2026-03-02"),
    ({"language": "fr"}, "Leave the cell empty, or write one of: en (English), es (Spanish)."),
    ({"training_hours": "34"}, "34 hours are fewer than the 35"),
    ({"training_hours": "35.5"}, "Write the hours as a whole number"),
])
def test_a_bad_cell_keeps_the_row_out_and_says_why(change, sentence):
    assert sentence in reasons({**GOOD, **change})


@pytest.mark.parametrize(("typed", "language"), [("", "en"), ("es", "es"), ("ES", "es"), (" Spanish ", "es")])
def test_the_language_is_a_code_or_a_name_and_the_programs_first_where_none_is_named(typed, language):
    assert read(sheet(person(1, language=typed))).good[0].language == language
    assert read(sheet(person(1), heads=[name for name in COLUMNS if name != "language"])).good[0].language == "en"


def test_the_edges_of_hours_and_window_are_inside():
    rows = [person(1, training_hours="35"), person(2, training_completed_on="2025-03-02"),
            person(3, training_completed_on="2026-03-02", training_hours="35.0")]
    assert len(read(sheet(*rows)).good) == 3
    assert window_of(date(2024, 2, 29), 12) == (date(2024, 2, 29), date(2025, 2, 28))


def test_a_person_named_twice_stays_out_on_every_line_even_beside_a_bad_row():
    reading = read(sheet(person(1), person(2), {**person(1, email="x"), "candidate_id": "mo-1"}))
    assert [row.candidate_id for row in reading.good] == ["MO-2"]
    assert [bad.line for bad in reading.bad] == [2, 4]
    assert all("more than once: lines 2, 4." in " ".join(bad.reasons) for bad in reading.bad)


def test_two_people_do_not_share_an_address_however_it_is_spelled():
    reading = read(sheet(person(1, email="pat.doe@gmail.com"), person(2, email="PatDoe+x@googlemail.com"), person(3)))
    assert [row.candidate_id for row in reading.good] == ["MO-3"]
    assert "same email address: line 3." in " ".join(reading.bad[0].reasons)


def test_lines_are_those_of_the_file_also_after_blank_lines_and_line_breaks_in_cells():
    rows = [person(1, training_event_id="KC\n3"), person(2, email="x")]
    text = sheet(*rows).replace("\r\n", "\r\n\r\n", 1)
    reading = read(text)
    lines = text.replace("\r\n", "\n").split("\n")
    assert lines[reading.bad[0].line - 1].startswith("MO-2")
    assert lines[reading.good[0].line - 1].startswith("MO-1")


@pytest.mark.parametrize(("data", "sentence"), [
    (b"", "This file is empty."),
    (b"\n\n", "This file is empty."),
    (b"a,b\n1,2\n", "Missing: candidate_id"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "This file is not text."),
    (sheet(GOOD).encode().replace(b"suffix", b"email", 1), "names a column twice: email"),
    (sheet(GOOD).encode() + b'MO-9,"Ana', "cannot be read from line 3 on"),
    (b"x" * (MOST_BYTES + 1), "larger than 1 megabyte"),
])
def test_v5_0_0_5_2_1_what_is_no_roster_is_refused_whole(data, sentence):
    with pytest.raises(Refused, match=sentence):
        read(data)


def test_t54_a_file_of_too_many_rows_is_refused_before_it_is_worked_on():
    text = ",".join(REQUIRED) + "\n" + "x\n" * (MOST_ROWS + 1)
    with pytest.raises(Refused, match="more than 1000 rows"):
        read(text)


def test_cells_beyond_the_header_keep_a_row_out():
    text = sheet(GOOD).rstrip("\r\n") + ",surplus\r\n"
    assert "more cells than the header" in " ".join(read(text).bad[0].reasons)


@given(st.binary(max_size=400))
def test_no_bytes_bring_it_down(data):
    head = ",".join(COLUMNS).encode() + b"\n"
    for content in (data, head + data):
        try:
            reading = read(content)
        except Refused as refused:
            assert refused.sentences
        else:
            assert all(bad.reasons and bad.line > 1 for bad in reading.bad)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELL), max_size=6))
def test_each_row_that_holds_anything_is_either_good_or_bad_and_never_lost(changes):
    rows = [{**person(number), **change} for number, change in enumerate(changes)]
    try:
        reading = read(sheet(*rows))
    except Refused:
        return
    assert len(reading.good) + len(reading.bad) == len(rows)
    assert len({row.line for row in (*reading.good, *reading.bad)}) == len(rows)


@given(st.dates(date(2025, 3, 2), TODAY), st.integers(35, 9999), st.sampled_from(["iso", "us"]))
def test_every_good_row_gives_back_what_was_written(day, hours, spelling):
    written = day.isoformat() if spelling == "iso" else f"{day.month}/{day.day}/{day.year}"
    row = read(sheet({**GOOD, "training_completed_on": written, "training_hours": str(hours)})).good[0]
    assert (row.training_completed_on, row.training_hours) == (day, hours)
    opens_on, closes_on = window_of(day, 12)
    assert opens_on == day and timedelta(days=364) <= closes_on - opens_on <= timedelta(days=366)


def test_one_person_typed_by_hand_meets_the_same_checks():
    row, wrong = checked_row(1, {**GOOD, "email": "x", "training_hours": ""}, TERMS, today=TODAY)
    assert row is None and set(wrong) == {"email", "training_hours"}
