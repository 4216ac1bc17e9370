"""Disposal of what is about persons: log-ins, words of accommodation decisions, contact of proctors."""

from datetime import timedelta

from exam.actions import accommodations, retention
from exam.actions.retention_persons import dispose_of_person
from exam.database import db
from exam.models import AccommodationGrant, Disposal, Letter, LogIn, TryCount
from exam.queries.chain import first_bad_entry
from exam.queries.disposal_checks import faults_of_disposals
from exam.queries.retention_persons import due_persons
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make

OPERATOR, KEEPER, SECOND = actors.operator("Jo Roe"), actors.staff("keeper"), actors.staff("second")
RULES = {"logs_months": 6, "accommodation_papers_years": 1, "proctor_contact_years": 2}


def disposed(kind: str, now) -> list[Disposal]:
    return [dispose_of_person(one, now=now, by=OPERATOR) for one in list(due_persons(kind, now)) if not one.kept_by]


def whole() -> bool:
    return first_bad_entry({})[1] is None and list(faults_of_disposals()) == []


def test_c26_old_log_ins_and_counts_of_tries_go_and_younger_and_held_ones_stay(db_app):
    world = make.world(retention=RULES)
    old, young, held = make.candidate(), make.candidate(), make.candidate()
    now = world.now + timedelta(days=200)
    for number, (person, ended) in enumerate(((old, world.now), (young, now), (held, world.now))):
        db.session.add(LogIn(id_hash=f"{number}", account_id=person.account_id, began_at=world.now, ended_at=ended))
    db.session.add(LogIn(id_hash="never ended", account_id=old.account_id, began_at=world.now))
    db.session.add_all([TryCount(key="old", since=world.now, tries=3), TryCount(key="young", since=now, tries=3)])
    db.session.commit()
    hold = retention.place_hold(held, None, reason="Case 7", now=now, by=KEEPER)
    (tombstone,) = disposed("logs", now)
    assert (tombstone.row_count, tombstone.rule) == (3, "logs_months = 6")
    assert {row.account_id for row in db.session.query(LogIn)} == {young.account_id, held.account_id}
    assert [row.key for row in db.session.query(TryCount)] == ["young"]
    assert disposed("logs", now) == [] and whole()
    retention.lift_hold(hold, reason="Over.", now=now, by=SECOND)
    assert [row.row_count for row in disposed("logs", now)] == [1]


def test_c26_the_words_of_an_accommodation_decision_go_and_what_was_arranged_stays(db_app):
    world = make.world(retention=RULES)
    sitting = states.released(world)
    waits = make.registered(world)
    for person in (sitting.candidate, waits.candidate):
        db.session.add(AccommodationGrant(candidate_id=person.id, codes=["time-1.5"], reason="A letter of a doctor.",
                                          decided_by="staff:x", decided_at=world.now))
    db.session.commit()
    assert list(due_persons("accommodation_papers", world.now + timedelta(days=364))) == []
    now = world.now + timedelta(days=367)
    hold = retention.place_hold(sitting.candidate, sitting, reason="Case 7", now=now, by=KEEPER)
    assert disposed("accommodation_papers", now) == []
    retention.lift_hold(hold, reason="Over.", now=now, by=SECOND)
    (tombstone,) = disposed("accommodation_papers", now)
    rows = {row.candidate_id: row for row in db.session.query(AccommodationGrant)}
    assert (rows[sitting.candidate_id].reason, rows[sitting.candidate_id].codes) == ("", ["time-1.5"])
    assert rows[waits.candidate_id].reason != "" and tombstone.subject == f"candidate:{sitting.candidate_id}"
    assert disposed("accommodation_papers", now) == [] and whole()


def test_c26_the_words_of_a_request_its_answer_and_its_letters_go_once_it_is_answered(db_app):
    world = make.world(retention=RULES)
    person, waits = make.candidate(), make.candidate()
    rows = [accommodations.ask(one, asked_for="An hour more.", asked_on=world.now.date(), now=world.now, by=KEEPER)
            for one in (person, waits)]
    world.later(days=2)
    accommodations.decline(rows[0], reason="The letter says otherwise.", now=world.now, by=KEEPER)
    assert list(due_persons("accommodation_papers", world.now + timedelta(days=364))) == []
    now = world.now + timedelta(days=367)
    (tombstone,) = disposed("accommodation_papers", now)
    assert tombstone.subject == f"candidate:{person.id}" and tombstone.row_count == 3
    for row in rows:
        db.session.refresh(row)
    assert (rows[0].asked_for, rows[0].reason, rows[0].outcome) == ("", "", "declined")
    assert rows[1].asked_for == "An hour more."  # nobody has answered it
    letters = db.session.query(Letter).filter(Letter.kind.startswith("candidate/request_")).all()
    kept = {row.account_id for row in letters if "Hello" in row.body_text and "Hello" in row.body_html}
    assert len(letters) == 3 and kept == {waits.account_id}
    assert disposed("accommodation_papers", now) == [] and whole()


def test_c26_contact_of_a_proctor_goes_after_their_last_sitting_and_their_name_stays(db_app):
    world = make.world(retention=RULES)
    first = states.released(world)
    proctor = first.nominations[0]
    email, name = proctor.email, proctor.name
    world.later(days=700)
    second = make.registered(world)
    again = make.accepted(world, second, email=email, name=name)
    assert list(due_persons("proctor_contact", world.later(days=100))) == []  # the second one is not over
    states_of = second.take("miss", now=world.now, by=OPERATOR)
    db.session.commit()
    (tombstone,) = disposed("proctor_contact", states_of.at + timedelta(days=740))
    for row in (proctor, again):
        db.session.refresh(row)
        assert (row.email, row.phone, row.name) == ("", "", name)
    assert proctor.email_canonical == again.email_canonical != ""
    letters = db.session.query(Letter).filter(Letter.nomination_id.in_([proctor.id, again.id]))
    assert letters.count() > 0 and not any(email in f"{row.address} {row.body_text} {row.body_html}" for row in letters)
    assert tombstone.row_count == 2 + letters.count() and whole()
    assert disposed("proctor_contact", states_of.at + timedelta(days=740)) == []
