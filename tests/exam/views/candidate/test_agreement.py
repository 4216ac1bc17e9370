"""The information page: nothing begins without the current version, and what was agreed to can be read again."""

import re

import pytest

from exam.actions import nominations, sittings
from exam.database import db
from exam.errors import Refused
from exam.models import Agreement
from exam.queries.agreements import text_in_force
from exam.rules import actors
from exam.rules.agreements import text_digest
from tests.factories import world as make


@pytest.fixture
def sitting(before):
    return make.registered(before, agreed=False)


@pytest.fixture
def visitor(browser, sitting):
    return browser(sitting.candidate)


@pytest.fixture
def address(sitting) -> str:
    return f"/candidate/sittings/{sitting.id}/agreement"


def test_c22_the_first_step_leads_to_the_page_and_ticking_the_box_confirms_it(visitor, address, sitting, clock):
    assert address in visitor.page()
    words = visitor.words(address)
    assert all(paragraph in words for paragraph in text_in_force(sitting).paragraphs)
    assert visitor.post(address, confirmed="y").status_code == 303
    [row] = db.session.query(Agreement).all()
    text = text_in_force(sitting)
    assert (row.candidate_id, row.text_version, row.text_digest, row.agreed_at) == (
        sitting.candidate_id, text.version, text_digest(text), clock())
    assert "Name a proctor" in visitor.words()


def test_c22_the_page_can_be_read_again_with_the_day_of_the_confirmation(visitor, address, clock):
    visitor.post(address, confirmed="y")
    clock.advance(hours=9)
    assert "You confirmed this page on Mon, Mar 2, 2026, 9:00 a.m. CST (UTC-6)." in visitor.words(address)


def test_3_3_1_without_the_tick_nothing_is_kept_and_the_page_says_what_to_do(visitor, address):
    answer = visitor.post(address)
    assert answer.status_code == 400
    assert b"Please tick the box to confirm" in answer.data
    assert db.session.query(Agreement).count() == 0


def test_c22_a_page_that_has_changed_meanwhile_is_not_confirmed(visitor, address):
    answer = visitor.post(address, confirmed="y", digest="0" * 64)
    assert answer.status_code == 409
    assert b"This page has changed since you opened it." in answer.data
    assert db.session.query(Agreement).count() == 0


def test_c22_no_proctor_can_be_named_before(visitor, sitting, before):
    assert visitor.client.get(f"/candidate/sittings/{sitting.id}/proctor").status_code == 303
    with pytest.raises(Refused, match="please read the page"):
        make.nominated(before, sitting)
    make.agree(before, sitting)
    assert make.nominated(before, sitting).state == "invited"


def test_c22_no_exam_begins_without_the_current_version(world, monkeypatch):
    sitting = make.registered(world)
    nomination = make.accepted(world, sitting)
    code = sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))
    facts = {"typed_code": code.shown(world.secrets), "secrets": world.secrets, "now": world.now,
             "by": actors.candidate("x")}
    with monkeypatch.context() as patch:
        patch.setattr("exam.rules.agreements.text_digest", lambda text: "another text")
        with pytest.raises(Refused, match="please read the page"):
            sittings.begin(sitting, **facts)
        assert (sitting.state, code.tries, code.used_at) == ("admitted", 0, None)
    assert sittings.begin(sitting, **facts).state == "in_progress"


def test_c22_mutant_without_the_rule_a_proctor_is_named_unread(sitting, before, monkeypatch):
    monkeypatch.setattr(nominations, "agreement_to_current", lambda sitting: "anything")
    assert make.nominated(before, sitting).state == "invited"


def test_the_text_is_numbered_so_that_people_can_speak_about_it(visitor, address, sitting):
    assert len(re.findall("<li>", visitor.page(address).split('eh-clauses">')[1].split("</ol>")[0])) == len(
        text_in_force(sitting).paragraphs)
