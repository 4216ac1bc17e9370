"""Response times: planted guessers and planted hurry are found; honest people at any pace are not accused."""

import numpy as np
import pytest

from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.screens.response_times import normative_thresholds, rapid_guesses, unusual_pace


def times(n: int = 300, items: int = 50, seed: int = 1, own: float = 0.25):
    draw = np.random.default_rng(seed)
    return np.exp(draw.normal(3.7, 0.3, items) + draw.normal(0, own, n)[:, None] + draw.normal(0, 0.4, (n, items)))


def test_the_normative_threshold_is_a_tenth_of_the_mean_and_ten_seconds_at_most():
    seconds = np.full((12, 3), [[20.0, 400.0, 60.0]])
    seconds[:3, 2] = np.nan
    assert normative_thresholds(seconds)[:2].tolist() == [2.0, 10.0]
    assert np.isnan(normative_thresholds(seconds)[2])


def test_planted_guesses_are_found_and_effort_is_their_absence():
    seconds = times()
    seconds[7, 20:] = 1.5
    found = rapid_guesses(seconds)
    assert found.asks.tolist() == [7]
    assert found.effort[7] == pytest.approx(0.4)
    assert found.rapid.sum() == 30 and found.rapid_share[40] == pytest.approx(1 / 300)


def test_a_common_threshold_and_one_for_each_item():
    seconds = times()
    assert rapid_guesses(seconds, 3).thresholds.tolist() == [3] * 50
    assert rapid_guesses(seconds, np.full(50, 1e6)).effort.max() == 0
    assert np.isnan(rapid_guesses(seconds[:, :9]).effort).all()


def test_honest_people_are_left_alone_and_one_in_great_hurry_is_named():
    named = [unusual_pace(times(seed=seed, n=150)) for seed in range(30)]
    assert sum(bool(len(each.fast) + len(each.slow)) for each in named) <= 3
    seconds = times()
    seconds[11] /= 5
    seconds[12] *= 5
    found = unusual_pace(seconds)
    assert found.fast.tolist() == [11] and found.slow.tolist() == [12]
    assert found.z[11] < -4 and found.p[11] < 1e-5


def test_the_spread_is_robust_against_the_very_people_it_looks_for():
    seconds = times()
    seconds[:40] /= 8
    assert set(range(40)) <= set(unusual_pace(seconds).fast.tolist())


def test_unseen_questions_count_neither_way():
    seconds = times()
    seconds[5, 5:] = np.nan
    found = unusual_pace(seconds)
    assert np.isnan(found.z[5]) and np.isfinite(found.z[6])
    whole, scaled = unusual_pace(times()), unusual_pace(times() * 60)
    assert whole.z == pytest.approx(scaled.z)


def test_little_or_impossible_data_is_refused_in_words():
    with pytest.raises(TooFew, match="at least 30 people; there are 20"):
        rapid_guesses(times(20))
    with pytest.raises(TooFew, match="at least 10 people"):
        unusual_pace(times(9), least=2)
    with pytest.raises(ValueError, match="seconds of at least 0"):
        rapid_guesses(-times())
    assert np.isnan(unusual_pace(np.full((40, 12), 30.0)).z).all()
