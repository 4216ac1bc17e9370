"""Two people touch the same notice, proctor or permission in one moment: each step follows the one before it."""

import contextlib
import threading
from datetime import timedelta

import pytest

from exam.actions import appeals, incidents, inquiries, letting_go, nominations, remedies, retakes, roster, sittings
from exam.database import db
from exam.errors import Refused
from exam.models import Appeal, Authorization, Incident, Inquiry, Nomination, Sitting, TrailStep
from exam.rules import actors
from tests.exam.actions.test_at_once import ON_POSTGRESQL, at_once, meeting
from tests.factories import states
from tests.factories import world as make

pytestmark = ON_POSTGRESQL
MOMENT = 0.5
THIRD = actors.staff("third")


@pytest.fixture
def barrier():
    return threading.Barrier(2)


def after(monkeypatch, module, name: str, barrier: threading.Barrier) -> None:
    """When this has been read, wait until the other act has come as far, if it can."""
    real = getattr(module, name)

    def step(*given, **named):
        found = real(*given, **named)
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(MOMENT)
        return found

    monkeypatch.setattr(module, name, step)


def road(subject_id: str) -> list[str]:
    """The states of something in order. Each step has to begin where one before it ended."""
    rows = db.session.query(TrailStep).filter_by(subject_id=subject_id).all()
    steps = {row.state_before: row.state_after for row in rows}
    assert len(steps) == len(rows), "two steps from one state"
    found = [next(state for state in steps if state not in steps.values())]
    while found[-1] in steps:
        found.append(steps[found[-1]])
    return found


def suspected(world) -> Incident:
    return incidents.report(states.submitted(world), code="I50", source="staff", text="Notes.", happened_at=world.now,
                            now=world.now, by=states.RELEASER)


def test_c17_a_notice_says_what_was_sent_though_somebody_wrote_it_anew_in_that_moment(db_app, monkeypatch, barrier):
    world = make.world()
    incident = suspected(world)
    draft = inquiries.suspect(incident, suspicion="Notes on the desk.", evidence="A photo.", now=world.now,
                              by=states.RELEASER)
    keys = incident.id, draft.id
    after(monkeypatch, inquiries, "inquiry_into", barrier)
    meeting(monkeypatch, inquiries.to_candidate, "notice", barrier, longest=MOMENT)
    refusals = at_once(
        db_app, lambda: inquiries.notify(db.session.get(Inquiry, keys[1]), now=world.now, by=states.RELEASER),
        lambda: inquiries.suspect(db.session.get(Incident, keys[0]), suspicion="Something else.", evidence="None.",
                                  now=world.now, by=states.SECOND))
    assert len(refusals) == 1 and "stays as it is" in refusals[0].sentences[0]
    assert db.session.get(Inquiry, keys[1]).suspicion == "Notes on the desk."


def test_c17_an_answer_that_comes_while_the_board_decides_stands_on_the_trail(db_app, monkeypatch, barrier):
    world = make.world()
    incident = suspected(world)
    inquiry = states.noticed(incident, now=world.now)
    keys, account = (incident.id, inquiry.id), incident.sitting.candidate.account_id
    after(monkeypatch, incidents, "inquiry_into", barrier)
    meeting(monkeypatch, inquiries.to_candidate, "notice_answered", barrier, longest=MOMENT)
    assert at_once(
        db_app, lambda: inquiries.answer(db.session.get(Inquiry, keys[1]), text="It was blank.", now=world.now,
                                         by=actors.candidate(account)),
        lambda: incidents.decide(db.session.get(Incident, keys[0]), decision="release", reason="Blank paper.",
                                 now=world.now, by=states.RELEASER)) == []
    assert road(keys[1]) == ["suspected", "notified", "answered", "dropped"]


def test_a_permission_is_not_withdrawn_under_somebody_who_is_being_admitted(db_app, monkeypatch, barrier):
    world = make.world()
    sitting = make.registered(world)
    nomination = make.accepted(world, sitting)
    keys = sitting.id, sitting.authorization_id, nomination.id
    after(monkeypatch, roster, "sittings_under", barrier)
    meeting(monkeypatch, sittings, "arrangement_for", barrier, longest=MOMENT)
    refusals = at_once(
        db_app, lambda: sittings.admit(db.session.get(Nomination, keys[2]), identity_document="passport",
                                       now=world.now, by=actors.proctor(keys[2])),
        lambda: roster.withdraw_authorization(db.session.get(Authorization, keys[1]), reason="A mistake.",
                                              now=world.now, by=states.RELEASER))
    assert len(refusals) == 1 and "has begun" in refusals[0].sentences[0]
    assert db.session.get(Sitting, keys[0]).state == "admitted"
    assert db.session.get(Authorization, keys[1]).withdrawn_at is None


def test_c18_a_permission_is_withdrawn_in_the_moment_in_which_an_appeal_makes_a_further_sitting_ready(
        db_app, monkeypatch, barrier):
    world = make.world()
    sitting = states.void(world, decision="void_counting")
    appeal = appeals.appeal(sitting, about="decision", text="Please look again.", now=world.now,
                            by=actors.candidate(sitting.candidate.account_id))
    appeals.take_up(appeal, now=world.now, by=THIRD)
    keys, real, seen = (appeal.id, sitting.authorization_id), roster.sittings_under, []

    def step(permit_id):
        found = real(permit_id)
        if not seen:
            seen.append(len(found))
            barrier.wait(20)
        return found

    monkeypatch.setattr(roster, "sittings_under", step)
    meeting(monkeypatch, remedies, "sit_again", barrier)
    assert at_once(
        db_app, lambda: appeals.decide(db.session.get(Appeal, keys[0]), outcome="upheld", remedy="not_counting",
                                       reasons="You are right.", now=world.now, by=THIRD),
        lambda: roster.withdraw_authorization(db.session.get(Authorization, keys[1]), reason="A mistake.",
                                              now=world.now, by=states.RELEASER)) == []
    assert seen == [1] and db.session.get(Authorization, keys[1]).withdrawn_at == world.now
    assert [one.state for one in real(keys[1])] == ["void", "withdrawn"], "the one made meanwhile goes as well"


def test_t03_a_letter_comes_back_in_the_moment_in_which_the_candidate_withdraws(db_app, monkeypatch, barrier):
    world = make.world()
    sitting = make.registered(world)
    nomination = make.nominated(world, sitting)
    keys = sitting.id, nomination.id
    after(monkeypatch, letting_go, "nominations_of", barrier)
    meeting(monkeypatch, nominations, "end_links", barrier, longest=MOMENT)
    assert at_once(
        db_app, lambda: nominations.bounce(db.session.get(Nomination, keys[1]), now=world.now, by=states.RELEASER),
        lambda: retakes.withdraw(db.session.get(Sitting, keys[0]), now=world.now,
                                 by=actors.candidate("x"))) == []
    assert road(keys[1]) in (["invited", "bounced", "replaced"], ["invited", "replaced"])


def test_t03_nobody_writes_again_to_a_proctor_who_was_replaced_meanwhile(db_app):
    world = make.world()
    nomination = make.nominated(world, make.registered(world))
    retakes.withdraw(nomination.sitting, now=world.now, by=actors.candidate("x"))
    with pytest.raises(Refused, match="do not wait for this person"):
        nominations.send_again(nomination, purpose="accept", now=world.now + timedelta(days=1), by=states.RELEASER)
