"""The past year of the demo that `scripts/run` serves: exams, further tries, hearings, and nothing that leaves."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from exam.cli.demo_history import SHORTEST_YEAR, new_forms_on, opened_on
from exam.cli.demo_past import KINDS, past_proctor, past_stories
from exam.queries.demo import belongs_to_others
from exam.rules.demo_people import PAST_ADDRESSES
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(demo_data):
    """Asks the database that the first start of the demo made, and its courier and sweep left, which is only read."""
    line = sqlite3.connect(f"file:{demo_data / 'examhall.db'}?mode=ro", uri=True)
    yield lambda question: line.execute(question).fetchall()
    line.close()


def test_so_many_exams_were_taken_that_figures_and_screens_are_shown(found):
    [(first_form, number), *others] = found(
        "select exam_form.code, count(*) from sitting join exam_form on exam_form.id = exam_form_id "
        "where sitting.state = 'released' group by exam_form.code order by count(*) desc")
    assert first_form == "P25-A" and number >= 50 and len(others) == 2
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
    assert found("select count(*) from letter where state not in ('sent', 'not_needed')") == [(0,)]


def test_nobody_signs_in_as_somebody_of_the_past(found):
    asked = f"select count(*), count(password_hash) from account where email like '%@{PAST_ADDRESSES}'"
    [(people, passwords)] = found(asked)
    assert people > 60 and passwords == 0


def test_a_year_that_would_be_too_short_is_left_out():
    program_from = datetime(2026, 1, 1, tzinfo=UTC)
    assert opened_on(program_from + SHORTEST_YEAR) is None
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert program_from < opened_on(now) < new_forms_on(now) < now


def test_the_past_has_proctors_of_all_kinds_and_the_same_people_each_time():
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    one, other = (list(past_stories(1, 55, begins, begins + timedelta(days=90))) for _ in range(2))
    assert [story.person for story in one] == [story.person for story in other]
    assert {story.watched_by.kind for story in one} == set(KINDS)
    assert sum(past_proctor(number).seconds_to_sign > 0 for number in range(1, 65)) == 7


@ONE_KIND
def test_t51_a_seeding_that_was_cut_off_in_the_past_year_goes_on_and_other_peoples_accounts_still_stop_it(db_app):
    make.candidate(email=f"ada.abbott.1@{PAST_ADDRESSES}")
    assert not belongs_to_others()
    make.candidate(email="somebody@example.org")
    assert belongs_to_others()
