"""The exam room without scripts: every button and every state, with nothing lost and nothing told too early."""

import json
import re

import pytest
from structlog.testing import capture_logs

from exam.actions import answers, incidents, sittings, time
from exam.database import Base, db
from exam.errors import NotSaved
from exam.models import Incident, Sitting, SittingCode, Submission
from exam.queries.journal import answers_in_force, flags_in_force
from exam.rules import actors
from exam.rules.watermarks import watermark
from tests.factories import world as maker
from tests.support.exam_days import CANARIES

BY = actors.candidate("somebody")
STAFF = actors.staff("officer")
OPAQUE = re.compile(r"\b[0-9a-f]{8}\b")


@pytest.fixture
def sitting(day) -> Sitting:
    return day.begun()


@pytest.fixture
def room(day, sitting):
    return day.room(sitting)


def in_force(day, sitting) -> dict[int, str]:
    day.fresh(sitting)
    return answers_in_force(sitting.id)


def answer_all(day, room) -> None:
    room.post("answers", **{f"choice-{position}": options[0] for position, options in room.options.items()})


def whole_database() -> dict:
    db.session.rollback()
    with db.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(table.select())))
                for table in Base.metadata.sorted_tables}


class TestThePage:
    def test_every_question_is_a_fieldset_with_its_legend_in_one_form(self, room):
        page = room.page()
        form = page[page.index('<form id="exam"'):page.index("</form>")]
        numbers = re.findall(r'<fieldset[^>]*data-position="(\d+)"', form)
        assert [int(number) for number in numbers] == list(range(1, 26))
        assert form.count("<legend") == 25 and form.count('type="radio"') == 100
        assert sum(len(options) for options in room.options.values()) == 100
        for position, options in room.options.items():
            for opaque in options:
                assert f'name="choice-{position}" value="{opaque}"' in form

    def test_t25_every_copy_is_marked_kept_by_no_cache_and_logged(self, room, sitting):
        with capture_logs() as log:
            answer = room.client.get("/room")
        assert watermark(sitting.id) in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "no-store"
        delivered = [line for line in log if line["event"] == "room_delivered"]
        assert [set(line) for line in delivered] == [{"event", "log_level", "sitting", "lease"}]
        assert delivered[0]["sitting"] == sitting.id

    def test_nobody_gets_in_without_a_pass(self, day):
        answer = day.app.test_client().get("/room")
        assert answer.status_code == 404 and "No exam is open" in answer.get_data(as_text=True)
        forged = day.app.test_client()
        forged.set_cookie(day.app.config["ROOM_COOKIE_NAME"], "WyJ4Il0.AAAA")
        assert forged.get("/room").status_code == forged.get("/room/state").status_code == 404

    def test_t24_loading_again_and_again_shows_the_same_questions_in_the_same_order(self, room):
        assert len({tuple(re.findall(r'name="(choice-\d+)" value="(\w+)"', room.page())) for _ in range(5)}) == 1

    def test_the_page_is_light(self, room):
        answer = room.client.get("/room", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip" and len(answer.data) < 30_000


class TestNothingIsToldTooEarly:
    def bodies(self, day, room, sitting) -> list[str]:
        """Every byte the room gives out from the first question to the receipt."""
        told = [room.page(), json.dumps(room.facts())]
        told += [room.client.get(address).get_data(as_text=True)
                 for address in ("/room/review", "/room/help", "/room/break", "/room/state?lease=1")]
        told.append(room.save(room.event(1, 1)).get_data(as_text=True))
        told.append(room.save(room.event(2, 99 - 75), {"seq": 3}).get_data(as_text=True))
        answer_all(day, room)
        told.append(room.post("hand-in").get_data(as_text=True))
        return [*told, room.page()]

    def test_t36_no_key_rationale_competency_code_or_internal_id_is_in_any_byte(self, day, room, sitting):
        revisions = [row.revision for row in sitting.positions]
        secret = {*CANARIES, sitting.id, sitting.exam_form_id, sitting.exam_form.code, sitting.candidate_id,
                  *(revision.id for revision in revisions), *(revision.item_id for revision in revisions),
                  *(revision.digest for revision in revisions), "operational", "pretest", "scored", "rationale"}
        found = {word for body in self.bodies(day, room, sitting) for word in secret if word in body}
        assert found == set()
        assert not any(re.search(r"\bC(0\d|1[01])\b", body) for body in self.bodies(day, room, sitting))

    def test_t36_right_and_wrong_options_look_alike_and_stand_anywhere(self, day, room, sitting):
        page = room.page()
        shapes, places = set(), []
        for row in sitting.positions:
            for place, (opaque, option) in enumerate(row.options):
                markup = re.search(rf'<div class="usa-radio"><input[^>]*value="{opaque}".*?</div>', page)[0]
                shape = re.sub(r"Choice [a-d] of question \d+", "WORDS", OPAQUE.sub("ID", markup))
                shapes.add(re.sub(r"\b\d+\b", "N", shape.replace(f"c{row.position}-", "cN-")
                                  .replace(f"choice-{row.position}", "choice-N")))
                places += [place] if option == "b" else []
        assert len(shapes) == 1 and len(set(places)) > 1


class TestSaving:
    def test_the_save_button_keeps_what_was_changed_and_says_when(self, day, room, sitting):
        choice = room.options[3][1]
        assert room.post("answers", **{"choice-3": choice, "flag-5": "1"}).location == "/room"
        page = room.page()
        assert "Saved 9:00 a.m. CST." in page and "1 of 25 questions answered" in page
        assert f'value="{choice}" checked' in page
        assert in_force(day, sitting) == {3: choice} and flags_in_force(sitting.id) == {5}
        room.post("answers", **{"choice-3": choice})  # the flag was taken away
        day.fresh(sitting)
        assert flags_in_force(sitting.id) == set()

    @pytest.mark.parametrize(("button", "page"), [("review", "/room/review"), ("help", "/room/help"),
                                                  ("break", "/room/break"), ("save", "/room"), ("what", "/room")])
    def test_every_button_saves_first(self, day, room, sitting, button, page):
        assert room.post("answers", **{"choice-3": room.options[3][1], "then": button}).location == page
        assert in_force(day, sitting) == {3: room.options[3][1]}

    def test_f23_a_form_sent_twice_is_one_save(self, day, room, sitting):
        form = {**room.hidden(), "choice-3": room.options[3][1], "flag-3": "1"}
        for _ in range(3):
            room.client.post("/room/answers", data=form)
        assert in_force(day, sitting) == {3: room.options[3][1]}
        assert answers.where_it_stands(sitting.id, 1, now=day.clock.now()).held == 1

    def test_a_stale_tab_overwrites_nothing_that_it_did_not_change(self, day, room, sitting):
        """Peers lose answers here: an old page sends everything it shows, and blanks win."""
        stale = room.hidden()
        room.post("answers", **{"choice-3": room.options[3][1], "choice-4": room.options[4][0]})
        room.client.post("/room/answers", data={**stale, "choice-9": room.options[9][2]})
        assert in_force(day, sitting) == {3: room.options[3][1], 4: room.options[4][0], 9: room.options[9][2]}

    def test_f05_when_nothing_can_be_saved_the_page_comes_back_with_every_choice(self, day, room, sitting, monkeypatch):
        def full(*_facts, **_named):
            raise NotSaved()

        form = {**room.hidden(), "choice-3": room.options[3][1], "flag-7": "1"}
        monkeypatch.setattr("exam.views.room_saving.save", full)
        answer = room.client.post("/room/answers", data=form)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 503 and "Not saved yet" in page
        assert f'value="{room.options[3][1]}" checked' in page and 'name="flag-7" value="1" checked' in page
        monkeypatch.undo()
        again = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page))
        room.client.post("/room/answers", data={**again, "choice-3": room.options[3][1], "flag-7": "1"})
        assert in_force(day, sitting) == {3: room.options[3][1]}

    @pytest.mark.parametrize("form", [{"shown": "x=y 3 =", "first_seq": "-1"}, {"choice-0": "aa", "choice-x": "b"},
                                      {"choice-3": "\x00<b>", "flag-99999999999": "1"}, {"lease": "99"}])
    def test_t28_a_form_that_was_tampered_with_changes_nothing(self, day, room, sitting, form):
        assert room.post("answers", **form).status_code == 303
        assert in_force(day, sitting) == {}

    def test_t27_no_other_column_can_be_posted(self, day, room, sitting):
        before = {name: value for name, value in vars(day.fresh(sitting)).items() if name != "_sa_instance_state"}
        extra = dict.fromkeys([*Sitting.__table__.columns.keys(), "score", "extra_time", "state", "account_id"], "1")
        extra |= {"lease": "1"}
        for address in ("answers", "help", "resume"):
            room.post(address, **extra)
        after = vars(day.fresh(sitting))
        changed = {name for name, value in before.items() if after[name] != value}
        assert changed <= {"event_count", "last_seen_at"}


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
        answer_all(day, room)
        form = room.hidden("/room/review")
        assert {room.client.post("/room/hand-in", data=form).status_code for _ in range(3)} == {303}
        code = SittingCode.newest(sitting.id, "end").shown([day.app.config["SECRET_KEY"]])
        page = room.page()
        assert all(f">{group}<" in page for group in code.split()) and "No result exists yet" in page
        day.fresh(sitting)
        assert db.session.query(Submission).filter_by(sitting_id=sitting.id).count() == 1
        assert room.client.get("/room/review").location == room.client.get("/room/break").location == "/room"

    def test_what_is_pressed_after_the_hand_in_is_kept_and_the_receipt_stays(self, day, room, sitting):
        answer_all(day, room)
        stale = room.hidden()
        room.post("hand-in")
        room.client.post("/room/answers", data={**stale, "first_seq": "99", "choice-3": room.options[3][3]})
        assert "handed in" in room.page() and in_force(day, sitting)[3] == room.options[3][0]

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
            assert day.fresh(sitting).submitted_at == deadline and in_force(day, sitting) == {}
            assert "The time was over" in room.page()
            day.clock.set(day.world.now)

    def test_the_room_sends_on_whoever_is_through(self, day, room, sitting):
        answer_all(day, room)
        room.post("hand-in")
        maker.attested(day.world, day.fresh(sitting))
        page = room.page()
        assert "End code" not in page and "You have handed in" in page
        incident = incidents.report(day.fresh(sitting), code="I50", source="staff", text="", now=day.clock.now(),
                                    happened_at=day.clock.now(), by=STAFF)
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
        assert in_force(day, sitting).keys() == {3, 4}

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
        assert in_force(day, sitting).keys() == {4, 5}
        answer_all(day, other)
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
        assert saved.status_code == 303 and in_force(day, sitting) == {3: room.options[3][0]}
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
