"""Invented people answer by the model that was drawn for them, and copy as much as they are said to."""

from dataclasses import replace
from random import Random

from exam.cli.simulation.minds import Question, choice, copied, question_of
from exam.cli.simulation.people import EVENTS, cohort
from question_bank.content import sample_bank

QUESTION = Question("q", ("a", "b", "c", "d"), ("a",), slope=1.3, difficulty=0.4, appeal=(3.0, 1.0, 1.0))


def shares(ability: float, known: bool = False) -> dict[str, float]:
    draw = Random(5)
    chosen = [choice(QUESTION, ability, draw, known=known)[0] for _ in range(4000)]
    return {option: chosen.count(option) / 4000 for option in QUESTION.options}


def test_right_answers_follow_the_two_parameter_model_and_wrong_ones_their_appeal():
    for ability in (-1.0, 0.4, 2.0):
        assert abs(shares(ability)["a"] - QUESTION.chance(ability)) < 0.03
    assert QUESTION.chance(0.4) == 0.5
    weak = shares(-1.0)
    assert 2.4 < weak["b"] / weak["c"] < 3.8


def test_whoever_has_seen_the_question_is_nearly_always_right():
    assert shares(-2.0, known=True)["a"] > 0.95 > shares(-2.0)["a"]


def test_of_several_right_options_a_wrong_answer_misses_one():
    several = replace(QUESTION, right=("a", "b"), difficulty=50.0, appeal=(1.0, 1.0))
    assert choice(several, 0.0, Random(1)) == ("a",) and choice(several, 99.0, Random(1)) == ("a", "b")


def test_a_copier_shares_nine_answers_of_ten():
    theirs, own = [("a",)] * 2000, [("b",)] * 2000
    assert 0.87 < copied(theirs, own, Random(3)).count(("a",)) / 2000 < 0.93


def test_the_same_seed_makes_the_same_questions_and_people_and_another_seed_others():
    item = sample_bank()[0]
    assert question_of(item, 1) == question_of(item, 1) != question_of(item, 2)
    assert cohort(60, 1) == cohort(60, 1) and cohort(60, 1).people != cohort(60, 2).people


def test_a_cohort_holds_what_is_planted_in_it_and_nothing_else():
    people = cohort(60, 1)
    assert [person.email for person in people.people] == sorted({person.email for person in people.people},
                                                                key=[one.email for one in people.people].index)
    watched = [person.proctor.email for person in people.people]
    assert watched.count(people.careless.email) == 8 == watched.count("marit.fielding@example.net")
    assert {person.event for person in people.knowing} == {EVENTS[1]} and len(people.knowing) == 30
    first, second = people.pair
    assert (first.ability, second.ability, second.looks_at) == (-1.0, -1.0, first.number)
    nobody = cohort(60, 1, planted=())
    assert nobody.pair is None and nobody.careless is None and nobody.knowing == []
