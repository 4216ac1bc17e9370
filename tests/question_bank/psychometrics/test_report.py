"""The report: every name of the published figures, words for what is flagged, and no figure from too few persons."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from question_bank.programs import shipped_programs
from question_bank.psychometrics.answer_matrix import matrix_from_codes, matrix_from_scores
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of
from tests.question_bank.psychometrics.test_classical import SETS, drawn
from tests.question_bank.psychometrics.test_options import exam
from tests.support.reference_data import answers, expected

CTT = ("ctt",)


def report_of(scores, **facts) -> dict:
    return analyse(matrix_from_scores(np.asarray(scores)), only=CTT, **facts)


def kinds(report: dict, item: str) -> set[str]:
    return {flag["kind"] for flag in report["flags"] if flag["item"] == item}


@pytest.mark.parametrize(("name", "figures"), SETS)
def test_every_classical_name_of_the_published_figures_is_there_with_its_value(name, figures):
    wanted, found = expected(f"irt_{figures}"), analyse(answers(name), only=CTT)
    assert (found["n"], found["k"], found["score_freq"]) == (wanted["n"], wanted["k"], wanted["score_freq"])
    for field, value in wanted["ctt"].items():
        if not field.startswith("TRAP"):
            assert found["ctt"][field] == pytest.approx(value, abs=1e-8), field


def test_the_options_of_sat12_are_there_with_their_values():
    wanted, found = expected("distractors_SAT12"), analyse(answers("sat12_raw"), only=CTT)
    assert (found["key"], found["omit_total"]) == (wanted["key"], wanted["omit_total"])
    for ours, theirs in zip(found["options"], wanted["items"], strict=True):
        assert (ours["item"], ours["key"], ours["n_omit"]) == (theirs["item"], theirs["key"], theirs["n_omit"])
        for option, figures in zip(ours["options"], theirs["options"], strict=True):
            assert option["option"] == figures["option"] and option["n"] == figures["n"]
            for field in ("p", "pbis_rest", "pbis_total_uncorrected", "mean_total"):
                assert option[field] == pytest.approx(figures[field], abs=1e-8)


def test_item_32_of_sat12_is_the_one_probable_miskey():
    flags = analyse(answers("sat12_raw"), only=CTT)["flags"]
    found = [flag for flag in flags if flag["kind"] == "probable-miskey"]
    assert [flag["item"] for flag in found] == ["i32"]
    assert "option 3" in found[0]["sentence"] and "Check the key" in found[0]["sentence"]


def test_the_report_is_plain_and_says_what_it_rests_on():
    report = analyse(answers("sat12_raw"), cut=20)
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert report["ctt"]["alpha_interval"]["method"] == "Feldt"
    for interval in ("p_interval", "pbis_interval"):
        ends = report["ctt"][interval]
        assert all(low <= high for low, high in zip(ends["low"], ends["high"], strict=True))
    assert report["ctt"]["n"] == report["decision"]["n"] == 600
    assert report["ctt"]["pass_share"] == pytest.approx(0.3733333333)
    assert report["ctt"]["sem_at_cut"]["lord"] == pytest.approx(math.sqrt(20 * 12 / 31))


def test_below_the_n_of_the_program_there_are_words_and_no_figure():
    report = report_of(drawn(1)[:29])
    assert report["ctt"] is report["options"] is report["score_freq"] is None
    assert "29 persons are fewer than the 30" in report["refused"]
    assert "1 person is fewer than" in report_of(drawn(1)[:1])["refused"]
    assert [flag["kind"] for flag in report["flags"]] == ["refused"]
    assert report_of(drawn(1)[:29], limits=Thresholds(show_from_n=20))["ctt"]["n"] == 29


def test_between_the_two_numbers_figures_are_shown_with_a_warning():
    assert "few-persons" in kinds(report_of(drawn(1)[:99]), "")
    assert "few-persons" not in kinds(report_of(drawn(1)[:100]), "")


def test_missing_answers_are_wrong_or_their_persons_are_left_out():
    scores = drawn(2, 60).astype(float)
    assert report_of(scores)["missing_rule"] == "none missing"
    scores[:10, 3] = np.nan
    wrong, drop = report_of(scores), report_of(scores, missing="drop")
    assert wrong["missing_rule"] == "missing answers count as wrong" and wrong["n"] == 60
    assert wrong["ctt"]["p"] == pytest.approx(np.nan_to_num(scores).mean(axis=0))
    assert drop["missing_rule"].endswith("10 of 60") and drop["n"] == 50
    assert drop["ctt"]["p"] == pytest.approx(scores[10:].mean(axis=0))
    scores[:, 0] = np.nan
    assert "0 persons" in report_of(scores, missing="drop")["refused"]


def test_undefined_figures_are_none_and_flagged():
    scores = drawn(3)
    scores[:, 0], scores[:, 1] = 1, 0
    report = report_of(scores, cut=4)
    assert report["ctt"]["pbis_corrected"][:2] == [None, None] and report["ctt"]["biserial_corrected"][0] is None
    assert report["ctt"]["guttman_lambda6"] is None
    assert kinds(report, "i1") == kinds(report, "i2") == {"constant"}
    alike = report_of(np.ones((40, 5)), cut=3)
    assert alike["ctt"]["alpha"] is None and alike["ctt"]["alpha_interval"]["low"] is None
    assert "same score" in alike["decision"]["subkoviak"]["note"]


@pytest.mark.parametrize("k", [1, 2, 3])
def test_very_short_tests_are_analysed(k):
    report = report_of(drawn(4, 50, k), cut=1)
    assert len(report["ctt"]["p"]) == k
    assert (report["ctt"]["alpha"] is None) == (k == 1)


def test_flags_follow_the_thresholds_of_the_program():
    scores = drawn(5, 200)
    scores[:, 0], scores[:, 1] = np.arange(200) < 194, np.arange(200) % 5 == 0
    scores[:, 2] = scores[:, 3:].sum(axis=1) < 3
    report = report_of(scores)
    assert "too-easy" in kinds(report, "i1") and "too-hard" in kinds(report, "i2")
    assert "negative-discrimination" in kinds(report, "i3")
    loose = report_of(scores, limits=Thresholds(p_min=0.1, p_max=0.99))
    assert not {"too-easy", "too-hard"} & (kinds(loose, "i1") | kinds(loose, "i2"))
    assert "low-reliability" in kinds(report_of(scores, limits=Thresholds(reliability_target=0.99)), "")


def test_a_rare_distractor_and_one_that_draws_the_able_are_flagged():
    draw = np.random.default_rng(8)
    able = draw.normal(0, 1, 400)
    rows = [["a" if draw.random() < 1 / (1 + math.exp(-one)) else "b" for _ in range(20)] for one in able]
    for person in range(400):
        rows[person][0] = "c" if person < 6 else rows[person][0]
        if able[person] > 0 and person % 8 == 1:
            rows[person][1] = "c"
    names = [f"q{number}" for number in range(20)]
    report = analyse(matrix_from_codes(names, rows, dict.fromkeys(names, "a")), only=CTT)
    assert "unused-distractor" in kinds(report, "q0")
    assert "distractor-draws-the-able" in kinds(report, "q1")


def test_a_test_that_many_did_not_finish_is_flagged():
    scores = drawn(6, 100, 12).astype(float)
    assert "speeded" not in kinds(report_of(scores), "")
    scores[:25, 10:] = np.nan
    assert "speeded" in kinds(report_of(scores), "")
    scores[0] = np.nan
    assert "no-answers" in kinds(report_of(scores), "")


def test_twins_of_the_persons_change_no_item_figure():
    matrix = exam(9, 120, 15)
    twice = analyse(matrix.of(np.tile(np.arange(120), 2)), only=CTT)["ctt"]
    once = analyse(matrix, only=CTT)["ctt"]
    for field in ("p", "pbis_corrected", "biserial_corrected", "discrimination"):
        assert twice[field] == pytest.approx(once[field], abs=1e-10)


def test_unknown_parts_and_rules_are_refused():
    with pytest.raises(ValueError, match="ctt, rasch, twopl"):
        analyse(answers("lsat6"), only=("3pl",))
    with pytest.raises(ValueError, match="wrong or drop"):
        analyse(answers("lsat6"), missing="ignore")


def test_a_program_sets_the_thresholds():
    program = next(iter(shipped_programs()))
    assert thresholds_of(program) == Thresholds()
    stricter = replace(program, statistics=replace(program.statistics, show_from_n=50, pbis_min=0.2),
                       lint=replace(program.lint, distractor_min_share=0.03))
    assert thresholds_of(stricter) == Thresholds(show_from_n=50, pbis_min=0.2, distractor_min_share=0.03)


def names_missing(wanted: dict, found: dict, path: str = "") -> list[str]:
    missing = []
    for name, value in wanted.items():
        if name in ("tool", "note", "dataset", "file") or name.startswith(("TRAP", "abilities_given")):
            continue
        if name not in found:
            missing.append(path + name)
        elif isinstance(value, dict):
            missing += names_missing(value, found[name], f"{path}{name}.")
    return missing


def test_the_whole_report_has_every_name_of_the_published_figures_and_their_values():
    wanted, found = expected("irt_LSAT7"), analyse(answers("lsat7"))
    assert names_missing(wanted, found) == []
    ours, theirs = (document["rasch_cml"]["difficulty_sum_zero"] for document in (found, wanted))
    assert ours == pytest.approx(theirs, abs=2e-4)
    assert found["rasch_mml"]["delta"] == pytest.approx(wanted["rasch_mml"]["delta"], abs=5e-4)
    assert found["rasch_mml"]["sigma"] == pytest.approx(wanted["rasch_mml"]["sigma"], abs=5e-4)
    for field in ("a", "d"):
        assert found["twopl"][field] == pytest.approx(wanted["twopl"][field], abs=2e-3)
    assert found["twopl"]["loglik"] == pytest.approx(wanted["twopl"]["loglik"], abs=0.01)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_what_a_calibration_leaves_out_is_said_once_for_all_models():
    scores = drawn(11, 300, 6)
    scores[:, 0] = 1
    report = analyse(matrix_from_scores(scores))
    said = [flag["sentence"] for flag in report["flags"] if "i1 is left out" in flag["sentence"]]
    assert len(said) == 1 and said[0].startswith("Conditional Rasch, marginal Rasch, 2PL: ")
    assert report["rasch_mml"]["delta"][0] is None and report["twopl"]["a"][0] is None


def test_only_chooses_the_parts():
    report = analyse(answers("lsat6"), only=("rasch",))
    assert report["ctt"] is None and "rasch_cml" in report and "twopl" not in report
    assert report["score_freq"] == expected("irt_LSAT6")["score_freq"]
