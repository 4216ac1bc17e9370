"""The steps of a sitting in the room: handing in, pauses, tabs and devices, help; each harmless when repeated."""

import pytest

from exam.actions import incidents, sittings, time
from exam.database import Base, db
from exam.models import Incident, Sitting, SittingCode, Submission
from exam.rules import actors
from tests.factories import world as maker
from tests.factories.states import heard

BY = actors.candidate("somebody")
STAFF = actors.staff("officer")


@pytest.fixture
def sitting(day) -> Sitting:
    return day.begun()


@pytest.fixture
def room(day, sitting):
    return day.room(sitting)


def whole_database() -> dict:
    db.session.rollback()
    with db.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(table.select())))
                for table in Base.metadata.sorted_tables}


class TestHandingIn:
    def test_the_review_lists_what_is_open_and_this_program_asks_for_every_answer(self, day, room, sitting):
        room.post("answers", **{"choice-3": room.options[3][1], "flag-8": "1"})
        page = room.client.get("/room/review").get_data(as_text=True)
        assert "24 of 25 questions have no answer" in page and ">Question 8</a>" in page
        assert "Hand in</button>" not in page
        refused = room.post("hand-in")
        assert refused.status_code == 409 and "24 have none yet" in refused.get_data(as_text=True)
        assert day.fresh(sitting).state == "in_progress"

    def test_f23_handing_in_gives_one_receipt_with_the_end_code_however_often_it_is_pressed(self, day, room, sitting):
        room.answer_all()
        form = room.hidden("/room/review")
        assert {room.client.post("/room/hand-in", data=form).status_code for _ in range(3)} == {303}
        code = SittingCode.newest(sitting.id, "end").shown([day.app.config["SECRET_KEY"]])
        page = room.page()
        assert all(f">{group}<" in page for group in code.split()) and "No result exists yet" in page
        day.fresh(sitting)
        assert db.session.query(Submission).filter_by(sitting_id=sitting.id).count() == 1
        assert room.client.get("/room/review").location == room.client.get("/room/break").location == "/room"

    def test_t04_an_end_code_that_wrong_tries_closed_is_not_shown_and_the_page_says_so(self, day, room, sitting):
        room.answer_all()
        room.post("hand-in")
        code = SittingCode.newest(sitting.id, "end")
        shown, secrets = code.shown([day.app.config["SECRET_KEY"]]), [day.app.config["SECRET_KEY"]]
        for _ in range(5):
            assert not code.fits("0000 0000", secrets, now=day.clock.now())
        db.session.commit()
        page = room.page()
        assert "The end code was typed wrongly too often and is closed." in page
        assert "End code" not in page and not all(f">{group}<" in page for group in shown.split())
        SittingCode.issued(sitting.id, "end", now=day.clock.now())
        db.session.commit()
        assert "End code" in room.page() and "is closed" not in room.page()

    def test_what_is_pressed_after_the_hand_in_is_kept_and_the_receipt_stays(self, day, room, sitting):
        room.answer_all()
        stale = room.hidden()
        room.post("hand-in")
        room.client.post("/room/answers", data={**stale, "first_seq": "99", "choice-3": room.options[3][3]})
        assert "handed in" in room.page() and day.in_force(sitting)[3] == room.options[3][0]

    def test_t22_after_the_deadline_the_first_touch_hands_in_stamped_with_the_deadline(self, day):
        for touch in ("answers", "save", "hand-in"):
            sitting = day.begun(limit_seconds=600)
            room = day.room(sitting)
            form = room.hidden()
            deadline = sitting.deadline_at
            day.clock.set(deadline)
            day.clock.advance(hours=1)
            assert "The time is over" in room.page() and day.fresh(sitting).state == "in_progress"
            if touch == "save":
                reply = room.save(room.event(1, 3))
                assert reply.json | {"state": "submitted", "in_force": False, "standing": "late"} == reply.json
            else:
                room.client.post(f"/room/{touch}", data={**form, "choice-3": room.options[3][0]})
            assert day.fresh(sitting).submitted_at == deadline and day.in_force(sitting) == {}
            assert "The time was over" in room.page()
            day.clock.set(day.world.now)

    def test_the_room_sends_on_whoever_is_through(self, day, room, sitting):
        room.answer_all()
        room.post("hand-in")
        maker.attested(day.world, day.fresh(sitting))
        page = room.page()
        assert "End code" not in page and "You have handed in" in page
        incident = incidents.report(day.fresh(sitting), code="I50", source="staff", text="", now=day.clock.now(),
                                    happened_at=day.clock.now(), by=STAFF)
        heard(incident, now=day.clock.now())
        row = incidents.decide(incident, decision="void_counting", reason="x", now=day.clock.now(), by=STAFF)
        incidents.confirm(incident, row, now=day.clock.now(), by=actors.staff("second"))
        assert 'href="/candidate"' in room.page() and "There is nothing to do here" in room.page()


class TestPauses:
    @pytest.fixture
    def sitting(self, day):
        return day.begun(limit_seconds=3600, break_count=1, break_seconds=300)

    def code(self, day, sitting, phase) -> str:
        return sittings.show_new_code(day.fresh(sitting).nominations[-1], phase, now=day.clock.now(),
                                      by=BY).shown(day.world.secrets)

    def test_a_break_stops_the_clock_and_a_fresh_code_ends_it(self, day, room, sitting):
        form = room.hidden("/room/break")
        assert {room.client.post("/room/break", data=form).status_code for _ in range(2)} == {303}
        page = room.page()
        assert "Your exam is paused" in page and "1 hour left" in page and "<fieldset" not in page
        day.clock.advance(minutes=3)
        wrong = room.post("resume", code="0000 0000")
        assert wrong.status_code == 422 and "does not open the exam" in wrong.get_data(as_text=True)
        right = {**room.hidden(), "code": self.code(day, sitting, "resume").lower().replace(" ", "-")}
        assert [room.client.post("/room/resume", data=right).status_code for _ in range(2)] == [303, 303]
        assert room.facts()["seconds_left"] == 3600 and room.facts()["lease"] == 2
        assert room.post("break").status_code == 409
        assert "No breaks are left" in room.client.get("/room/break").get_data(as_text=True)

    def test_added_time_is_told(self, day, room, sitting):
        time.give_time(day.fresh(sitting), seconds=360, kind="outage", reason="x", now=day.clock.now(), by=STAFF)
        told = room.client.get("/room/state?lease=1").json
        assert told["message"] == "6 minutes were added to your time." and told["seconds_left"] == 3960


class TestTabsAndDevices:
    def test_t19_f27_a_second_tab_takes_over_with_a_click_and_the_first_turns_read_only(self, day, room, sitting):
        first = room.hidden()
        assert room.post("take-over").location == "/room"
        assert room.facts()["lease"] == 2
        told = room.save(room.event(1, 3), lease=1).json
        assert (told["in_force"], told["standing"]) == (False, "lost_lease")
        for address in ("hand-in", "break"):
            refused = room.client.post(f"/room/{address}", data=first)
            assert refused.status_code == 409 and "another tab or device" in refused.get_data(as_text=True)
        assert room.save(room.event(1, 4), lease=2).json["in_force"]
        assert day.in_force(sitting).keys() == {3, 4}

    def test_f23_a_click_whose_answer_was_lost_can_be_repeated(self, day, room):
        form = room.hidden()
        assert [room.client.post("/room/take-over", data=form).status_code for _ in range(3)] == [303] * 3
        assert room.facts()["lease"] == 4

    def test_t26_f27_another_device_needs_a_code_and_the_old_one_cannot_come_back_by_itself(self, day, room, sitting):
        old = room.hidden()
        code = sittings.show_new_code(sitting.nominations[-1], "takeover", now=day.clock.now(), by=BY)
        sittings.take_over_device(day.fresh(sitting), typed_code=code.shown(day.world.secrets),
                                  secrets=day.world.secrets, now=day.clock.now(), by=BY)
        other = day.room(day.fresh(sitting))
        page = room.client.get("/room")
        assert page.status_code == 409 and "goes on at another device" in page.get_data(as_text=True)
        assert room.client.post("/room/take-over", data=old).status_code == 409
        assert room.client.post("/room/hand-in", data={**old, "lease": "2"}).status_code == 409
        assert room.save(room.event(1, 3), lease=2).status_code == 400
        assert room.save(room.event(1, 4), lease=1).json["standing"] == "lost_lease"
        assert other.save(other.event(1, 5), lease=2).json["in_force"]
        assert day.in_force(sitting).keys() == {4, 5}
        other.answer_all()
        other.post("hand-in")
        assert "End code" in other.page() and "End code" not in room.page()

    def test_f30_f31_no_new_secret_no_clock_and_no_other_network_ends_an_exam(self, day, room, sitting, monkeypatch):
        form = room.hidden()
        monkeypatch.setitem(day.app.config, "SECRET_KEY_FALLBACKS", [day.app.config["SECRET_KEY"]])
        monkeypatch.setitem(day.app.config, "SECRET_KEY", "another-Secret-of-thirty-two-signs-0123")
        day.clock.advance(days=-400)
        elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
        saved = room.client.post("/room/answers", data={**form, "choice-3": room.options[3][0]}, environ_base=elsewhere,
                                 headers={"User-Agent": "another"})
        assert saved.status_code == 303 and day.in_force(sitting) == {3: room.options[3][0]}
        assert room.client.get("/room", environ_base=elsewhere).status_code == 200


class TestHelp:
    def test_a_call_reaches_the_board_once_however_often_it_is_sent(self, day, room, sitting):
        form = {**room.hidden("/room/help"), "kind": "I20", "words": "A drill <b>outside</b>"}
        assert {room.client.post("/room/help", data=form).location for _ in range(3)} == {"/room/help?asked="}
        day.fresh(sitting)
        calls = db.session.query(Incident).filter_by(sitting_id=sitting.id).all()
        assert [(call.code, call.source, call.text) for call in calls] == [("I20", "candidate", form["words"])]
        assert "Your call was sent" in room.client.get("/room/help?asked=").get_data(as_text=True)

    def test_what_only_staff_may_say_is_refused(self, day, room, sitting):
        assert room.post("help", kind="I50").status_code == 409
        assert db.session.query(Incident).filter_by(sitting_id=sitting.id).count() == 0

    def test_calls_go_out_while_the_exam_runs_pauses_or_waits_and_not_after_it(self, day, room, sitting):
        for state in ("paused", "submitted", "void", "released"):
            form = {**room.hidden("/room/help"), "room_token": room.token, "kind": "I20", "words": state}
            day.fresh(sitting).state = state
            db.session.commit()
            told = room.client.post("/room/help", data=form)
            assert told.status_code == (303 if state in ("paused", "submitted") else 409), state
        assert "no call is sent from here" in room.client.get("/room/help").get_data(as_text=True)
        assert db.session.query(Incident).filter_by(sitting_id=sitting.id).count() == 2

    def test_calls_of_one_sitting_have_a_limit(self, day, room, sitting):
        form = room.hidden("/room/help")
        codes = [room.client.post("/room/help", data={**form, "kind": "I20", "words": str(number)}).status_code
                 for number in range(11)]
        assert codes == [303] * 10 + [429]
        assert db.session.query(Incident).filter_by(sitting_id=sitting.id).count() == 10
        day.clock.advance(minutes=15)
        assert room.client.post("/room/help", data={**form, "kind": "I20"}).status_code == 303


def test_v5_looking_into_the_room_changes_nothing_in_any_state(day):
    sitting = day.begun(limit_seconds=3600, break_count=1, break_seconds=300)
    room = day.room(sitting)

    def look():
        before = whole_database()
        for address in ("", "/review", "/break", "/help", "/state?lease=1", "/save", "/hand-in", "/take-over"):
            room.client.get(f"/room{address}")
            room.client.head(f"/room{address}")
        assert whole_database() == before

    look()
    room.post("break")
    look()
    day.clock.advance(hours=2)
    sittings.resume(day.fresh(sitting), typed_code=sittings.show_new_code(
        sitting.nominations[-1], "resume", now=day.clock.now(), by=BY).shown(day.world.secrets), device=1,
        secrets=day.world.secrets, now=day.clock.now(), by=BY)
    look()
    room.post("hand-in")
    look()
