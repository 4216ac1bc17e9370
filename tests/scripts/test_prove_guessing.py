"""The proof of guessed links in a short form, and that it falls when a defence is switched off (T11)."""

import json
from base64 import urlsafe_b64decode
from collections import Counter
from random import Random

import pytest

from exam.errors import LinkBroken
from exam.web import links
from scripts.proofs.guessing import Size, guessed, holds
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def found(db_app, clock):
    """What came of so many guesses."""
    place = make.program_only(now=clock())
    nomination = make.nominated(place, make.registered(place))
    return lambda tries, pages: guessed(db_app, nomination, Size(tries, pages, 100), Random(5))


def test_t11_no_guessed_link_opens_the_limit_engages_and_the_proctor_is_unharmed(found):
    told: Counter = found(2_000, 80)
    assert holds(told)
    assert (told["served"], told["letters"]) == (20, 20)
    assert told["limited"] + told["broken"] == 2_000 and told["broken"] >= links.FROM_A_NETWORK


def test_t11_the_proof_falls_where_the_seal_is_not_looked_at(found, monkeypatch):
    def unsealed(_keys, _purpose, sealed):
        try:
            payload = sealed.partition(".")[0]
            link_id, serial = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        except ValueError:
            raise LinkBroken from None
        return link_id, serial

    monkeypatch.setattr(links, "open_link", unsealed)
    assert found(70, 0)["opened"] > 0


def test_t11_the_proof_falls_where_nobody_is_turned_away(found, monkeypatch):
    monkeypatch.setattr(links, "FROM_A_NETWORK", 10**9)
    monkeypatch.setattr(links, "FROM_EVERYWHERE", 10**9)
    assert not holds(found(200, 70))


def test_t11_the_proof_falls_where_what_we_sealed_is_counted_too(found, monkeypatch):
    real = links.open_link

    def counted(*given):
        links._count_a_guess()
        return real(*given)

    monkeypatch.setattr(links, "open_link", counted)
    told = found(300, 20)
    assert told["served"] < told["letters"] and not holds(told)


def test_t11_who_has_a_link_cut_in_two_reads_what_to_do_also_when_many_were_tried(found, db_app, monkeypatch):
    monkeypatch.setattr(links, "FROM_EVERYWHERE", 1)
    answers = [db_app.test_client().get("/proctor/accept/W1siYWJj") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [404, 429]
    assert 'href="/letter"' in answers[0].get_data(as_text=True)
    page = answers[1].get_data(as_text=True)
    assert "Open it from the letter again" in page and "opens at once" in page
    assert 0 < int(answers[1].headers["Retry-After"]) <= 60
