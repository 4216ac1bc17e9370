"""Under every version of the scoring two independent code paths agree, and the rules hold that a board can check."""

from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.scoring import ScoredPosition
from question_bank.scoring_scheme import (
    CHANGE_KEY,
    CREDIT_ALL,
    KINDS,
    REMOVE,
    Change,
    Scheme,
    maximum_under,
    scheme_of,
    score_twice,
)

OPTIONS = "abcd"
SUBSETS = st.sets(st.sampled_from(OPTIONS), min_size=1, max_size=3).map(lambda some: tuple(sorted(some)))


@st.composite
def exams(draw):
    """Positions of every kind, answers to some of them, and decisions about any of them."""
    count = draw(st.integers(1, 8))
    positions = []
    for number in range(1, count + 1):
        several = draw(st.booleans())
        keys = draw(SUBSETS) if several else (draw(st.sampled_from(OPTIONS)),)
        positions.append(ScoredPosition(number, f"i{number}", draw(st.sampled_from(("C01", "C02"))),
                                        draw(st.integers(0, 4)) > 0, keys,
                                        partial=several and len(keys) > 1 and draw(st.booleans()), several=several))
    answers = {row.position: draw(st.lists(st.sampled_from(OPTIONS), unique=True, max_size=3 if row.several else 1))
               for row in positions}
    changes = draw(st.lists(st.builds(Change, st.sampled_from([row.item_code for row in positions]),
                                      st.sampled_from(KINDS), SUBSETS), max_size=6))
    return positions, answers, changes


@settings(max_examples=300, deadline=None)
@given(exams())
def test_c10_two_scorers_agree_under_every_version(exam):
    positions, answers, changes = exam
    for version in range(len(changes) + 1):
        scheme = scheme_of(changes[:version])
        score = score_twice(positions, answers, scheme)
        assert score.maximum == maximum_under(positions, scheme) and 0 <= score.raw <= score.maximum


@settings(max_examples=100, deadline=None)
@given(exams())
def test_nothing_decided_is_the_frozen_scoring_and_decisions_about_other_items_change_nothing(exam):
    positions, answers, _ = exam
    frozen = score_twice(positions, answers)
    assert score_twice(positions, answers, scheme_of([Change("elsewhere", REMOVE)])) == frozen
    assert score_twice(positions, answers, Scheme()) == frozen


ROW = ScoredPosition(1, "i1", "C01", True, ("a",))


def earned(chosen: str, change: Change, row: ScoredPosition = ROW) -> tuple[int, int]:
    score = score_twice([row], {1: tuple(chosen)}, scheme_of([change]))
    return score.raw, score.maximum


def test_several_options_may_be_right_where_one_was_to_be_chosen():
    change = Change("i1", CHANGE_KEY, ("a", "c"))
    assert [earned(chosen, change) for chosen in ("a", "c", "b", "")] == [(1, 1), (1, 1), (0, 1), (0, 1)]


def test_a_question_with_several_right_options_wants_exactly_the_new_ones():
    row, change = ScoredPosition(1, "i1", "C01", True, ("a", "b"), several=True), Change("i1", CHANGE_KEY, ("a", "c"))
    assert [earned(chosen, change, row) for chosen in ("ac", "ab", "a")] == [(1, 1), (0, 1), (0, 1)]


def test_credit_and_removal():
    assert earned("b", Change("i1", CREDIT_ALL)) == (1, 1)
    assert earned("a", Change("i1", REMOVE)) == (0, 0)


def test_the_newest_word_about_an_item_holds():
    changes = [Change("i1", REMOVE), Change("i1", CREDIT_ALL), Change("i1", CHANGE_KEY, ("d",))]
    assert scheme_of(changes) == Scheme(keys={"i1": ("d",)})
