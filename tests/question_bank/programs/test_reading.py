"""Program files: what is wrong is named with file, line and key, and with what to do."""

from datetime import date

import pytest

from question_bank.programs import SHIPPED, ProgramError, program_from_document, read_program, shipped_programs
from question_bank.programs.reading import merge

MO = (SHIPPED / "mo-cps.toml").read_text(encoding="utf-8")
SHORT = (SHIPPED / "mo-cps-25.toml").read_text(encoding="utf-8")


def lookup(key: str):
    return next((program.document for program in shipped_programs() if f"{program.id}/{program.version}" == key), None)


def problem(text: str, name: str = "mine.toml"):
    with pytest.raises(ProgramError) as caught:
        read_program(text, name, lookup)
    return caught.value.problems[0]


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_both_shipped_programs_load():
    long, short = shipped_programs()
    assert (long.id, long.exam.scored_items, long.exam.time_limit_minutes) == ("mo-cps", 75, 120)
    assert (short.id, short.exam.scored_items, short.exam.time_limit_minutes) == ("mo-cps-25", 25, 0)
    assert long.sample and short.sample


def test_a_program_without_an_exam_loads():
    program = read_program((SHIPPED / "us-mt-sdmi-hcbs.toml").read_text(encoding="utf-8"), "us-mt-sdmi-hcbs.toml")
    assert (program.id, program.exam.required, program.training.min_hours) == ("us-mt-sdmi-hcbs", False, 30)


@pytest.mark.parametrize(("old", "new", "key", "words"), [
    ("time_limit_minutes = 120", "time_limit_minuts = 120", "exam.time_limit_minuts",
     "Did you mean 'time_limit_minutes'?"),
    ("time_limit_minutes = 120", 'time_limit_minutes = "two hours"', "exam.time_limit_minutes",
     "expected a whole number"),
    ("scored_items = 75", "scored_items = 0", "exam.scored_items", "must be at least 1"),
    ("answers_years = 0 ", "answers_years = -1 ", "retention.answers_years", "must be from 0 to 100 years"),
    ("logs_months = 0 ", "logs_months = 1201 ", "retention.logs_months", "nothing of this class is ever deleted"),
    ("results_years_after_credential = 0", "results_years_after_credential = -5",
     "retention.results_years_after_credential", "Write 0 while the board has not decided"),
    ("value = 75", "value = 175", "exam.cut.value", "percent from 1 to 100"),
    ("wait_days = [7, 30]", "wait_days = [7]", "exam.retake.wait_days", "needs 2 entries"),
    ('mode = "on_clean_attestation"', 'mode = "at_once"', "release.mode", "on_clean_attestation or staff_batch"),
    ('allowed = ["supervisor",', 'allowed = ["relative",', "proctor.allowed", "stands on two lists"),
    ("sitting_cap_minutes = 480", "sitting_cap_minutes = 60", "exam.sitting_cap_minutes", "below the time limit"),
    ("effective_from = 2026-01-01", 'effective_from = "soon"', "effective_from", "expected a date like 2026-01-31"),
    ("schema = 1", "schema = 2", "schema", "must be 1"),
    ('id = "C02", slug', 'id = "C01", slug', "taxonomy.competencies", "lists C01 more than once"),
    ('languages = ["en"]', 'languages = []', "exam.languages", "List the languages of the exam"),
    ('languages = ["en"]', 'languages = ["en", "Spanish"]', "exam.languages", "Write a language as its code"),
    ('languages = ["en"]', 'languages = ["en", "en"]', "exam.languages", "lists a language twice"),
    ("show_from_n = 30", "show_from_n = 0", "statistics.show_from_n", "must be at least 1"),
    ("show_from_n = 30", "show_from_n = 200", "statistics.show_from_n", "above statistics.act_from_n"),
    ("p_min = 0.30", "p_min = 30.0", "statistics.p_min", "Write 0.3 for 30 percent"),
    ("interval_level = 0.95", "interval_level = 1.0", "statistics.interval_level", "between 0 and 1"),
    ('formats = ["online"]', "formats = [1]", "exam.formats", "every entry must be text in quotes"),
], ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "")
def test_a_mistake_is_named_with_file_line_key_and_what_to_do(old, new, key, words):
    text = MO.replace(old, new, 1)
    found = problem(text)
    assert (found.file, found.key) == ("mine.toml", key)
    assert words in found.sentence
    marker = new if new in text and not old.startswith("id =") else "competencies = ["
    assert found.line == line_with(text, marker)
    assert str(found).startswith(f"mine.toml:{found.line}: {key}: ")


def test_a_missing_table_is_named():
    without = MO[:MO.index("[statements.attestation]")]
    found = problem(without)
    assert (found.key, "needs a version" in found.sentence) == ("statements.attestation", True)


def test_a_file_without_its_day_or_its_competencies_is_refused():
    assert problem(MO.replace("effective_from = 2026-01-01\n", "")).key == "effective_from"
    start, end = MO.index("competencies = ["), MO.index("[standard_setting]")
    assert problem(MO[:start] + MO[end:]).key == "taxonomy.competencies"


def test_several_mistakes_are_told_together():
    text = MO.replace("schema = 1", "schema = 3").replace("value = 75", "value = 0")
    with pytest.raises(ProgramError) as caught:
        read_program(text)
    assert [one.key for one in caught.value.problems] == ["schema", "exam.cut.value"]


def test_a_file_that_is_not_toml_names_the_line():
    found = problem("schema = 1\nid = mo\n")
    assert (found.line, "not TOML" in found.sentence) == (2, True)


def test_extends_merges_tables_key_by_key_and_replaces_lists_whole():
    program = read_program(SHORT, "mo-cps-25.toml", lookup)
    assert program.exam.blueprint == "mo-cps-25-sample/1"           # its own
    assert program.exam.cut.scale.max == 800                        # the base's, inside a table of its own
    assert program.exam.retake.wait_days == (0, 0)                  # lists are replaced
    assert [fee.amount_cents for fee in program.fees] == [7500, 7000]
    assert program.proctor.allowed == ("supervisor", "sponsor", "clergy")
    assert merge({"a": {"b": 1, "c": [1, 2]}}, {"a": {"c": [3]}}) == {"a": {"b": 1, "c": [3]}}


def test_an_unknown_base_is_named():
    found = problem(SHORT.replace("mo-cps/2026.1", "mo-cps/1999.1"))
    assert (found.key, "mo-cps/1999.1" in found.sentence) == ("extends", True)


def test_the_frozen_document_gives_the_same_program_with_the_same_digest():
    for program in shipped_programs():
        again = program_from_document(program.document)
        assert (again, again.digest, again.effective_from) == (program, program.digest, date(2026, 1, 1))


def test_any_change_of_words_changes_the_digest():
    changed = read_program(MO.replace("phone, no other screen", "phone and no other screen", 1), lookup=lookup)
    assert changed.digest != shipped_programs()[0].digest
