"""The exam room without scripts: every button, every state, and nothing that a page should not say."""

import re

import pytest
from structlog.testing import capture_logs

from exam.database import db
from exam.models import Sitting
from exam.queries.journal import answers_in_force, flags_in_force
from exam.rules.watermarks import watermark
from tests.factories import world as maker
from tests.support.rooms import Room


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock.now())


@pytest.fixture
def sitting(world) -> Sitting:
    return maker.begun(world)


@pytest.fixture
def room(app, sitting) -> Room:
    return Room(app, sitting)


def fresh(sitting: Sitting) -> Sitting:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Sitting, sitting.id)


class TestThePage:
    def test_every_question_is_a_fieldset_with_its_legend_in_one_form(self, room, sitting):
        page = room.page()
        assert page.count("<form ") == 1
        numbers = re.findall(r'<fieldset[^>]*data-position="(\d+)"', page)
        assert [int(number) for number in numbers] == list(range(1, 26))
        assert page.count("<legend") == 25 and page.count('type="radio"') == 100

    def test_t25_every_copy_is_marked_kept_by_no_cache_and_logged(self, room, sitting):
        with capture_logs() as log:
            answer = room.client.get("/room")
        assert watermark(sitting.id) in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "no-store"
        delivered = [line for line in log if line["event"] == "room_delivered"]
        assert [set(line) for line in delivered] == [{"event", "log_level", "sitting", "lease"}]
        assert delivered[0]["sitting"] == sitting.id

    def test_nobody_gets_in_without_a_pass(self, app, sitting):
        answer = app.test_client().get("/room")
        assert answer.status_code == 404 and "No exam is open" in answer.get_data(as_text=True)
        forged = app.test_client()
        forged.set_cookie(app.config["ROOM_COOKIE_NAME"], "WyJ4Il0.AAAA")
        assert forged.get("/room").status_code == 404


class TestSaving:
    def test_the_save_button_keeps_what_was_changed_and_says_when(self, room, sitting):
        choice = room.options[3][1]
        room.post("answers", **{"choice-3": choice, "flag-5": "1"})
        page = room.page()
        assert "Saved 9:00 a.m. CST." in page and "1 of 25 questions answered" in page
        assert f'value="{choice}" checked' in page
        fresh(sitting)
        assert answers_in_force(sitting.id) == {3: choice} and flags_in_force(sitting.id) == {5}
