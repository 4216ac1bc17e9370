"""Inquiries, appeals, ties, patterns and mended authorizations, as staff, candidates and proctors meet them."""

from datetime import timedelta

import pytest

from exam.database import db
from exam.models import Appeal, Incident, Inquiry, Letter, PatternLook, Sitting
from exam.queries.proctor_patterns import pattern_of
from tests.factories import states
from tests.factories import world as maker
from tests.factories.candidates import Browser
from tests.factories.proctors import Phone

STANDING_WORLD = True


@pytest.fixture
def database_kind() -> str:
    return "sqlite"  # the rules and rows behind these pages are proved on both


@pytest.fixture
def incident(world) -> Incident:
    sitting = maker.submitted(world)
    maker.attested(world, sitting, answers={**maker.ALL_YES, "5": "no"})
    return db.session.query(Incident).filter_by(sitting_id=sitting.id, code="I60").one()


def test_c17_a_notice_is_written_sent_read_and_answered(world, incident, member, app, clock):
    staff, address = member("releaser"), f"/board/incidents/{incident.id}"
    candidate = Browser(app.test_client(), incident.sitting.candidate, clock)
    refused = staff.send(address, decision="void_counting", reason="x")
    assert "only after the candidate had a notice" in refused
    staff.send(f"{address}/inquiry", suspicion="That nobody was in the room.", evidence="A neighbor called us.")
    row = db.session.query(Inquiry).one()
    own = f"/candidate/sittings/{incident.sitting_id}/notices/{row.id}"
    candidate.sign_in()
    assert candidate.client.get(own).status_code == 404  # a draft is not the candidate's to read
    assert "The notice is sent." in staff.send(f"{address}/inquiry/send", page=address)
    assert own in candidate.page() and "That nobody was in the room." in candidate.page(own)
    stranger = Browser(app.test_client(), maker.candidate(), clock)
    stranger.sign_in()
    assert stranger.client.get(own).status_code == 404
    assert candidate.post(own, text=" ").status_code == 400
    assert candidate.post(own, text="She sat beside me.").status_code == 303
    assert "She sat beside me." in staff.page(address)
    timeline = member("auditor").page(f"{address}/timeline")
    assert "She sat beside me." in timeline and "Trail of the sitting" in timeline and "without their time" in timeline


def test_c18_what_a_candidate_says_by_phone_is_recorded_as_their_own(world, member, app, clock):
    sitting, staff = states.released(world, right=3), member("releaser")
    address = f"/board/appeals/record/{sitting.id}"
    assert address in staff.page(f"/board/sittings/{sitting.id}")
    assert "Did somebody call or write a letter?" in staff.page("/board/appeals")
    assert "It is on record" in staff.send(address, about="result", text="She says that question 4 is unclear.")
    row, candidate = db.session.query(Appeal).one(), Browser(app.test_client(), sitting.candidate, clock)
    assert (row.filed_by, row.about, row.state) == (f"candidate:{sitting.candidate.account_id}", "result", "received")
    own = candidate.page(f"/candidate/sittings/{sitting.id}/appeal")
    assert "She says that question 4 is unclear." in own and 'value="result"' not in own
    assert db.session.query(Letter).filter_by(kind="candidate/appeal_received").count() == 1
    assert "The board has this" in staff.send(address, about="result", text="Once more.")
    assert "are over, or have not begun" in staff.page(f"/board/appeals/record/{maker.registered(world).id}")
    assert member("auditor").page(address, 403)


def test_c18_an_appeal_from_the_candidates_page_to_its_answer(world, member, app, clock):
    sitting = states.released(world, right=3)
    candidate = Browser(app.test_client(), sitting.candidate, clock)
    own = f"/candidate/sittings/{sitting.id}/appeal"
    assert candidate.post(own, about="result", text="Please count question 4 again.").status_code == 303
    assert 'value="conduct"' in (page := candidate.page(own)) and 'value="result"' not in page
    twice = candidate.post(own, about="result", text="And once more.")
    assert twice.status_code == 400 and "The board has this from you already" in twice.text
    assert "And once more." in twice.text
    row, staff = db.session.query(Appeal).one(), member("administrator")
    address = f"/board/appeals/{row.id}"
    assert "Nothing is late." in staff.page("/board/appeals?show=late")
    clock.advance(days=61)
    staff = member("administrator")
    assert "Appeal of a result" in staff.page("/board/appeals?show=late")
    staff.send(f"{address}/take-up", page=address)
    page = staff.send(address, outcome="not_upheld", remedy="rescoring", reasons="It was counted right.")
    assert "What is not upheld changes nothing." in page and "It was counted right." in page
    staff.send(address, outcome="not_upheld", remedy="none", reasons="It was counted right.")
    candidate.sign_in()
    assert "It was counted right." in candidate.page(own)


def test_c18_what_an_appeal_leaves_to_do_has_an_owner_and_a_day_on_every_page(world, member, app, clock):
    sitting = states.released(world, right=3)
    candidate = Browser(app.test_client(), sitting.candidate, clock)
    own = f"/candidate/sittings/{sitting.id}/appeal"
    candidate.post(own, about="result", text="Please count question 4 again.")
    row, staff = db.session.query(Appeal).one(), member("administrator", "releaser")
    address, until = f"/board/appeals/{row.id}", row.decide_by
    staff.send(f"{address}/take-up", page=address)
    page = staff.send(address, outcome="upheld", remedy="rescoring", reasons="Question 4 is odd.", owner="", due_on="")
    assert "Choose who looks after what follows." in page and "Give the day until which it is done." in page
    staff.send(address, outcome="upheld", remedy="rescoring", reasons="Question 4 is odd.", owner=staff.account.id,
               due_on=until.isoformat())
    assert f"{staff.account.name}, until " in staff.page(address)
    assert "What follows from appeals and is yours to do</a> " in (home := staff.page("/board"))
    assert home.split("is yours to do</a>")[1].split("1 waiting")[0].count("<li>") == 0
    assert row.sitting.candidate.legal_name in staff.page("/board/appeals?show=yours")
    assert "Nothing is overdue." in staff.page("/board/appeals?show=overdue")
    candidate.sign_in()
    assert "the board works on it until" in candidate.page(own)
    staff.send(f"{address}/remedy", note="Counted by hand.")
    assert "Nothing is left for you to do." in staff.page("/board/appeals?show=yours")


def test_a_proctor_complains_from_the_link_of_the_letter(world, member, app):
    sitting = maker.submitted(world)
    phone = Phone(app.test_client(), sitting.nominations[-1])
    phone.press("admit", "/desk", own_name=phone.nomination.name, then="complaint")
    assert phone.press("admit", "/complaint", text="Nobody answered the phone.").status_code == 303
    assert "Nobody answered the phone." in phone.look("admit", "/complaint").get_data(as_text=True)
    assert "by the proctor" in member("administrator").page("/board/appeals")


def test_t18_figures_of_a_proctor_raise_questions_and_decide_nothing(world, member):
    for _ in range(5):
        sitting = maker.submitted(world, maker.begun(world, maker.registered(world)))
        sitting.nominations[-1].email_canonical = "robin@example.net"
        db.session.commit()
        maker.attested(world, sitting)
    staff = member("releaser")
    listed = staff.page("/board/proctor-patterns")
    assert "1 to look at" in listed and "none released" in listed
    nomination = db.session.query(Sitting).filter_by(state="submitted").first().nominations[-1]
    [address] = [f"/board/proctor-patterns/{row.id}" for row in nomination.sitting.nominations
                 if f"/board/proctor-patterns/{row.id}" in listed] or [
                     "/board/proctor-patterns/" + listed.split("/board/proctor-patterns/")[1].split('"')[0]]
    assert "Were they read?" in staff.page(address)
    assert "Choose the exam" in staff.send(address, finding="incident", note="x")
    staff.send(address, finding="nothing", note="I called the clinic.")
    assert db.session.query(PatternLook).one().finding == "nothing" and db.session.query(Incident).count() == 0
    assert "looked at" in staff.page("/board/proctor-patterns")
    about = pattern_of(address.rsplit("/", 1)[1], world.now).sittings[0].id
    for _ in "12":
        told = staff.send(address, finding="incident", note="The browser was shared.", sitting=about)
    assert "is open already" in told and db.session.query(Incident).count() == 1
    member("administrator").page("/board/proctor-patterns", status=403)


def test_days_are_extended_and_a_mistaken_withdrawal_is_undone(world, member, clock):
    staff, sitting = member("administrator"), maker.registered(world)
    permit, person = sitting.authorization, f"/board/roster/{sitting.candidate_id}"
    address = f"{person}/authorizations/{permit.id}"
    last = permit.closes_on + timedelta(days=30)
    assert "lies before the first" in staff.send(f"{address}/change-days", opens_on=str(permit.opens_on),
                                            closes_on=str(permit.opens_on - timedelta(days=1)), reason="Ill.")
    staff.send(f"{address}/change-days", opens_on=str(permit.opens_on), closes_on=str(last), reason="Ill.")
    assert permit.closes_on == last
    staff.send(f"{address}/withdraw", reason="x")
    assert sitting.state == "withdrawn"
    assert "in force again" in staff.send(f"{address}/undo-withdrawal", reason="The wrong person.")
    states_now = [row.state for row in db.session.query(Sitting).order_by(Sitting.sitting_no)]
    assert (permit.withdrawn_at, states_now) == (None, ["withdrawn", "registered"])
    staff.send(f"{address}/withdraw", reason="x")
    clock.advance(days=15)
    staff = member("administrator")
    assert "can be undone for 14 days" in staff.send(f"{address}/undo-withdrawal", reason="x")
