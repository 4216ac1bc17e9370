"""What a score report may say, and what it leaves unsaid."""

import pytest

from exam.rules.score_report import NO_BAND, bands_in_words, shows_score
from question_bank.programs.exam_tables import Competency, ScoreReport

PARTS = [Competency("C02", title="Listening"), Competency("C01", title="Lived experience"), Competency("C03")]


@pytest.mark.parametrize(("passed", "shown"), [(True, False), (False, True)])
def test_c24_who_passed_reads_no_number_and_who_did_not_reads_the_score(passed, shown):
    assert shows_score(ScoreReport(), passed=passed) is shown


def test_c24_a_program_may_decide_otherwise():
    assert shows_score(ScoreReport(pass_shows_number=True), passed=True)
    assert not shows_score(ScoreReport(fail_shows_scaled_score=False), passed=False)


def test_c24_bands_stand_in_the_order_of_the_blueprint_and_a_small_part_has_none():
    parts = {"C01": {"items": 7, "correct": 2, "band": "below"}, "C02": {"items": 3, "correct": 3, "band": None}}
    assert bands_in_words(parts, PARTS) == [
        ("Listening", 3, NO_BAND), ("Lived experience", 7, "Below the level of somebody who just passes")]


def test_c24_without_any_band_there_is_no_table():
    assert bands_in_words({"C01": {"items": 3, "correct": 1, "band": None}}, PARTS) == []
