"""The past year of the demo that `scripts/run` serves: a cohort of the simulator, hearings, and nothing that leaves."""

import sqlite3
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from click import ClickException

from exam.app import create_app
from exam.cli.demo_past import KINDS, SHORTEST_YEAR, intakes, new_forms_on, opened_on, past_cohort
from exam.cli.demo_year import Year
from exam.cli.simulation.house import House
from exam.cli.simulation.people import Cohort
from exam.database import db
from exam.models import Account
from exam.queries.demo import belongs_to_others
from exam.rules.demo_people import CARELESS, PAIR, PAST_ADDRESSES, PLANTED, WRONG_KEY
from tests.factories import world as make
from tests.support.application import close
from tests.support.databases import ONE_KIND
from tests.support.demo import run
from tests.support.settings import settings_for

pytestmark = pytest.mark.slow
# The folder may have been served again since, at another port: what came then is not part of the past year.
SEEDED = "written_at <= (select at from audit_entry where action = 'demo_seed')"


@pytest.fixture(scope="module")
def found(demo_data):
    """Asks the database that the first start of the demo made, and its courier and sweep left, which is only read."""
    line = sqlite3.connect(f"file:{demo_data / 'examhall.db'}?mode=ro", uri=True)
    yield lambda question: line.execute(question).fetchall()
    line.close()


def test_so_many_exams_were_taken_that_figures_models_and_screens_are_shown(found):
    [(first_form, number), *others] = found(
        "select exam_form.code, count(*) from sitting join exam_form on exam_form.id = exam_form_id "
        "where sitting.state = 'released' group by exam_form.code order by count(*) desc")
    assert first_form == "P25-A" and number >= 100 and len(others) == 2
    decisions = dict(found("select decision, count(*) from result group by decision"))
    assert decisions["PASS"] > decisions["FAIL"] > 10


def test_some_tried_again_some_withdrew_and_incidents_were_reported_and_decided(found):
    assert found("select count(*) from sitting where sitting_no = 2") == [(3,)]
    assert found("select count(*) from sitting where state = 'withdrawn'") == [(1,)]
    assert found("select count(distinct decision) from incident_decision") == [(2,)]
    assert {code for code, in found("select distinct code from incident")} >= {"I10", "I20", "I30", "I50", "I51"}


def test_a_notice_waits_and_one_is_decided_and_so_with_appeals(found):
    assert sorted(found("select state from inquiry")) == [("decided",), ("notified",)]
    assert sorted(found("select about, state from appeal")) == [
        ("conduct", "received"), ("conduct", "received"), ("result", "decided")]


def test_a_proctor_was_looked_at_a_token_stands_there_and_the_webhook_is_off(found):
    assert found("select finding from pattern_look") == [("nothing",)]
    assert found("select count(*) from api_token") == [(1,)]
    assert found("select state from webhook") == [("off",)]
    assert found("select count(*) from webhook_delivery") == [(0,)]


def test_c14_whoever_acted_for_the_board_had_declared_and_one_person_named_a_tie(found):
    acts = "from audit_entry where actor like 'staff:%'"
    covered = ("exists (select 1 from declaration where account_id = substr(actor, 7) and declared_at <= at "
               "and at < valid_until)")
    assert found(f"select count(*) {acts}")[0][0] > 50 and found(f"select action {acts} and not {covered}") == []
    assert found("select count(*) from declaration where ties <> 'none'") == [(1,)]


def test_nothing_in_the_past_happens_before_what_it_rests_on(found):
    before = ("select count(*) from sitting join exam_form on exam_form.id = exam_form_id "
              "where sitting.begun_at < exam_form.published_at")
    assert found(before) == [(0,)]
    assert found("select count(*) from sitting where not (registered_at < begun_at and begun_at < submitted_at "
                 "and submitted_at < released_at)") == [(0,)]
    assert found(f"select count(*) from letter where {SEEDED} and state not in ('sent', 'not_needed')") == [(0,)]


def test_nobody_signs_in_as_somebody_of_the_past(found):
    """Each set a password over HTTP, and it was drawn at random and kept nowhere."""
    past = f"from account where email like '%@{PAST_ADDRESSES}'"
    [(people, passwords)] = found(f"select count(*), count(password_hash) {past}")
    assert people == passwords > 60
    assert {one.split("$")[3] for one, in found(f"select password_hash {past}")} == {"m=64,t=1,p=1"}
    assert found("select count(*) from account where password_hash like '%m=64,%' and email not like "
                 f"'%@{PAST_ADDRESSES}'") == [(0,)]


def test_the_year_was_lived_in_order_and_over_http(found, first_start):
    """Browsers said who they are; the trail never steps back; letters name the address that the demo is served at."""
    past = ("from attestation_device join sitting on sitting.id = sitting_id join candidate on candidate.id = "
            f"candidate_id where candidate.email like '%@{PAST_ADDRESSES}'")
    assert found(f"select distinct agent {past}") == [("examhall-simulation",)]
    instants = [at for at, in found(
        "select at from audit_entry where no between (select min(no) from audit_entry where action = "
        "'register_candidates') and (select max(no) from audit_entry where action = 'complain') order by no")]
    assert len(instants) > 700 and instants == sorted(instants)
    other = f"body_text like '%://127.0.0.1:%' and body_text not like '%://127.0.0.1:{first_start.port}/%'"
    assert found(f"select count(*) from letter where {SEEDED}")[0][0] > 600
    assert found(f"select count(*) from letter where {SEEDED} and {other}") == [(0,)]


def test_the_planted_faults_stand_where_the_demo_says(found):
    assert found(
        "select key_finding.outcome, scoring_outcome.outcome from key_finding "
        "join item_revision on item_revision.id = key_finding.item_revision_id join item on item.id = item_id "
        "join scoring_decision on scoring_decision.item_revision_id = item_revision.id "
        "join scoring_outcome on scoring_outcome.decision_id = scoring_decision.id where item.code = "
        f"'{WRONG_KEY['code']}'") == [("scoring_decision", "adopted")]
    assert found("select count(*) from key_finding where decided_at is null") == [(0,)]
    assert found("select count(*) from rescoring where outcome = 'corrected'")[0][0] > 10
    assert found("select count(*) from rescore_proposal where state = 'open'") == [(0,)]


def test_the_demo_says_which_faults_were_planted(running_demo):
    page = unescape(running_demo.get("/demo"))
    assert "flask simulate" in page and all(fault in page and what in page for fault, what, _, _ in PLANTED)


def test_a_year_that_would_be_too_short_is_left_out():
    program_from = datetime(2026, 1, 1, tzinfo=UTC)
    assert opened_on(program_from + SHORTEST_YEAR) is None
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert program_from < opened_on(now) < new_forms_on(now) < now


def test_the_past_has_proctors_of_all_kinds_and_the_same_people_each_time():
    now = datetime(2026, 11, 25, tzinfo=UTC)
    one, other = (past_cohort(intakes(opened_on(now), now)) for _ in range(2))
    assert one == other and len(one.people) == len({person.email for person in one.people}) == 118
    assert {person.proctor.kind for person in one.people} == set(KINDS)
    assert one.careless.name == CARELESS and sum(person.proctor.careless for person in one.people) == 7
    assert tuple(person.candidate_id for person in one.pair) == PAIR
    assert 0 < len({person.event for person in one.knowing}) < 3


def test_a_calendar_goes_forward_even_where_a_story_took_longer_than_the_next_one_waits():
    lived = []

    def long_story():
        house.set_clock(house.clock + timedelta(hours=5))
        lived.append(("long", house.clock))
        yield timedelta(hours=1)
        lived.append(("long again", house.clock))

    house = House("", lambda order, **facts: None, datetime(2026, 3, 2, 15, tzinfo=UTC))
    year = Year(house, None, Cohort(1, []), {})
    year.plan(house.clock, long_story())
    year.once(house.clock + timedelta(hours=1), lambda: lived.append(("short", house.clock)))
    year.run()
    assert [(name, at.hour) for name, at in lived] == [("long", 20), ("short", 20), ("long again", 21)]


@ONE_KIND
def test_t51_other_peoples_accounts_stop_a_seeding_and_those_of_the_past_do_not(db_app):
    make.candidate(email=f"ada.abbott.1@{PAST_ADDRESSES}")
    assert not belongs_to_others()
    make.candidate(email="somebody@example.org")
    assert belongs_to_others()


def test_t51_a_seeding_that_was_cut_off_in_the_past_year_begins_again(databases, tmp_path, clock, monkeypatch):
    def enough(begins):
        raise ClickException(f"{db.session.query(Account).count()} accounts from {begins} on")

    monkeypatch.setattr("exam.cli.demo.invite_everybody", enough)
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE="demo", CLOCK=clock))
    with app.app_context():
        make.candidate(email=f"ada.abbott.1@{PAST_ADDRESSES}")
        answer = run(app, "demo", "seed")
        assert "It begins again." in answer.output and "0 accounts from" in answer.output
    close(app)
