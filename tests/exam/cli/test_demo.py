"""The demo's world: made once, through the real actions, whole, and never outside of a demo."""

import threading

import pytest

from exam.app import create_app
from exam.cli.delivery import deliver_due
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.letters.relay import Mailbox
from exam.models import Account, AuditEntry, Candidate, ExamForm, Incident, Job, Letter, Result, Sitting
from exam.queries.chain import first_bad_entry
from exam.queries.exam_forms import exam_form_for, practice_form
from exam.queries.retakes import board_day
from exam.rules.demo_people import CANDIDATES, PASSWORD, STAFF
from exam.rules.passwords import faults_of, fits
from tests.factories import world as make
from tests.support.application import close
from tests.support.demo import run
from tests.support.settings import settings_for

pytestmark = pytest.mark.slow


@pytest.fixture
def world(seeded):
    with seeded.app_context():
        yield seeded


def sitting_of(email: str) -> Sitting:
    return db.session.query(Sitting).join(Candidate).filter(Candidate.email == email).one()


def test_every_candidate_stands_where_the_sign_ins_say(world):
    states = {person.email: sitting_of(person.email).state for person in CANDIDATES}
    assert list(states.values()) == ["registered"] * 5 + ["released"] * 2 + ["submitted"] * 2
    results = {result.sitting.candidate.email: result.decision for result in db.session.query(Result)}
    assert results == {"taylor@example.org": "FAIL", "morgan@example.org": "PASS"}
    assert [row.sitting.candidate.email for row in db.session.query(Incident) if row.is_open] == ["jamie@example.org"]


def test_each_program_has_three_exam_forms_and_a_practice_exam(world):
    for version in {sitting_of(person.email).program_version for person in CANDIDATES}:
        forms = db.session.query(ExamForm).filter_by(program_version_id=version.id, purpose="exam", language="en").all()
        assert [(form.state, bool(form.cut_score)) for form in forms] == [("published", True)] * 3
        assert len({form.digest for form in forms}) == 3
        assert len(practice_form(version).items) == 16


def test_the_shorter_program_has_a_published_form_in_spanish_and_somebody_who_gets_it(world):
    [form] = db.session.query(ExamForm).filter(ExamForm.language != "en").all()
    assert (form.code, form.language, form.state, len(form.items)) == ("P25-es", "es", "published", 25)
    assert form.cut_score.cut_raw == 19 and form.conformance == {"gaps": []}
    assert {row.revision.content.language for row in form.items} == {"es"}
    today = board_day(world.config["CLOCK"]())
    given = {person.email: exam_form_for(sitting_of(person.email), today) for person in CANDIDATES
             if person.stage == "accepted"}
    assert given["marisol@example.org"] == form and given["riley@example.org"].language == "en"


def test_who_did_not_pass_can_be_given_an_exam_without_a_known_question(world):
    before = sitting_of("taylor@example.org")
    again = Sitting(candidate_id=before.candidate_id, purpose="exam", program_version=before.program_version)
    form, known = exam_form_for(again, board_day(world.config["CLOCK"]())), before.exam_form.code
    db.session.rollback()
    assert form is not None and form.code != known


def test_the_chain_is_whole_and_no_actor_approved_their_own_work(world):
    assert first_bad_entry({})[1] is None
    published = db.session.query(ExamForm).all()
    assert all(form.assembled_by != form.published_by for form in published)


def test_seeding_again_changes_nothing(world):
    before = db.session.query(AuditEntry).count(), db.session.query(Letter).count()
    db.session.rollback()
    answer = run(world, "demo", "seed")
    assert answer.exit_code == 0
    assert (db.session.query(AuditEntry).count(), db.session.query(Letter).count()) == before


def test_a_seeding_that_was_cut_off_is_finished_the_next_time(world, databases, tmp_path):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE="demo", CLOCK=world.config["CLOCK"]))
    with app.app_context():
        make.program_only(now=world.config["CLOCK"]())
        assert run(app, "demo", "seed").exit_code == 0
        db.session.rollback()
        assert db.session.query(Candidate).count() == len(CANDIDATES)
    close(app)


def test_nothing_is_due_when_the_demo_begins(world):
    assert sweep_once(world.config["CLOCK"]()) == {}
    assert deliver_due(Mailbox(), threading.Event()) == {}


def test_every_account_has_the_password_that_is_printed(world):
    said = run(world, "demo", "sign-ins").output
    assert PASSWORD in said
    accounts = {row.email: row for row in db.session.query(Account)}
    assert set(accounts) == {person.email for person in (*STAFF, *CANDIDATES)}
    assert all(email in said for email in accounts)
    assert fits(PASSWORD, accounts["jordan@example.org"].password_hash)
    assert faults_of(PASSWORD, personal=(), with_factor=False) == []
    assert {person.email: person.roles for person in STAFF} == {
        row.email: row.role_names for row in accounts.values() if row.kind == "staff"}


@pytest.mark.parametrize("mode", ["production", "test"])
@pytest.mark.parametrize("command", ["seed", "sign-ins"])
def test_t51_no_demo_account_is_made_outside_of_a_demo(databases, tmp_path, mode, command):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE=mode))
    answer = run(app, "demo", command)
    assert answer.exit_code == 1 and "no demo" in answer.output and PASSWORD not in answer.output
    with app.app_context():
        assert db.session.query(Account).count() == 0
    close(app)


def test_t51_a_database_with_other_accounts_is_left_alone(databases, tmp_path, clock):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE="demo", CLOCK=clock))
    with app.app_context():
        make.candidate()
        answer = run(app, "demo", "seed")
        assert answer.exit_code == 1 and "not the demo's" in answer.output
        db.session.rollback()
        assert db.session.query(Account).count() == 1
    close(app)


def test_an_analysis_is_asked_for_of_every_form_with_released_sittings(world):
    asked = {job.about for job in db.session.query(Job).filter_by(kind="analyse_exam_form")}
    assert asked == {sitting.exam_form_id for sitting in db.session.query(Sitting).filter_by(state="released")}
