"""`flask courier read-bounces`: late bounces are recorded once, from a Maildir or an mbox file."""

import mailbox
import threading

import pytest

from exam.cli.delivery import deliver_due
from exam.database import db
from exam.letters.relay import Mailbox
from exam.models import Letter
from tests.factories import world as make
from tests.support.databases import ONE_KIND
from tests.support.returned_mail import exim_bounce, returned


@pytest.fixture
def invited(db_app, clock):
    clock.set(make.NOON)
    world = make.program_only()
    nomination = make.nominated(world, make.registered(world))
    deliver_due(Mailbox(), threading.Event())
    return nomination


def letter_of(nomination) -> Letter:
    return db.session.query(Letter).filter_by(nomination_id=nomination.id).one()


def read(app, path) -> str:
    said = app.test_cli_runner().invoke(args=["courier", "read-bounces", str(path)]).output
    db.session.rollback()
    return said


def test_f21_a_late_bounce_in_a_maildir_is_told_once_and_put_away(invited, db_app, tmp_path):
    box = mailbox.Maildir(tmp_path / "returned")
    box.add(returned(letter_of(invited).id))
    box.add("From: somebody@example.net\n\nA question for a person.\n")
    assert "1 read, 1 left for a person" in read(db_app, tmp_path / "returned")
    assert (invited.state, letter_of(invited).state) == ("bounced", "bounced")
    assert letter_of(invited).trouble == "smtp; 550 5.1.1 No such mailbox"
    assert "0 read, 1 left for a person" in read(db_app, tmp_path / "returned")
    assert db.session.query(Letter).filter_by(kind="candidate/proctor_bounced").count() == 1


@ONE_KIND
def test_f21_an_mbox_may_be_read_twice(invited, db_app, tmp_path):
    box = mailbox.mbox(tmp_path / "returned.mbox")
    box.add(exim_bounce(letter_of(invited).id))
    box.close()
    for _ in range(2):
        assert "1 read, 0 left" in read(db_app, tmp_path / "returned.mbox")
    assert invited.state == "bounced"
    assert db.session.query(Letter).filter_by(kind="candidate/proctor_bounced").count() == 1


@ONE_KIND
def test_a_bounce_of_a_letter_we_never_wrote_changes_nothing(invited, db_app, tmp_path):
    box = mailbox.Maildir(tmp_path / "returned")
    box.add(returned())
    read(db_app, tmp_path / "returned")
    assert (invited.state, letter_of(invited).state) == ("invited", "sent")
