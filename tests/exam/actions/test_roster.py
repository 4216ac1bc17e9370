"""The roster's actions: all or nothing, matched by the board's id and never by name, and each with its letter."""

import dataclasses
from datetime import date

import pytest

from exam.actions import roster
from exam.database import db
from exam.errors import Refused
from exam.models import Account, AuditEntry, Authorization, Candidate, Letter, Link, Sitting
from exam.queries.retakes import retake_verdict
from exam.queries.roster import terms_on
from exam.queries.roster_screening import preview_of
from exam.rules import actors
from exam.rules.days import months_after
from exam.rules.passwords import hashed
from exam.rules.roster import read_roster
from tests.factories import world as maker
from tests.factories.rosters import line, roster_file
from tests.support.databases import ONE_KIND

BY = actors.staff("administrator")


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def rows_of(world, *lines):
    today = world.now.date()
    reading = read_roster(roster_file(*lines), terms_on(today), today=today)
    assert not reading.bad
    return reading.good


def register(world, *lines) -> list[Sitting]:
    return roster.register_candidates(rows_of(world, *lines), now=world.now, by=BY)


def kinds(address: str) -> list[str]:
    return [letter.kind for letter in db.session.query(Letter).filter_by(address=address).order_by(Letter.written_at)]


def test_new_people_get_an_account_without_a_password_a_window_and_a_letter(world):
    sittings = register(world, line(1), line(2))
    person, permit = sittings[0].candidate, sittings[0].authorization
    assert person.account.password_hash is None and person.account.kind == "candidate"
    assert (permit.opens_on, permit.closes_on) == (date(2026, 2, 20), date(2027, 2, 20))
    assert permit.program_version_id == sittings[0].program_version_id == world.version.id
    assert kinds("person1@example.org") == kinds("person2@example.org") == ["candidate/welcome"]


def test_one_import_is_one_audit_entry_without_a_name_or_an_address(world):
    register(world, line(1), line(2))
    entries = db.session.query(AuditEntry).filter_by(action="register_candidates").all()
    assert [len(entry.facts["authorizations"]) for entry in entries] == [2]
    assert "Ana" not in str(entries[0].facts) and "@" not in str(entries[0].facts)


def test_somebody_known_is_matched_by_id_keeps_what_is_on_record_and_gets_the_other_letter(world):
    first = register(world, line(1))[0]
    db.session.get(Sitting, first.id).state = "withdrawn"
    db.session.commit()
    again = register(world, line(1, legal_last_name="Married", email="new@example.org",
                                 training_completed_on="2026-02-27"))[0]
    assert again.candidate_id == first.candidate_id
    assert (again.candidate.legal_last_name, again.candidate.email) == ("Núñez", "person1@example.org")
    assert kinds("person1@example.org") == ["candidate/welcome", "candidate/authorized"]


@ONE_KIND
def test_issue4_a_region_is_put_on_record_once_and_corrected_only_to_one_that_the_program_has(db_app, clock):
    world = maker.world(now=clock(), reports={"regions": ["North", "South"]})
    person = register(world, line(1))[0].candidate
    sitting = db.session.query(Sitting).one()
    sitting.take("withdraw", now=world.now, by=BY)
    db.session.commit()
    again = {"training_completed_on": "2026-02-21"}
    for day, region, kept in (("2026-02-21", "north", "North"), ("2026-02-22", "South", "North")):
        data = roster_file(line(1, **{**again, "training_completed_on": day, "region": region}))
        notes = [note for known in preview_of(data, now=world.now).good for note in known.notes]
        assert notes == (["The region on record is North, and it is kept."] if region == "South" else [])
        new = register(world, line(1, **{**again, "training_completed_on": day, "region": region}))[0]
        new.take("withdraw", now=world.now, by=BY)
        db.session.commit()
        assert person.region == kept
    with pytest.raises(Refused, match="write one of: North, South"):
        roster.correct_candidate(person, {"region": "West"}, reason="Moved.", now=world.now, by=BY)
    roster.correct_candidate(person, {"region": "south"}, reason="Moved.", now=world.now, by=BY)
    assert person.region == "South"


def test_the_same_name_under_another_id_is_another_person(world):
    one, other = register(world, line(1), line(2))
    assert one.candidate.legal_name == other.candidate.legal_name
    assert one.candidate_id != other.candidate_id


def test_a_clash_in_one_row_keeps_every_row_out(world):
    taken = maker.candidate(email="taken@example.org")
    rows = rows_of(world, line(1), line(2, email="taken@example.org"))
    with pytest.raises(Refused, match="Line 3: This email address belongs to another account."):
        roster.register_candidates(rows, now=world.now, by=BY)
    assert db.session.query(Authorization).count() == 0
    assert db.session.query(Candidate).all() == [taken]
    assert db.session.query(Letter).count() == 0


def test_somebody_known_is_not_authorized_twice(world):
    register(world, line(1))
    for change, sentence in (
            ({}, "has been authorized for this training before"),
            ({"training_completed_on": "2026-02-27"}, "already has an exam open in this program"),
            ({"candidate_id": "mo-1", "training_completed_on": "2026-02-27"}, "The candidate id MO-1 is on record.")):
        reading = preview_of(roster_file({**line(1), **change}), now=world.now)
        assert not reading.good and sentence in " ".join(reading.bad[0].reasons)


def test_a_closed_account_is_not_authorized(world):
    sitting = register(world, line(1))[0]
    sitting.candidate.account.closed_at = world.now
    db.session.commit()
    reading = preview_of(roster_file(line(1, training_completed_on="2026-02-27")), now=world.now)
    assert "The account of this candidate is closed." in reading.bad[0].reasons


def test_a_preview_warns_of_another_name_and_changes_nothing(world):
    first = register(world, line(1))[0]
    db.session.get(Sitting, first.id).state = "withdrawn"
    db.session.commit()
    before = db.session.query(AuditEntry).count()
    reading = preview_of(roster_file(line(1, legal_last_name="Other", training_completed_on="2026-02-27")),
                         now=world.now)
    assert any("Check that this is the same person." in note for note in reading.good[0].notes)
    assert db.session.query(AuditEntry).count() == before


def test_adding_one_person_is_the_same_as_a_file_of_one(world):
    sitting = roster.add_candidate(rows_of(world, line(7))[0], now=world.now, by=BY)
    assert sitting.candidate.board_candidate_id == "MO-7"
    with pytest.raises(Refused):
        roster.add_candidate(rows_of(world, line(7))[0], now=world.now, by=BY)


def test_the_version_in_effect_on_the_day_counts(world):
    row = dataclasses.replace(rows_of(world, line(1))[0], program_id="mo-cps")
    with pytest.raises(Refused, match="no program with this id"):
        roster.add_candidate(row, now=world.now, by=BY)
    assert db.session.query(Account).count() == 0


class TestCorrections:
    def changes(self, person, **facts):
        names = ("legal_first_name", "legal_middle_name", "legal_last_name", "suffix", "email", "phone")
        return {**{name: getattr(person, name) for name in names}, **facts}

    def test_a_new_address_tells_the_old_one_and_kills_the_link_that_went_there(self, world):
        person = register(world, line(1))[0].candidate
        old_link = db.session.query(Link).filter_by(account_id=person.account_id).one()
        roster.correct_candidate(person, self.changes(person, email="right@example.org"), reason="A slip of the pen.",
                                 now=world.now, by=BY)
        assert old_link.revoked_at == world.now
        assert kinds("person1@example.org") == ["candidate/welcome", "candidate/details_changed"]
        assert kinds("right@example.org") == ["candidate/welcome"]
        assert person.account.email_canonical == "right@example.org"

    def test_somebody_who_has_a_password_is_not_asked_for_one_again(self, world):
        person = register(world, line(1))[0].candidate
        person.account.password_hash = hashed("quiet lantern over seven rivers")
        db.session.commit()
        roster.correct_candidate(person, self.changes(person, email="right@example.org"), reason="x", now=world.now,
                                 by=BY)
        assert kinds("right@example.org") == []

    def test_the_notice_repeats_no_value_and_the_audit_entry_neither(self, world):
        person = register(world, line(1))[0].candidate
        roster.correct_candidate(person, self.changes(person, legal_last_name="Secretname"), reason="Marriage.",
                                 now=world.now, by=BY)
        letter = db.session.query(Letter).filter_by(kind="candidate/details_changed").one()
        entry = db.session.query(AuditEntry).filter_by(action="correct_candidate").one()
        assert "last name" in letter.body_text and "Secretname" not in letter.body_text
        assert entry.facts == {"changed": ["legal_last_name"], "reason": "Marriage."}
        assert person.account.name == "Ana Secretname"

    def test_an_address_of_somebody_else_is_refused_and_nothing_changes(self, world):
        one, other = (sitting.candidate for sitting in register(world, line(1), line(2)))
        with pytest.raises(Refused, match="belongs to another account"):
            roster.correct_candidate(one, self.changes(one, email="PERSON2+x@example.org"), reason="x", now=world.now,
                                     by=BY)
        assert one.email == "person1@example.org" and other.email == "person2@example.org"

    def test_no_change_is_no_entry(self, world):
        person = register(world, line(1))[0].candidate
        with pytest.raises(Refused, match="Nothing was changed"):
            roster.correct_candidate(person, self.changes(person), reason="x", now=world.now, by=BY)


class TestWithdrawing:
    def test_the_sitting_ends_the_proctor_is_let_go_and_both_are_told(self, world):
        sitting = maker.registered(world)
        nomination = maker.nominated(world, sitting)
        link = maker.link_of(nomination, "accept")
        roster.withdraw_authorization(sitting.authorization, reason="Left the state.", now=world.now, by=BY)
        assert (sitting.state, nomination.state) == ("withdrawn", "replaced")
        assert link.revoked_at is not None
        assert "candidate/authorization_withdrawn" in kinds(sitting.candidate.email)
        assert "proctor/released_from_duty" in kinds(nomination.email)

    def test_twice_is_refused(self, world):
        sitting = maker.registered(world)
        roster.withdraw_authorization(sitting.authorization, reason="x", now=world.now, by=BY)
        with pytest.raises(Refused, match="withdrawn already"):
            roster.withdraw_authorization(sitting.authorization, reason="x", now=world.now, by=BY)

    def test_an_exam_that_has_begun_is_a_matter_for_an_incident(self, world):
        sitting = maker.registered(world)
        for state in ("admitted", "in_progress", "paused", "submitted"):
            sitting.state = state
            db.session.commit()
            with pytest.raises(Refused, match="Report an incident"):
                roster.withdraw_authorization(sitting.authorization, reason="x", now=world.now, by=BY)
            assert sitting.authorization.withdrawn_at is None


@ONE_KIND
def test_somebody_trained_elsewhere_may_test_and_test_again_counted_from_the_authorization(db_app, clock):
    exam = {**maker.shipped_programs()[1].document["exam"], "authorization_paths": ["trained", "reciprocity"]}
    exam["retake"] = {**exam["retake"], "within_months": 6}
    world = maker.program_only(now=clock(), exam=exam)
    [sitting] = register(world, line(1, training_completed_on="2020-05-01", training_hours="20",
                                     authorization_path="reciprocity"))
    today = world.now.date()
    permit = sitting.authorization
    assert (permit.path, permit.opens_on, permit.closes_on) == ("reciprocity", today, months_after(today, 12))
    assert retake_verdict(permit, now=world.now).last_on == months_after(today, 6)
