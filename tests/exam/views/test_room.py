"""The exam room without scripts: the page and its buttons, with nothing lost and nothing told too early."""

import json
import re

import pytest
from structlog.testing import capture_logs

from exam.actions import answers
from exam.errors import NotSaved
from exam.models import Sitting
from exam.queries.journal import flags_in_force
from exam.rules.watermarks import watermark
from tests.support.exam_days import CANARIES

OPAQUE = re.compile(r"\b[0-9a-f]{8}\b")


@pytest.fixture
def sitting(day) -> Sitting:
    return day.begun()


@pytest.fixture
def room(day, sitting):
    return day.room(sitting)


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
        room.answer_all()
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
        assert day.in_force(sitting) == {3: choice} and flags_in_force(sitting.id) == {5}
        room.post("answers", **{"choice-3": choice})  # the flag was taken away
        day.fresh(sitting)
        assert flags_in_force(sitting.id) == set()

    @pytest.mark.parametrize(("button", "page"), [("review", "/room/review"), ("help", "/room/help"),
                                                  ("break", "/room/break"), ("save", "/room"), ("what", "/room")])
    def test_every_button_saves_first(self, day, room, sitting, button, page):
        assert room.post("answers", **{"choice-3": room.options[3][1], "then": button}).location == page
        assert day.in_force(sitting) == {3: room.options[3][1]}

    @pytest.mark.parametrize(("button", "page"), [("save", "/room"), ("review", "/room"), ("help", "/room/help")])
    def test_what_came_after_the_end_is_kept_and_said_on_the_next_page(self, day, button, page):
        sitting = day.begun(limit_seconds=600)
        room = day.room(sitting)
        form = room.hidden()
        day.clock.advance(hours=1)
        answer = room.client.post("/room/answers", data={**form, "choice-3": room.options[3][1], "then": button})
        day.clock.set(day.world.now)
        assert answer.location == f"{page}?late=1"
        shown = room.client.get(answer.location).get_data(as_text=True)
        assert "came in after the end. It is kept and marked as late, and the board" in shown
        assert "came in after the end" not in room.page()

    def test_what_can_never_be_held_is_said_on_the_next_page_and_its_neighbours_are_held(self, day, room, sitting):
        answer = room.post("answers", **{"choice-3": room.options[3][1], "choice-4": "deadbeef", "then": "review"})
        assert answer.location == "/room?refused=1"
        assert "Some answers could not be saved" in room.client.get(answer.location).get_data(as_text=True)
        assert day.in_force(sitting) == {3: room.options[3][1]}

    def test_f23_a_form_sent_twice_is_one_save(self, day, room, sitting):
        form = {**room.hidden(), "choice-3": room.options[3][1], "flag-3": "1"}
        for _ in range(3):
            room.client.post("/room/answers", data=form)
        assert day.in_force(sitting) == {3: room.options[3][1]}
        assert answers.where_it_stands(sitting.id, 1, now=day.clock.now()).held == 1

    def test_a_stale_tab_overwrites_nothing_that_it_did_not_change(self, day, room, sitting):
        """Peers lose answers here: an old page sends everything it shows, and blanks win."""
        stale = room.hidden()
        room.post("answers", **{"choice-3": room.options[3][1], "choice-4": room.options[4][0]})
        room.client.post("/room/answers", data={**stale, "choice-9": room.options[9][2]})
        assert day.in_force(sitting) == {3: room.options[3][1], 4: room.options[4][0], 9: room.options[9][2]}

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
        assert day.in_force(sitting) == {3: room.options[3][1]}

    @pytest.mark.parametrize("form", [{"shown": "x=y 3 =", "first_seq": "-1"}, {"choice-0": "aa", "choice-x": "b"},
                                      {"choice-3": "\x00<b>", "flag-99999999999": "1"}, {"lease": "99"}])
    def test_t28_a_form_that_was_tampered_with_changes_nothing(self, day, room, sitting, form):
        assert room.post("answers", **form).status_code == 303
        assert day.in_force(sitting) == {}

    def test_t27_no_other_column_can_be_posted(self, day, room, sitting):
        before = {name: value for name, value in vars(day.fresh(sitting)).items() if name != "_sa_instance_state"}
        extra = dict.fromkeys([*Sitting.__table__.columns.keys(), "score", "extra_time", "state", "account_id"], "1")
        extra |= {"lease": "1"}
        for address in ("answers", "help", "resume"):
            room.post(address, **extra)
        after = vars(day.fresh(sitting))
        changed = {name for name, value in before.items() if after[name] != value}
        assert changed <= {"event_count", "last_seen_at"}
