"""Nobody loses a sitting unheard: no void without a notice and the time to answer it (C17)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from exam.actions import appeals, conflicts, incidents, inquiries, releases
from exam.database import db
from exam.errors import Refused
from exam.models import Incident, Letter
from exam.queries.candidates import story_of
from exam.queries.retakes import void_counts
from exam.queries.timeline import timeline_of
from exam.rules import actors
from tests.factories import people, states
from tests.factories import world as make
from tests.support.databases import ONE_KIND

RELEASER, SECOND = states.RELEASER, states.SECOND


@pytest.fixture
def world(db_app, clock):
    clock.set(make.NOON)
    return make.world()


def suspected(world, sitting) -> Incident:
    return incidents.report(sitting, code="I50", source="staff", text="Notes.", happened_at=world.now, now=world.now,
                            by=RELEASER)


def void(world, incident, **duration):
    return incidents.decide(incident, decision="void_counting", reason="Notes were used.",
                            now=world.now + timedelta(**duration), by=RELEASER)


@ONE_KIND
def test_a_program_that_does_not_count_void_sittings_has_none_that_counts(db_app, clock):
    clock.set(make.NOON)
    policy = next(one.document["incidents"] for one in make.shipped_programs() if one.id == "mo-cps-25")
    world = make.world(incidents={**policy, "misconduct_void_counts": False})
    incident = suspected(world, states.submitted(world))
    states.heard(incident, now=world.now)
    with pytest.raises(Refused, match="never counts as one of those allowed"):
        void(world, incident)
    assert incidents.decide(incident, decision="void_without_counting", reason="Notes were used.", now=world.now,
                            by=RELEASER).decision == "void_without_counting"


def test_c17_no_void_without_notice_and_answer_or_the_end_of_the_window(world):
    incident = suspected(world, states.submitted(world))
    with pytest.raises(Refused, match="only after the candidate had a notice"):
        void(world, incident)
    inquiry = states.noticed(incident, now=world.now)
    with pytest.raises(Refused, match="may still answer"):
        void(world, incident, days=9, hours=23)
    row = void(world, incident, days=10)
    assert (inquiry.state, row.inquiry_id, row.heard_at) == ("window_over", inquiry.id, inquiry.heard_at)
    with pytest.raises(Refused, match="time to answer on this page is over"):
        inquiries.answer(inquiry, text="Late.", now=world.now + timedelta(days=11), by=actors.candidate("x"))
    incidents.confirm(incident, row, now=world.now + timedelta(days=11), by=SECOND)
    assert (incident.sitting.state, inquiry.state) == ("void", "decided")
    [letter] = db.session.query(Letter).filter_by(kind="candidate/sitting_void")
    said = letter.body_text + letter.body_html
    assert "does not say what it decided" in said and "within 30 days" in said  # C27: the page says it, with reasons
    assert "Notes were used." not in said and "void" not in said and "no result" not in said
    told = [sentence for _, sentence in story_of(incident.sitting)]
    assert "The board sent you a notice. You can read and answer it." in told


def test_c17_the_database_refuses_what_the_rule_would_miss(world):
    incident = suspected(world, states.submitted(world))
    states.noticed(incident, now=world.now)
    now, waits = int(world.now.timestamp() * 1000), {"incident": incident.id}
    unheard = ("INSERT INTO incident_decision (id, incident_id, decision, reason, decided_by, decided_at, "
               "confirmed_by, confirmed_at) VALUES ('d', :incident, 'void_counting', 'x', 'a', 1, 'b', 2)")
    early = f"UPDATE inquiry SET heard_at = {now}"
    short = "UPDATE inquiry SET answer_until = notified_at + 1000"
    for statement in (unheard, early, short):
        with pytest.raises(IntegrityError):
            db.session.execute(text(statement), waits if ":incident" in statement else {})
        db.session.rollback()


@ONE_KIND
def test_an_answer_comes_once_and_what_is_dropped_takes_nothing_away(world):
    incident = suspected(world, states.submitted(world))
    inquiry = states.heard(incident, now=world.now)
    with pytest.raises(Refused, match="has your answer already"):
        inquiries.answer(inquiry, text="More.", now=world.now, by=actors.candidate("x"))
    incidents.decide(incident, decision="release", reason="Blank paper.", now=world.now, by=RELEASER)
    assert inquiry.state == "dropped" and incident.sitting.state == "submitted"
    assert db.session.query(Letter).filter_by(kind="candidate/inquiry_closed").count() == 1
    lines = timeline_of(incident.sitting, exact=True)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert {"Trail of the sitting", "Letters", "Staff", "The candidate", "Notice", "Decision"} <= {
        line.source for line in lines}
    assert "It was blank paper." in {line.said for line in lines}


@ONE_KIND
def test_the_timeline_names_the_boards_day_until_which_a_notice_is_answered(world):
    incident = suspected(world, states.submitted(world))
    late = world.now.replace(hour=23) + timedelta(hours=4)  # in the evening where the board is
    inquiry = states.noticed(incident, now=late)
    said = " ".join(line.sentence for line in timeline_of(incident.sitting, exact=True))
    assert f"to be answered by {inquiry.answer_until.date() - timedelta(days=1)}." in said


@ONE_KIND
def test_c12_whoever_trained_the_candidate_decides_nothing(world):
    sitting = states.submitted(world)
    sitting.authorization.training_event_id = "T-1"
    db.session.commit()
    trainer = people.staff("releaser", now=world.now)
    by, incident = actors.staff(trainer.id), suspected(world, sitting)
    tie = conflicts.declare_conflict(trainer, kind="trained", candidate=None, training_event_id="T-1", note="",
                                     now=world.now, by=by)
    hold = incidents.place_hold(sitting, reason="x", owner_id=trainer.id, due_on=world.now.date(), now=world.now,
                                by=RELEASER)
    with pytest.raises(Refused, match="You declared that you trained this candidate"):
        incidents.decide(incident, decision="release", reason="x", now=world.now, by=by)
    for act in (lambda: releases.release(sitting, mode="by_staff", now=world.now, by=by),
                lambda: incidents.lift_hold(hold, reason="x", now=world.now, by=by)):
        with pytest.raises(Refused, match="You declared that you trained this candidate"):
            act()
    with pytest.raises(Refused, match="Somebody else has to end"):
        conflicts.end_conflict(tie, now=world.now, by=by)
    conflicts.end_conflict(tie, now=world.now, by=RELEASER)
    incidents.decide(incident, decision="release", reason="x", now=world.now, by=by)


def test_c18_an_appeal_is_decided_by_somebody_without_a_part(world):
    sitting = states.void(world, decision="void_counting")
    account = actors.candidate(sitting.candidate.account_id)
    row = appeals.appeal(sitting, about="decision", text="The paper was blank.", now=world.now, by=account)
    with pytest.raises(Refused, match="has this from you already"):
        appeals.appeal(sitting, about="decision", text="Again.", now=world.now, by=account)
    for earlier in (RELEASER, SECOND):
        with pytest.raises(Refused, match="took part"):
            appeals.take_up(row, now=world.now, by=earlier)
    other = actors.staff("third")
    appeals.take_up(row, now=world.now, by=other)
    with pytest.raises(Refused, match="took part"):
        appeals.decide(row, outcome="upheld", remedy="not_counting", reasons="x", now=world.now, by=SECOND)
    assert void_counts(sitting.id)
    appeals.decide(row, outcome="upheld", remedy="not_counting", reasons="It was blank.", now=world.now, by=other)
    assert not void_counts(sitting.id) and row.remedy_done_at == world.now
    kinds = [letter.kind for letter in db.session.query(Letter).filter(Letter.kind.like("candidate/appeal%"))]
    assert sorted(kinds) == ["candidate/appeal_decided", "candidate/appeal_received"]


@ONE_KIND
def test_c18_the_programs_days_end_the_time_to_appeal(world):
    sitting = states.released(world)
    account = actors.candidate(sitting.candidate.account_id)
    with pytest.raises(Refused, match="The time for this"):
        appeals.appeal(sitting, about="result", text="x", now=world.now + timedelta(days=31), by=account)
    row = appeals.appeal(sitting, about="result", text="x", now=world.now + timedelta(days=30), by=account)
    assert row.decide_by == (world.now + timedelta(days=90)).date()


@ONE_KIND
def test_a_complaint_of_a_proctor_gets_a_receipt_and_is_no_news_for_the_candidate(world):
    sitting = states.submitted(world)
    nomination = sitting.nominations[-1]
    row = appeals.complain(nomination, text="Nobody answered the phone.", now=world.now,
                           by=actors.proctor(nomination.id))
    before = story_of(sitting)
    appeals.take_up(row, now=world.now, by=actors.staff("third"))
    owner = people.staff("releaser", now=world.now)
    appeals.decide(row, outcome="upheld", remedy="other", reasons="We are sorry.", owner_id=owner.id,
                   due_on=world.now.date(), now=world.now, by=actors.staff("third"))
    assert story_of(sitting) == before and row.remedy_done_at is None
    assert db.session.query(Letter).filter(Letter.kind.like("proctor/complaint%")).count() == 2
