"""Whatever the answers are, the report is plain, its figures keep their bounds, and the order of persons is nothing."""

import json
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.psychometrics.answer_matrix import matrix_from_codes
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds

ALL = Thresholds(show_from_n=1)


def drawn_answers(seed: int) -> tuple[list[str], list[list[str | None]], dict[str, list[str]]]:
    """1 to 25 persons, 1 to 7 items, up to four options, any of them missing; some persons and items are extreme."""
    random = Random(seed)
    names, codes = [f"q{number}" for number in range(random.randint(1, 7))], ["a", "b", "c", "d", None]
    weights = random.choice([(1, 1, 1, 1, 1), (9, 1, 1, 1, 0), (1, 0, 0, 0, 0), (1, 1, 0, 0, 4)])
    rows = [random.choices(codes, weights, k=len(names)) for _ in range(random.randint(1, 25))]
    return names, rows, {name: [random.choice("aabcd")] for name in names}


# One seed makes everything: drawing cell by cell would take most of the time of these tests.
ANSWERS = st.integers(0, 2**32).map(drawn_answers)


def correlations(report: dict) -> list[float]:
    ctt = report["ctt"]
    found = [*ctt["pbis_corrected"], *ctt["pbis_uncorrected"], ctt["split_half"]["correlation"]]
    found += [option["pbis_rest"] for item in report["options"] for option in item["options"]]
    return [one for one in found if one is not None]


@settings(max_examples=80, deadline=None)
@given(ANSWERS, st.integers(1, 7))
def test_every_figure_is_plain_and_within_its_bounds(drawn, cut):
    report = analyse(matrix_from_codes(*drawn), only=("ctt",), cut=cut, limits=ALL)
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    ctt = report["ctt"]
    assert all(-1 - 1e-9 <= one <= 1 + 1e-9 for one in correlations(report))
    assert all(0 <= low <= p <= high <= 1 for low, p, high in zip(
        ctt["p_interval"]["low"], ctt["p"], ctt["p_interval"]["high"], strict=True))
    assert ctt["alpha"] is None or ctt["alpha"] <= 1 + 1e-9
    assert sum(report["score_freq"]) == report["n"]
    for item in report["options"]:
        assert sum(option["n"] for option in item["options"]) + item["n_omit"] == report["n"]
        key = next(option for option in item["options"] if option["is_key"])
        assert key["p"] == ctt["p"][item["item"] - 1]
    for method in ("livingston_lewis", "hanson_brennan", "subkoviak"):
        found = report["decision"][method]
        assert (found["consistency"] is None) == bool(found["note"] and not found["true_scores"])


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.integers(0, 2**32))
def test_the_order_of_persons_decides_nothing(drawn, seed):
    names, rows, key = drawn
    mixed = Random(seed).sample(rows, len(rows))
    first, second = (analyse(matrix_from_codes(names, some, key), only=("ctt",), limits=ALL) for some in (rows, mixed))
    assert first["score_freq"] == second["score_freq"] and first["flags"] == second["flags"]
    for field in ("p", "pbis_corrected", "discrimination", "alpha_if_deleted"):
        ours, theirs = (np.array(one["ctt"][field], dtype=float) for one in (first, second))
        assert ours == pytest.approx(theirs, abs=1e-12, nan_ok=True)
