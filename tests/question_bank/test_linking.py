"""The record that ties the scores of one exam form to another, and the scaled scores that follow from it."""

import csv
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.__main__ import main
from question_bank.linking import LinkingTrouble, checked_linking, linked_cut, linked_score, no_linking, worth_on_base
from tests.support.evidence import part

SCALE = {"min": 200, "cut": 500, "max": 800}
LINE = {"format": "examhall-linking-1", "method": "tucker", "exam_form": "B", "base_form": "A", "n": 400, "base_n": 380,
        "maximum": 25, "base_maximum": 25, "anchor": 8, "constants": {"slope": "1.020000", "intercept": "0.500000"},
        "standard_errors": [], "notes": [], "data": "a" * 64, "base_data": "b" * 64}


@st.composite
def records(draw):
    """(cut, maximum after a question may have been taken out, record) with a table or a line that rises."""
    maximum, base_maximum = draw(st.integers(2, 30)), draw(st.integers(2, 30))
    steps = draw(st.lists(st.integers(0, 3_000_000), min_size=maximum, max_size=maximum))
    worth = [sum(steps[:place]) for place in range(maximum + 1)]
    table = {"table": [f"{one / 1_000_000:.6f}" for one in worth]}
    line = {"slope": f"{draw(st.integers(1, 3_000_000)) / 1_000_000:.6f}",
            "intercept": f"{draw(st.integers(-9_000_000, 9_000_000)) / 1_000_000:.6f}"}
    linking = {**LINE, "maximum": maximum, "base_maximum": base_maximum,
               "constants": draw(st.sampled_from([table, line])),
               "base": {"cut": draw(st.integers(1, base_maximum)), "maximum": base_maximum}}
    now = draw(st.integers(max(1, maximum - 2), maximum))
    linking = draw(st.sampled_from([linking, no_linking("Too few people.")]))
    return draw(st.integers(1, now)), now, {"scale": SCALE, "linking": linking}


@settings(max_examples=60, deadline=None)
@given(records())
def test_c06_a_scaled_score_rises_meets_the_cut_and_both_ends_and_the_verifier_finds_the_same(case):
    cut, maximum, record = case
    scores = [linked_score(raw, cut, maximum, record) for raw in range(maximum + 1)]
    assert scores == sorted(scores) and all(isinstance(score, int) for score in scores)
    assert [score >= 500 for score in scores] == [raw >= cut for raw in range(maximum + 1)]
    assert (scores[0], scores[-1]) == (200, 800) and (scores[cut] == 500 or cut == maximum)
    assert scores == [part("scoring").scaled(raw, cut, maximum, record) for raw in range(maximum + 1)]


def test_c06_the_linked_cut_is_the_fewest_points_worth_the_base_cut():
    assert linked_cut(LINE, 19) == 19 and linked_cut({**LINE, "constants": {"slope": "1", "intercept": "1"}}, 19) == 18
    with pytest.raises(LinkingTrouble, match="no cut to propose"):
        linked_cut({**LINE, "constants": {"slope": "0.5", "intercept": "0"}}, 19)


@pytest.mark.parametrize("wrong", [
    {"method": "none"}, {"constants": {"slope": "1e3", "intercept": "0"}}, {"constants": {"table": ["0"] * 25}},
    {"constants": {"slope": "-1", "intercept": "30"}}, {"constants": {"table": ["0"] * 25 + ["nan"]}}, {"n": -1},
    {"data": "short"}, {"more": 1}, {"standard_errors": ["0.1"]}, {"maximum": True}])
def test_c06_a_record_that_is_not_whole_is_refused_in_words(wrong):
    assert checked_linking({**LINE, "problems": []}) == LINE
    with pytest.raises(LinkingTrouble):
        checked_linking({**LINE, **wrong})


def test_c06_the_command_links_two_files_and_says_what_keeps_it_from_linking(tmp_path, capsys):
    easy, hard = _answers(tmp_path, "A", 0.75, seed=1), _answers(tmp_path, "B", 0.60, seed=2)
    command = ["link", str(hard), str(easy), "--json", "--method"]
    assert main([*command, "linear"]) == 0
    document = checked_linking(json.loads(capsys.readouterr().out))
    assert (document["exam_form"], document["base_form"], document["n"], document["maximum"]) == ("B", "A", 60, 20)
    assert len(document["standard_errors"]) == 21 and worth_on_base(document, 12) > 13, "the harder form is worth more"
    assert linked_cut(document, 15) < 15
    assert main([*command, "tucker"]) == 1
    assert "0 questions in common" in capsys.readouterr().out
    shared = [_answers(tmp_path, form, share, seed, common=6) for form, share, seed in (("D", 0.6, 3), ("C", 0.75, 4))]
    assert main(["link", *map(str, shared), "--json", "--method", "tucker"]) == 0
    document = checked_linking(json.loads(capsys.readouterr().out))
    assert document["anchor"] == 6 and set(document["constants"]) == {"slope", "intercept"}
    assert float(document["standard_errors"][12]) > 0, "by redrawn people"


def _answers(folder: Path, form: str, share: float, seed: int, common: int = 0) -> Path:
    draw, path = Random(seed), folder / f"{form}.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        names = [f"common{number}" if number < common else f"{form}{number}" for number in range(20)]
        rows.writerow(["exam_form", *names])
        able = [share + draw.uniform(-0.2, 0.2) for _ in range(60)]
        rows.writerows([form, *(int(draw.random() < one) for _ in range(20))] for one in able)
    return path
