"""Weights of answers say one of our two rules, or nothing that can be used."""

from hypothesis import given
from hypothesis import strategies as st

from question_bank.interchange.weights import one_right, percent, several_right, weights_for


@given(st.integers(1, 6), st.integers(1, 5), st.sampled_from(["all_or_nothing", "right_minus_wrong"]))
def test_the_weights_that_are_written_say_the_same_rule_when_read(right, wrong, scoring):
    share, cost = (float(percent(weight)) for weight in weights_for(right, scoring))
    found = several_right([share] * right + [cost] * wrong)
    same = {scoring, "all_or_nothing"} if right == 1 else {scoring}  # with one key both rules count alike
    assert found.right == tuple(range(right))
    assert found.scoring in same


@given(st.lists(st.sampled_from([0.0, 100.0]), min_size=2, max_size=6))
def test_one_right_answer_is_found_and_everything_else_is_refused_with_a_reason(weights):
    found = one_right(weights)
    assert (found.code == "") == (weights.count(100.0) == 1)
    assert found.code or weights[found.right[0]] == 100.0
