"""The day of the exam: who is there, the start code, the desk, the live page, pauses and reports."""

import json
import re

import pytest

from exam.actions import accommodations, nominations, sittings
from exam.actions import help as calls
from exam.database import db
from exam.errors import CodeRefused
from exam.models import AnswerEvent, Incident, SittingCode
from exam.queries.retakes import board_day
from exam.rules import actors
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.factories.proctors import CHECKED, Phone, living_code

STAFF = actors.staff("exam-manager")
UNCHECKED = [
    ({"last_name": "Brown"}, "This is not the last name that we know."),
    ({"last_name": ""}, "Please type the last name that stands on the document."),
    ({"identity_document": ""}, "Please choose the kind of document."),
    ({"photo_fits": ""}, "Please compare the photo with the person."),
    ({"desk_is_clear": ""}, "Please clear the desk first."),
    ({"stays": ""}, "The exam needs you in the room the whole time."),
]


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


@pytest.fixture
def robin(world, app) -> Phone:
    person = maker.candidate(legal_first_name="Pat", legal_last_name="O'Neil")
    return Phone(app.test_client(), maker.accepted(world, maker.registered(world, person)))


@pytest.fixture
def sitting(robin):
    return robin.nomination.sitting


def begin(sitting, clock):
    sittings.begin(sitting, typed_code=living_code(sitting, "start"), secrets=secret_keys(), now=clock(),
                   by=actors.candidate(sitting.candidate.account_id))


def page_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_the_admit_page_shows_name_exam_and_what_was_arranged_and_never_why_or_what_was_asked(robin, clock):
    person = robin.nomination.sitting.candidate
    accommodations.ask(person, asked_for="To sit near a window.", asked_on=board_day(clock()), now=clock(),
                       by=actors.candidate(person.account_id))
    page = page_of(robin.look("admit"))
    assert "window" not in page and "You asked" not in page and "answers by" not in page
    assert all(words in page for words in ("Pat O&#39;Neil", "Certified Peer Specialist", "No time limit"))
    assert robin.nomination.sitting.candidate.email not in page


def test_v5_6_3_3_only_the_kind_of_document_is_kept(robin):
    robin.admit(identity_document="passport")
    assert robin.nomination.identity_document == "passport"
    assert not re.search(r'name="[a-z_]*number', page_of(robin.look("admit")))


def test_nobody_is_admitted_before_everything_is_checked(robin, sitting):
    for change, sentence in UNCHECKED:
        sent = {**CHECKED, "last_name": "o\u2019neil", **change}
        answer = robin.press("admit", **{name: value for name, value in sent.items() if value})
        assert (answer.status_code, sentence in page_of(answer), sitting.state) == (400, True, "registered"), sentence
    assert robin.admit(last_name="O\u2019NEIL").status_code == 303
    assert sitting.state == "admitted"


def test_without_the_boards_consent_or_outside_the_window_nothing_starts(robin, sitting, clock):
    clock.advance(days=365, hours=16)
    robin.admit()
    assert "Today is outside the days" in page_of(robin.look("admit"))
    robin.nomination.approval = "needed"
    db.session.commit()
    assert "The exam cannot start yet" in page_of(robin.look("admit"))
    assert sitting.state == "registered"


def test_a_start_code_lives_ten_minutes_and_one_button_shows_a_new_one(robin, sitting, clock):
    robin.admit()
    first = living_code(sitting, "start")
    clock.advance(minutes=10)
    assert first.split()[0] not in page_of(robin.look("admit"))
    robin.press("admit", "/code", at="/live")
    second = living_code(sitting, "start")
    assert second != first and second.split()[0] in page_of(robin.look("admit"))
    with pytest.raises(CodeRefused):
        sittings.begin(sitting, typed_code=first, secrets=secret_keys(), now=clock(), by=STAFF)


def test_t26_another_device_and_a_wrong_code_are_seen_by_the_proctor(robin, sitting, clock):
    robin.admit()
    begin(sitting, clock)
    by = actors.candidate(sitting.candidate.account_id)
    with pytest.raises(CodeRefused):
        sittings.take_over_device(sitting, typed_code="0000 0000", secrets=secret_keys(), now=clock(), by=by)
    robin.press("admit", "/code", at="/live")
    clock.advance(minutes=1)
    sittings.take_over_device(sitting, typed_code=living_code(sitting, "takeover"), secrets=secret_keys(),
                              now=clock(), by=by)
    clock.advance(minutes=1)
    calls.ask_for_help(sitting, code="I30", words="I feel unwell", now=clock(), by=by)
    happened = robin.client.get(robin.path("admit", "/live-facts")).get_json()["happened"]
    assert [line.split(": ", 1)[1] for line in happened] == [
        "The exam began.", "Another device was tried, with a code that does not fit.",
        "The exam moved to another device, with a code from you.", "The candidate asked for help: health or emergency."]


def test_the_live_page_holds_no_answer_no_question_and_no_score(robin, sitting, world, clock):
    robin.admit()
    begin(sitting, clock)
    world.now = clock()
    maker.answered(world, sitting, right=20)
    chosen = {event.choice for event in db.session.query(AnswerEvent)}
    facts = robin.client.get(robin.path("admit", "/live-facts")).get_json()
    shown = page_of(robin.look("admit")) + json.dumps(facts)
    assert [word for word in (*chosen, "What about", "Option", "score") if word in shown] == []
    assert set(facts) == {"state", "facts", "happened", "code"}


def test_time_left_is_told_in_words_with_its_zone(world, app, clock):
    sitting = maker.registered(world)
    robin = Phone(app.test_client(), maker.accepted(world, sitting))
    robin.admit()
    begin(sitting, clock)
    sitting.limit_seconds = 7200
    sitting.reckon()
    db.session.commit()
    clock.advance(minutes=30)
    facts = robin.client.get(robin.path("admit", "/live-facts")).get_json()["facts"]
    assert facts["time_left"] == "1 hour 30 minutes, until 11:00 a.m. CST (UTC-6)."


def test_t05_another_browser_with_the_link_gets_no_code_and_no_name_before_it_types_the_proctors(robin, sitting, app):
    robin.admit()
    stranger = Phone(app.test_client(), robin.nomination)
    page = page_of(stranger.look("admit"))
    assert [words for words in ("O&#39;Neil", robin.nomination.name, *living_code(sitting, "start").split())
            if words in page] == []
    for way in ("/live-facts", "/live", "/pause", "/incident"):
        assert "/desk" in stranger.client.get(stranger.path("admit", way)).headers["Location"]
    assert stranger.press("admit", "/desk", own_name="John Smith").status_code == 400
    assert stranger.press("admit", "/desk", own_name=robin.nomination.name).status_code == 303
    assert living_code(sitting, "start").split()[0] in page_of(stranger.look("admit"))


def test_t09_the_desk_of_one_exam_is_not_the_desk_of_another(robin, world, app):
    robin.admit()
    other = Phone(robin.client, maker.accepted(world, maker.registered(world)))
    Phone(app.test_client(), other.nomination).admit()
    assert "This browser does not know you yet" in page_of(other.look("admit"))


def test_a_report_before_the_exam_starts_reaches_the_board(robin, sitting):
    assert "/desk?then=incident" in robin.client.get(robin.path("admit", "/incident")).headers["Location"]
    answer = robin.press("admit", "/desk", own_name=robin.nomination.name, then="incident")
    assert answer.headers["Location"].endswith("/incident")
    robin.press("admit", "/incident", code="I40", minutes_ago="0", text="The photo shows somebody else.")
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.effect, incident.sitting_id) == ("I40", "hold", sitting.id)


def test_a_report_without_its_words_is_asked_for_again(robin):
    robin.admit()
    answer = robin.press("admit", "/incident", code="", minutes_ago="10", text="A loud noise.")
    page = page_of(answer)
    assert (answer.status_code, "Please choose what it is about." in page, "A loud noise." in page) == (400, True, True)
    assert db.session.query(Incident).count() == 0


def test_no_code_is_shown_once_the_exam_was_handed_in_and_nothing_can_be_paused(robin, sitting, world, clock):
    robin.admit()
    begin(sitting, clock)
    world.now = clock()
    maker.submitted(world, sitting)
    codes = db.session.query(SittingCode).count()
    robin.press("admit", "/code", at="/pause")
    robin.press("admit", "/pause", reason="health")
    assert (db.session.query(SittingCode).count(), sitting.state) == (codes, "submitted")
    assert "has been handed in" in page_of(robin.look("admit"))
    other = Phone(robin.client.application.test_client(), robin.nomination)
    assert "What is left is your statement" in page_of(other.look("admit"))


def test_t03_a_replaced_proctor_cannot_act_at_the_desk_any_more(robin, sitting, world, clock):
    robin.admit()
    path = robin.path("admit", "/live")
    nominations.nominate(sitting, name="Kim Lee", email="kim@example.net", phone="", organisation="Clinic",
                         relationship_kind="supervisor", now=clock(), by=STAFF)
    answer = robin.client.get(path)
    assert (answer.status_code, b"Somebody else is the proctor now" in answer.data) == (410, True)


def test_t03_a_code_dies_with_the_proctor_who_showed_it(robin, sitting, clock):
    robin.admit()
    code = living_code(sitting, "start")
    kim = nominations.nominate(sitting, name="Kim Lee", email="kim@example.net", phone="", organisation="Clinic",
                               relationship_kind="supervisor", now=clock(), by=STAFF)
    assert SittingCode.newest(sitting.id, "start").closed_at == clock()
    statement = {"relationship_kind": "supervisor", "organisation": "Clinic", "since": "2020", "rules_version": "1",
                 "conflicts": dict.fromkeys(CONFLICT_QUESTIONS, "no")}
    nominations.accept(kim, maker.link_of(kim, "accept"), statement=statement, now=clock(), by=STAFF)
    nominations.approve(kim, given=True, note="", now=clock(), by=STAFF)
    with pytest.raises(CodeRefused):
        sittings.begin(sitting, typed_code=code, secrets=secret_keys(), now=clock(), by=STAFF)
    sittings.show_new_code(kim, "start", now=clock(), by=STAFF)
    begin(sitting, clock)
    assert sitting.state == "in_progress"


@pytest.mark.parametrize("phase", ["start", "resume", "takeover"])
def test_t03_no_code_opens_while_nobody_is_on_duty_who_may_admit(robin, sitting, clock, phase):
    robin.admit()
    if phase != "start":
        begin(sitting, clock)
        if phase == "resume":
            sittings.pause(sitting, kind="proctor", now=clock(), by=STAFF)
        sittings.show_new_code(robin.nomination, phase, now=clock(), by=STAFF)
    robin.nomination.approval = "needed"
    db.session.commit()
    code, before = living_code(sitting, phase), sitting.state
    step = {"start": sittings.begin, "resume": sittings.resume, "takeover": sittings.take_over_device}[phase]
    facts = {"typed_code": code, "secrets": secret_keys(), "now": clock(), "by": STAFF}
    with pytest.raises(CodeRefused):
        step(sitting, **facts)
    assert (sitting.state, SittingCode.newest(sitting.id, phase).tries) == (before, 0)
    nominations.approve(robin.nomination, given=True, note="", now=clock(), by=STAFF)
    assert step(sitting, **facts).state == "in_progress"


def test_names_cannot_be_guessed_without_end_with_one_link(robin, sitting, clock):
    codes = [robin.admit(last_name="Brown").status_code for _ in range(31)]
    assert codes == [400] * 30 + [429]
    assert robin.admit().status_code == 429 and sitting.state == "registered"
    assert robin.look("admit").status_code == 200
    clock.advance(minutes=15)
    assert robin.admit().status_code == 303 and sitting.state == "admitted"


def test_a_page_that_was_refused_says_so_first_to_those_who_do_not_see_it(robin):
    before, after = page_of(robin.look("admit")), page_of(robin.admit(last_name="Somebody"))
    assert "<title>Before the exam starts" in before and "autofocus" not in before
    assert "<title>Error: Before the exam starts" in after
    assert re.search(r'class="[^"]*eh-error-summary"[^>]* autofocus', after)
