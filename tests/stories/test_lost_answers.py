"""Three losses, each simulated where it would happen, and what the program's rule for incomplete data makes of them."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from exam.actions import freezing, incidents, losses, releases
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.errors import NotReady, Refused
from exam.models import Letter, Loss, Result, Sitting
from exam.queries.gate import missing_for
from exam.queries.late_results import why_late
from exam.queries.retakes import board_day, retake_verdict, void_counts
from exam.queries.waiting import waiting_for
from exam.rules import actors
from exam.rules.late_results import LOST
from exam.web.evidence_packs import made_pack
from tests.factories import states
from tests.factories import world as make
from tests.factories.candidates import Browser
from tests.factories.members import signed_in_member
from tests.support.databases import ONE_KIND
from tests.support.evidence import part, verifier
from tests.support.settings import SECRET

ONE, TWO = actors.staff("one"), actors.staff("two")


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


def faulty(world, sitting, code: str = "I10"):
    return incidents.report(sitting, code=code, source="staff", text="The site failed.", happened_at=world.now,
                            now=world.now, by=ONE)


def restored(world, monkeypatch, *, journal: int) -> Sitting:
    """All 25 answers were handed in; of the journal a restored backup holds only so many."""
    sitting = states.in_progress(world)
    for row in sitting.positions[:journal]:
        make.answer(world, sitting, row, "b")
    db.session.commit()
    whole = {row.position: row.options[0][0] for row in sitting.positions}
    with monkeypatch.context() as once:
        once.setattr(freezing, "answers_in_force", lambda _: {
            **whole, **{event.position: event.choice for event in db.session.query(make.AnswerEvent)}})
        return make.hand_in(world, sitting)


def on_record(world, sitting) -> Loss:
    """Put on record by one person and confirmed by another."""
    row = losses.put_on_record(faulty(world, sitting), now=world.now, by=ONE)
    with pytest.raises(Refused, match="somebody else"):
        losses.confirm(row, now=world.now, by=ONE)
    return losses.confirm(row, now=world.now, by=TWO)


def chosen(world, row, choice: str) -> Loss:
    return losses.choose(row, choice=choice, now=world.now, by=actors.candidate(row.sitting.candidate.account_id))


def letters(sitting) -> list[str]:
    rows = db.session.query(Letter).filter_by(sitting_id=sitting.id, audience="candidate").order_by(Letter.written_at)
    return [row.kind.removeprefix("candidate/") for row in rows if "lost" in row.kind]


def test_c25_enough_is_left_and_the_candidate_lets_it_count(world):
    sitting = states.cut_short(world, answered=23)
    world.later(minutes=2)
    make.signed_in_full(world, sitting)
    row = on_record(world, sitting)
    assert (row.kind, row.scored, row.complete, row.incomplete) == ("not_shown", 25, 23, [24, 25])
    assert row.choose_until == world.now + timedelta(days=14) and letters(sitting) == ["answers_lost"]
    assert missing_for(sitting) == ["The rule for incomplete data is not carried out yet."]
    assert sweep_once(world.now)["release"] == 0
    assert why_late(sitting, now=world.now) == ([LOST], board_day(row.choose_until)), "the day is known, so it is told"
    chosen(world, row, "count")
    with pytest.raises(Refused, match="your choice already"):
        chosen(world, row, "sit_again")
    assert sweep_once(world.now)["release"] == 1
    result = db.session.query(Result).one()
    assert (result.raw_score, result.raw_max, sitting.state) == (23, 25, "released"), "an answer that is not there: 0"
    assert db.session.query(Sitting).count() == 1
    pack = made_pack(result)
    faults, files = verifier().check(pack.data, sealed=pack.sealed_part)
    assert faults == [] and list(part("losses").faults_of(files)) == []
    files["incidents"]["losses"][0]["complete"] = 25
    assert ("incidents.json", "losses/0/complete") in {fault[:2] for fault in part("losses").faults_of(files)}


@ONE_KIND
def test_c25_what_was_handed_in_counts_as_it_was_sealed_and_the_pack_names_what_the_journal_lacks(world, monkeypatch):
    sitting = restored(world, monkeypatch, journal=24)
    make.signed_in_full(world, sitting)
    chosen(world, on_record(world, sitting), "count")
    assert sweep_once(world.now)["release"] == 1
    pack = made_pack(db.session.query(Result).one())
    faults, files = verifier().check(pack.data, sealed=pack.sealed_part)
    assert faults == []
    files["incidents"]["losses"].clear()
    assert ("journal.json", "submission/answers/25") in {fault[:2] for fault in part("rederive").faults_of(files)}


def test_c25_enough_is_left_and_nobody_chooses_so_the_exam_is_taken_again_free(world, monkeypatch):
    sitting = restored(world, monkeypatch, journal=24)
    make.signed_in_full(world, sitting)
    row = on_record(world, sitting)
    assert (row.kind, row.complete, row.incomplete) == ("missing", 24, [25])
    near = row.choose_until - timedelta(days=3)
    assert [sweep_once(near + timedelta(days=day))["remind_to_choose"] for day in (-1, 0, 1)] == [0, 1, 0]
    assert sweep_once(row.choose_until - timedelta(seconds=1))["end_of_choice"] == 0
    with pytest.raises(NotReady, match="incomplete data"):
        releases.release(sitting, mode="staff_batch", now=world.now, by=ONE)
    world.now = row.choose_until
    assert sweep_once(world.now)["end_of_choice"] == 1
    with pytest.raises(Refused, match="time to choose is over"):
        chosen(world, row, "count")
    assert_sits_again(sitting, row)
    assert letters(sitting) == ["answers_lost", "answers_lost", "answers_lost_outcome"]


def test_c25_too_little_is_left_so_nothing_counts_and_nobody_is_asked(world, monkeypatch):
    sitting = restored(world, monkeypatch, journal=0)
    row = on_record(world, sitting)
    assert (row.kind, row.complete, row.choose_until) == ("gone", 0, None)
    assert letters(sitting) == ["answers_lost_outcome"]
    assert_sits_again(sitting, row)
    row.outcome, row.choice = "count", "count"
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def assert_sits_again(sitting, row) -> None:
    """Void without counting, and the next one stands ready at once; there is no result."""
    assert (sitting.state, row.outcome, void_counts(sitting.id)) == ("void", "sit_again", False)
    ready = db.session.get(Sitting, row.next_sitting_id)
    assert (ready.state, ready.sitting_no, ready.authorization_id) == ("registered", 2, sitting.authorization_id)
    assert retake_verdict(ready.authorization, now=row.decided_at).left == 3, "all three are left"
    assert db.session.query(Result).count() == 0


@ONE_KIND
def test_c25_no_loss_is_put_on_record_where_none_is_or_where_the_rule_does_not_reach(world):
    sitting = states.in_progress(world)
    with pytest.raises(Refused, match="begins when the exam is handed in"):
        losses.put_on_record(faulty(world, sitting), now=world.now, by=ONE)
    make.submitted(world, sitting)
    with pytest.raises(Refused, match="Nothing is lost"):
        losses.put_on_record(faulty(world, sitting), now=world.now, by=ONE)
    with pytest.raises(Refused, match="something else"):
        losses.put_on_record(faulty(world, sitting, "I50"), now=world.now, by=ONE)


def waiting(clock) -> int:
    """What the first page of the staff says."""
    kinds = waiting_for("nobody", lambda permission: permission == "decide_incidents", now=clock())
    return next(kind.count for kind in kinds if kind.label.startswith("Lost answers"))


@ONE_KIND
def test_c25_the_pages_count_confirm_and_ask_and_looking_chooses_nothing(world, monkeypatch, app, clock):
    sitting = restored(world, monkeypatch, journal=24)
    incident = faulty(world, sitting)
    one, two = (signed_in_member(app, "releaser", now=clock()) for _ in range(2))
    page = f"/board/incidents/{incident.id}"
    assert "24 of 25" in one.page(f"{page}/loss")
    assert "somebody else has to confirm it" in one.send(f"{page}/loss", f"{page}/loss")
    assert waiting(clock) == 1
    assert "The candidate gets a letter" in two.send(f"{page}/loss/confirm", page)
    assert waiting(clock) == 0
    browser = Browser(app.test_client(), sitting.candidate, clock)
    address = f"/candidate/sittings/{sitting.id}/lost-answers"
    assert address in browser.client.get("/candidate").get_data(as_text=True)
    assert "24 of the 25 questions" in browser.client.get(f"{address}?choice=count").get_data(as_text=True)
    row = db.session.query(Loss).one()
    assert row.choice is None
    assert browser.client.get(f"/candidate/sittings/{make.registered(world).id}/lost-answers").status_code == 404
    assert "Please choose one of the two" in browser.post(address).get_data(as_text=True)
    browser.post(address, choice="sit_again")
    db.session.expire_all()
    assert (row.outcome, row.sitting.state) == ("sit_again", "void")
    told = browser.client.get(f"/candidate/sittings/{sitting.id}").get_data(as_text=True)
    assert "You did nothing wrong" in told and "A fault on our side lost answers of this exam, so it does not" in told
    assert "You chose to take the exam again" in browser.client.get(address).get_data(as_text=True)
    assert "sits again, free" in one.page(page)
