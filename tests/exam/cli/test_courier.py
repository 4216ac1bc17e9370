"""The courier: nothing is lost, nothing is doubled in its effect, and what cannot be delivered is seen by people."""

import threading
from datetime import timedelta

import pytest

from exam.actions import nominations
from exam.cli import delivery
from exam.cli.delivery import deliver_due
from exam.database import db
from exam.letters import candidate as to_account
from exam.letters import proctor as to_proctor
from exam.letters.relay import relay_for
from exam.models import Letter, StaffRole
from exam.queries.outbox import letter_counts, oldest_waiting
from exam.rules import actors
from exam.rules.links import open_link
from exam.web.secret_keys import secret_keys
from tests.factories import world as make
from tests.support.databases import ONE_KIND
from tests.support.mail_relay import HANG_UP

SYSTEM = actors.system("test")


@pytest.fixture
def invited(db_app, clock, smtp_server):
    """A nomination whose invitation lies in the outbox, and a relay that the courier knows."""
    db_app.config.update(SMTP_URL=smtp_server.url, SMTP_TIMEOUT=5)
    clock.set(make.NOON)
    world = make.program_only()
    nomination = make.nominated(world, make.registered(world))
    staff = make.candidate().account
    db.session.add(StaffRole(account_id=staff.id, role="administrator", granted_at=make.NOON, granted_by="test"))
    db.session.commit()
    return nomination


def send(app) -> dict[str, int]:
    """One round of the courier."""
    return dict(deliver_due(relay_for(app.config), threading.Event()))


def invitation(nomination) -> Letter:
    return db.session.query(Letter).filter_by(nomination_id=nomination.id, kind="proctor/invitation").one()


def test_a_letter_leaves_with_its_link_and_no_mark(invited, db_app, smtp_server):
    assert send(db_app) == {"sent": 1}
    [arrived] = smtp_server.letters_to(invited.email)
    text = arrived.get_body(("plain",)).get_content()
    html = arrived.get_body(("html",)).get_content()
    address = next(word for word in text.split() if word.startswith("http://localhost/proctor/accept/"))
    link_id, _ = open_link(secret_keys(), "accept", address.rsplit("/", 1)[1])
    assert link_id == invitation(invited).link_id
    assert address in html and "[[" not in text + html
    assert invitation(invited).state == "sent"
    assert send(db_app) == {}


@ONE_KIND
def test_headers_are_ours_alone(invited, db_app, smtp_server, clock):
    send(db_app)
    [arrived] = smtp_server.letters
    assert arrived["From"] == '"State Credentialing Board (sample)" <exams@example.org>'
    assert arrived["Message-ID"] == f"<{invitation(invited).id}@example.org>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Date"].datetime == clock.now()
    assert arrived["To"].addresses[0].addr_spec == invited.email
    assert arrived["Bcc"] is None and arrived["Cc"] is None


@ONE_KIND
@pytest.mark.parametrize(("step", "reply"), [
    ("rcpt", "451 4.7.1 Greylisted, come back"), ("mail", "421 4.3.2 Closing"), ("data", "452 4.3.1 Full"),
    ("mail", HANG_UP), ("mail", "550 5.7.1 Sender refused"), ("rcpt", "550 5.7.1 Relaying denied"),
    ("data", "554 5.6.0 We do not like the text")])
def test_f20_what_may_pass_is_tried_again_with_growing_distance(invited, db_app, smtp_server, clock, step, reply):
    smtp_server.will_answer(step, reply, reply)
    distances = []
    for _ in range(2):
        assert send(db_app) == {"later": 1}
        letter = invitation(invited)
        assert (letter.state, bool(letter.trouble)) == ("waiting", True)
        distances.append(letter.next_try_at - clock.now())
        assert send(db_app) == {}
        clock.set(letter.next_try_at)
    assert distances[1] > distances[0] > timedelta()
    assert send(db_app) == {"sent": 1}
    assert [invitation(invited).tries, invited.state] == [3, "invited"]
    assert len(smtp_server.letters_to(invited.email)) == 1


@ONE_KIND
@pytest.mark.parametrize(("step", "reply"), [("rcpt", "550 5.1.1 No such mailbox"), ("rcpt", "552 Mailbox full"),
                                             ("data", "550 5.2.1 Mailbox closed")])
def test_f21_a_bounce_is_told_to_candidate_and_board_at_once(invited, db_app, smtp_server, step, reply):
    smtp_server.will_answer(step, reply)
    counts = send(db_app)
    assert counts == {"bounced": 1, "sent": 2}
    assert (invited.state, invitation(invited).state) == ("bounced", "bounced")
    assert invitation(invited).link.revoked_at is not None
    told = sorted(row.kind for row in db.session.query(Letter).filter_by(state="sent"))
    assert told == ["board/proctor_bounced", "candidate/proctor_bounced"]


def test_f21_the_second_letter_that_bounces_tells_nobody_twice(invited, db_app):
    nominations.bounce(invited, letter=invitation(invited), trouble="550", now=make.NOON, by=SYSTEM)
    nominations.bounce(invited, letter=invitation(invited), trouble="550", now=make.NOON, by=SYSTEM)
    assert db.session.query(Letter).filter_by(kind="candidate/proctor_bounced").count() == 1


def test_f18_a_relay_that_is_down_keeps_every_letter_and_links_live_longer(invited, db_app, smtp_server, clock):
    promised = invitation(invited).link.expires_at
    db_app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    for _ in range(3):
        assert send(db_app) == {"down": 1}
        clock.advance(days=1)
    assert oldest_waiting(clock.now()) == timedelta(days=3)
    assert invitation(invited).state == "waiting"
    db_app.config["SMTP_URL"] = smtp_server.url
    assert send(db_app) == {"sent": 1}
    assert invitation(invited).link.expires_at == promised + timedelta(days=3)
    spoken = db_app.jinja_env.filters["spoken"]
    text = smtp_server.letters[0].get_body(("plain",)).get_content()
    assert spoken(promised + timedelta(days=3)) in text and spoken(promised) not in text


@ONE_KIND
def test_f18_a_reminder_that_waited_gives_no_further_time(invited, db_app, clock):
    send(db_app)
    link = invitation(invited).link
    promised = link.expires_at
    to_proctor.reminder(invited, link, now=clock.now())
    db.session.commit()
    clock.advance(hours=5)
    send(db_app)
    assert link.expires_at == promised


@ONE_KIND
def test_one_dead_relay_costs_one_try_and_not_one_for_each_letter(invited, db_app):
    world = make.World(invited.sitting.program_version, None)
    make.nominated(world, make.registered(world))
    db_app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    assert send(db_app) == {"down": 1}
    assert sorted(row.tries for row in db.session.query(Letter)) == [0, 1]


def test_giving_up_is_visible_and_told(invited, db_app, smtp_server, clock):
    smtp_server.will_answer("rcpt", *["451 4.2.0 Later"] * 2)
    send(db_app)
    clock.advance(days=5)
    assert send(db_app)["later"] == 1
    assert (invitation(invited).state, invited.state) == ("given_up", "bounced")
    assert invitation(invited).trouble.startswith("451")
    assert {row.kind for row in db.session.query(Letter).filter_by(sitting_id=invited.sitting_id)} == {
        "proctor/invitation", "candidate/proctor_bounced"}


@ONE_KIND
def test_f19_a_stalling_relay_is_left_after_the_timeout(invited, db_app, smtp_server, monkeypatch):
    release = threading.Event()

    async def stall(self, server, session, envelope):
        await server.loop.run_in_executor(None, release.wait, 3)
        return "250 OK"
    monkeypatch.setattr(type(smtp_server), "handle_DATA", stall)
    db_app.config["SMTP_TIMEOUT"] = 0.2
    assert send(db_app) == {"later": 1}
    release.set()
    assert invitation(invited).state == "waiting"


def test_f17_a_relay_that_hangs_up_after_taking_the_letter_gets_it_again_under_the_same_id(
        invited, db_app, smtp_server, clock):
    smtp_server.will_answer("data", HANG_UP)
    assert send(db_app) == {"later": 1}
    clock.advance(minutes=5)
    assert send(db_app) == {"sent": 1}
    first, second = smtp_server.letters_to(invited.email)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)).get_content().split("/accept/")[1].split()[0] \
        == second.get_body(("plain",)).get_content().split("/accept/")[1].split()[0]


class Crash(BaseException):
    """The process is gone: nothing after it runs."""


@pytest.mark.parametrize(("place", "copies"), [("_offer", 1), ("mark_sent", 2)])
def test_f16_f17_a_courier_that_dies_leaves_the_letter_to_the_next_one(
        invited, db_app, smtp_server, clock, monkeypatch, place, copies):
    def die(*_, **__):
        raise Crash
    with monkeypatch.context() as patch:
        patch.setattr(delivery if place == "_offer" else delivery.courier, place, die)
        with pytest.raises(Crash):
            send(db_app)
    assert invitation(invited).state == "sending"
    assert send(db_app) == {}, "while the lease lasts nobody else carries the letter"
    clock.advance(minutes=10)
    assert send(db_app) == {"sent": 1}
    assert len(smtp_server.letters_to(invited.email)) == copies
    assert len({letter["Message-ID"] for letter in smtp_server.letters}) == 1


def test_two_couriers_do_no_harm(invited, db_app, smtp_server):
    world = make.World(invited.sitting.program_version, None)
    expected = {invited.email} | {make.nominated(world, make.registered(world)).email for _ in range(5)}

    def carry():
        with db_app.app_context():
            send(db_app)
    couriers = [threading.Thread(target=carry) for _ in range(3)]
    for thread in couriers:
        thread.start()
    for thread in couriers:
        thread.join()
    db.session.rollback()
    assert letter_counts()["sent"] == len(expected) == len(smtp_server.letters)
    assert {letter["X-Envelope-To"] for letter in smtp_server.letters} == expected


def test_t03_a_letter_whose_link_died_before_it_left_stays_here(invited, db_app, smtp_server):
    make.nominated(make.World(invited.sitting.program_version, None), invited.sitting)
    assert send(db_app) == {"not_needed": 1, "sent": 2}
    assert invitation(invited).state == "not_needed"
    assert {letter["Subject"] for letter in smtp_server.letters_to(invited.email)} == {
        row.subject for row in db.session.query(Letter).filter_by(kind="proctor/released_from_duty")}


@ONE_KIND
def test_t15_an_address_that_would_break_a_header_goes_nowhere(invited, db_app, smtp_server):
    letter = to_account.password_changed(invited.sitting.candidate.account, now=make.NOON)
    for hostile in ("a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>", "a@b@c.example",
                    "a b@c.example", "\u202ea@b.example", '"x\r\n"@b.example', "@b.example", "a@"):
        letter.address, letter.state, letter.tries = hostile, "waiting", 0
        db.session.commit()
        assert send(db_app)["bounced"] == 1
        assert letter.state == "bounced"
        assert not [arrived for arrived in smtp_server.letters if "c@d.example" in str(arrived)]
    assert {arrived["X-Envelope-To"] for arrived in smtp_server.letters}.isdisjoint({"c@d.example", "a@b.example"})


@ONE_KIND
def test_t15_hostile_names_stay_inside_the_text(db_app, clock, smtp_server):
    db_app.config.update(SMTP_URL=smtp_server.url, SMTP_TIMEOUT=5, BOARD_NAME='Board"\r\nBcc: x@y.example <b@c>')
    clock.set(make.NOON)
    world = make.program_only()
    names = ["a\r\nBcc: x@y.example", "=?utf-8?q?b?=", "\x1b[31m", "<script>x</script>", "N" * 200, "[[link]]"]
    for name in names:
        make.nominated(world, make.registered(world), name=name[:200])
    assert send(db_app) == {"sent": len(names)}
    expected = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
                "MIME-Version", "Content-Type", "X-Envelope-To"}
    for arrived in smtp_server.letters:
        assert set(arrived.keys()) == expected
        assert len(arrived["To"].addresses) == 1 and len(arrived["From"].addresses) == 1
        assert "<script>" not in arrived.get_body(("html",)).get_content()


@ONE_KIND
def test_a_demo_sends_nothing_over_the_network_whatever_is_set(invited, db_app, smtp_server):
    db_app.config["MODE"] = "demo"
    assert send(db_app) == {"sent": 1}
    assert smtp_server.letters == []


@ONE_KIND
def test_t14_links_begin_with_the_base_address_and_nothing_else(invited, db_app, smtp_server):
    with db_app.test_request_context("/", headers={"Host": "evil.example"}):
        send(db_app)
    assert "evil.example" not in str(smtp_server.letters[0])


def test_the_commands_say_what_they_did(invited, db_app, smtp_server):
    run = db_app.test_cli_runner()
    assert "oldest waiting: 0 seconds" in run.invoke(args=["courier", "state"]).output
    assert run.invoke(args=["courier", "once"]).output == "1 sent\n"
    assert run.invoke(args=["courier", "once"]).output == "Nothing was due.\n"
    assert run.invoke(args=["courier", "bounced", "nobody@example.org"]).exit_code == 1
    assert "came back" in run.invoke(args=["courier", "bounced", invited.email.upper()]).output
    db.session.expire_all()
    assert (invited.state, invitation(invited).state) == ("bounced", "bounced")
    assert run.invoke(args=["courier", "bounced", invitation(invited).id]).exit_code == 1


@ONE_KIND
def test_once_says_when_the_relay_cannot_be_reached(invited, db_app):
    db_app.config["SMTP_URL"] = ""
    answer = db_app.test_cli_runner().invoke(args=["courier", "once"])
    assert answer.exit_code == 1 and "could not be reached" in answer.output
