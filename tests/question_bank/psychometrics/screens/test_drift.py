"""Drift: a planted leak is found and dated, sound items stay quiet, and ability is not mistaken for it."""

import numpy as np
import pytest

from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.screens.drift import easier_since, easier_while_watched
from tests.support.simulated import abilities, answers_of

ITEMS = 40
B = np.linspace(-1.5, 1.8, ITEMS)


def year(n: int = 1200, leaked: dict[int, float] | None = None, since: int = 600, seed: int = 1, better: float = 0.0):
    theta = abilities(n, seed)
    theta[since:] += better
    b = np.tile(B, (n, 1))
    for item, logits in (leaked or {}).items():
        b[since:, item] -= logits
    return answers_of(theta, b, seed + 1)


def test_a_planted_leak_is_found_between_two_periods():
    later = np.arange(1200) >= 600
    found = easier_since(year(leaked={30: 1.0}), later)
    assert found.asks.tolist() == [30]
    assert found.shift[30] == pytest.approx(1.0, abs=0.35)
    assert found.p_after[30] > found.p_before[30] + 0.1
    assert (found.n_before, found.n_after) == (600, 600)


def test_better_people_are_not_mistaken_for_a_leak():
    later = np.arange(1200) >= 600
    assert easier_since(year(better=0.5), later).asks.tolist() == []
    found = easier_since(year(leaked={30: 1.2}, better=-0.5), later)
    assert found.asks.tolist() == [30]


def test_sound_items_are_named_at_the_nominal_rate():
    later = np.arange(600) >= 300
    p = [easier_since(year(600, since=300, seed=40 + 3 * seed), later).p for seed in range(15)]
    assert 0.03 < np.mean(np.array(p) < 0.05) < 0.07


def test_a_watched_item_rings_soon_after_it_leaked_and_is_dated():
    found = easier_while_watched(year(leaked={30: 1.2}, since=700), baseline=400)
    assert np.flatnonzero(found.alarm >= 0).tolist() == [30]
    assert 700 < found.alarm[30] < 950
    assert found.since[30] == pytest.approx(700, abs=80)
    assert found.n == 800 and found.highest[30] > found.bound


def test_quiet_items_stay_quiet_while_watched():
    rings = [np.any(easier_while_watched(year(900, seed=80 + 3 * seed), baseline=400, level=0.05).alarm >= 0)
             for seed in range(15)]
    assert sum(rings) <= 2


def test_a_better_class_rings_nothing():
    assert np.all(easier_while_watched(year(since=600, better=0.6), baseline=600).alarm == -1)


def test_an_item_that_became_harder_is_not_called_easier():
    answers = year(leaked={10: -1.5})
    assert 10 not in easier_since(answers, np.arange(1200) >= 600).asks
    assert easier_while_watched(answers, 600).alarm[10] == -1


def test_items_not_given_leave_the_sum_where_it_was():
    answers = year()
    answers[800:, 5] = np.nan
    shorter, whole = easier_while_watched(answers, 600), easier_while_watched(year(), 600)
    assert shorter.highest[5] <= whole.highest[5] + 1e-9


def test_too_few_people_are_refused_in_words():
    answers = year(300)
    with pytest.raises(TooFew, match="baseline"):
        easier_while_watched(answers, 100)
    with pytest.raises(TooFew, match="after the baseline"):
        easier_while_watched(answers, 295)
    with pytest.raises(TooFew, match="at least 50 people; there are 20"):
        easier_since(answers, np.arange(300) >= 280)
