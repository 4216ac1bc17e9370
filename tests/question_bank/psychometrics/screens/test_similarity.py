"""Answer similarity: planted pairs are found among many, honest people are left alone, and chances are exact."""

import math
import time

import numpy as np
import pytest

from question_bank.psychometrics.distributions import binomial_tail
from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.screens.option_curves import option_shares
from question_bank.psychometrics.screens.similarity import chances, similar_pairs, sum_tail
from tests.support.simulated import abilities, choices_of


def exam(n: int, seed: int, items: int = 75):
    return choices_of(abilities(n, seed), np.random.default_rng(seed).normal(-0.5, 1, items), seed + 1)


def copied(answers, source: int, by: int, share: float, seed: int = 1):
    answers = answers.copy()
    taken = np.random.default_rng(seed).random(answers.shape[1]) < share
    answers[by, taken] = answers[source, taken]
    return answers


def test_a_planted_pair_is_found_among_half_a_million():
    answers, key = exam(1000, 4)
    found = similar_pairs(copied(answers, 17, 804, 0.9), key)
    assert [(pair.first, pair.second, pair.named_by) for pair in found.pairs] == [(17, 804, "bonferroni")]
    assert found.n == 1000 and found.pairs_compared == 499_500
    assert found.pairs[0].shared > found.pairs[0].expected + 15


def test_shared_wrong_answers_alone_are_enough():
    answers, key = exam(300, 5)
    weak = np.argsort((answers == key).sum(axis=1))[:2]
    wrong = answers[weak[0]] != key
    answers[weak[1], wrong] = answers[weak[0], wrong]
    pair = similar_pairs(answers, key).pairs[0]
    assert {pair.first, pair.second} == set(weak.tolist())
    assert pair.p_wrong < pair.p and pair.shared_wrong == wrong.sum()


@pytest.mark.parametrize("n", [60, 250])
def test_honest_people_are_left_alone_at_the_nominal_rate(n):
    named = [bool(similar_pairs(*exam(n, 20 + seed), level=0.05).pairs) for seed in range(12)]
    assert sum(named) <= 2


def test_chances_are_at_or_below_what_they_say():
    answers, key = exam(90, 8)
    totals = (answers == key).sum(axis=1)
    agree, agree_wrong = chances(option_shares(answers, totals, 4), key)
    first, second = np.triu_indices(90, 1)
    same = answers[first] == answers[second]
    for chance, count in ((agree, same.sum(axis=1)), (agree_wrong, (same & (answers[first] != key)).sum(axis=1))):
        p = sum_tail(chance[totals[first], totals[second]], count)
        assert np.mean(p < 0.05) < 0.055 and np.mean(p < 0.01) < 0.012
        assert 0.4 < np.mean(p) < 0.7


def test_fewer_pairs_within_a_room_need_less_to_stand_out():
    answers, key = exam(600, 9)
    weak = np.argsort((answers == key).sum(axis=1))[150:152]
    answers = copied(answers, weak[0], weak[1], 0.5)
    rooms = np.arange(600) // 5 + 1000
    rooms[weak] = 1
    rooms[np.argsort((answers == key).sum(axis=1))[300:303]] = 1
    assert similar_pairs(answers, key).pairs == ()
    together = similar_pairs(answers, key, within=rooms)
    assert {(pair.first, pair.second) for pair in together.pairs} == {tuple(sorted(weak.tolist()))}
    assert together.pairs_compared < 1300
    assert similar_pairs(answers, key, within=np.arange(600)).pairs_compared == 0
    answers[40] = answers[41]
    rooms[40:42] = [7, 8]
    assert (40, 41) not in {(pair.first, pair.second) for pair in similar_pairs(answers, key, within=rooms).pairs}
    assert (40, 41) in {(pair.first, pair.second) for pair in similar_pairs(answers, key).pairs}


def test_sums_of_chances_are_exact():
    assert sum_tail(np.full((1, 20), 0.3), np.array([9]))[0] == pytest.approx(binomial_tail(9, 20, 0.3))
    assert sum_tail(np.array([[0.5, 0.1, 0.9]]), np.array([2])) == pytest.approx(
        [0.5 * 0.1 * 0.1 + 0.5 * 0.9 * 0.9 + 0.5 * 0.1 * 0.9 + 0.5 * 0.1 * 0.9])
    assert sum_tail(np.full((2, 75), 0.4), np.array([75, 0])) == pytest.approx([0.4**75, 1], rel=1e-9)


def test_omitted_answers_agree_with_nothing():
    answers, key = exam(200, 12)
    answers[[3, 9]] = -1
    assert all({pair.first, pair.second} != {3, 9} for pair in similar_pairs(answers, key).pairs)


def test_option_shares_are_shares_and_rise_with_the_score_for_the_key():
    answers, key = exam(2000, 13)
    shares = option_shares(answers, (answers == key).sum(axis=1), 4)
    assert shares.sum(axis=2) == pytest.approx(np.ones((76, 75)))
    right = shares[:, np.arange(75), key]
    assert np.mean(right[60] - right[20]) > 0.3 and np.all(shares > 0)


def test_two_thousand_people_take_little_work():
    answers, key = exam(2000, 14)
    started = time.process_time()
    similar_pairs(answers, key)
    assert time.process_time() - started < 3


def test_what_cannot_be_compared_is_refused_in_words():
    answers, key = exam(60, 15)
    with pytest.raises(TooFew, match="at least 50 people; there are 40"):
        similar_pairs(answers[:40], key)
    with pytest.raises(ValueError, match="one option for each item"):
        similar_pairs(answers, key[:-1])
    with pytest.raises(ValueError, match="numbered from 0"):
        similar_pairs(answers - 3, key)
    assert not math.isnan(similar_pairs(answers, key).n)
