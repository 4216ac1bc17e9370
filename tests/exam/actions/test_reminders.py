"""Writing to a proctor once more: the same link while it lives, a fresh one after, and nothing when nobody waits."""

import pytest

from exam.actions import reminders
from exam.database import db
from exam.errors import Refused, TooManyLetters
from exam.models import Letter, Link
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make

BY = actors.candidate("x")


@pytest.fixture
def world(db_app):
    return make.program_only()


def kinds() -> list[str]:
    return [row.kind for row in db.session.query(Letter).filter_by(audience="proctor").order_by(Letter.written_at)]


def test_a_living_link_is_sent_once_more_and_stays_the_only_one(world):
    nomination = make.nominated(world, make.registered(world))
    reminders.ask_again(nomination, now=world.later(hours=1), by=BY)
    assert kinds() == ["proctor/invitation", "proctor/reminder_accept"]
    assert db.session.query(Link).filter_by(nomination_id=nomination.id).count() == 1
    assert nomination.reminders_sent == 0  # the scheduled reminders are not used up


def test_after_the_link_has_run_out_a_fresh_one_goes_and_the_old_one_is_dead(world):
    nomination = make.nominated(world, make.registered(world))
    reminders.ask_again(nomination, now=world.later(days=8), by=BY)
    assert kinds() == ["proctor/invitation", "proctor/invitation"]
    old, fresh = db.session.query(Link).order_by(Link.made_at)
    assert old.revoked_at == world.now
    assert fresh.revoked_at is None


def test_t16_the_refusal_says_when_the_next_may_go(world):
    nomination = make.nominated(world, make.registered(world))
    first = world.now
    reminders.ask_again(nomination, now=world.later(hours=2), by=BY)
    with pytest.raises(TooManyLetters) as refused:
        reminders.ask_again(nomination, now=world.later(hours=2), by=BY)
    assert (refused.value.next_at - first).total_seconds() == 24 * 3600
    reminders.ask_again(nomination, now=refused.value.next_at, by=BY)


def test_nothing_is_sent_while_nothing_is_waited_for(db_app):
    sitting = states.in_progress(make.world())
    with pytest.raises(Refused, match="nothing to send"):
        reminders.ask_again(sitting.nominations[0], now=make.NOON, by=BY)
