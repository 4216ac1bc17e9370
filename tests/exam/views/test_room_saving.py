"""The script's saves: the same by the short way and by the application, and nothing in without its token."""

import pytest
from structlog.testing import capture_logs

from exam.database import db
from exam.errors import NotSaved
from exam.models import Sitting
from exam.queries.journal import answers_digest
from exam.rules.answer_events import MOST_EVENTS

# The short way answers what a page of ours sends; anything unusual, such as "none" here, goes to the application.
WAYS = [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
pytestmark = pytest.mark.parametrize("way", WAYS, ids=["short way", "application"])


@pytest.fixture
def sitting(day) -> Sitting:
    return day.begun(limit_seconds=3600)


@pytest.fixture
def room(day, sitting):
    return day.room(sitting)


def post(room, way, document, **headers):
    sent = {"X-Room-Token": room.token, **way, **headers}
    return room.client.post("/room/save", json=document, headers={k: v for k, v in sent.items() if v is not None})


def test_the_reply_says_what_is_held_and_what_is_in_force(day, room, sitting, way):
    reply = post(room, way, {"lease": 1, "events": [room.event(1, 3), room.event(2, 4, flagged=True)]})
    assert reply.status_code == 200
    assert reply.json == {"held": 2, "standing": "in_time", "state": "in_progress", "in_force": True,
                          "seconds_left": 3600, "digest": answers_digest(day.in_force(sitting)),
                          "now": round(day.clock.now().timestamp() * 1000)}


def test_an_empty_list_is_a_sign_of_life(day, room, sitting, way):
    day.clock.advance(minutes=5)
    assert post(room, way, {"lease": 1, "events": []}).json["held"] == 0
    assert day.fresh(sitting).last_seen_at == day.clock.now()


def test_events_that_can_never_be_held_are_named_and_the_others_are_held(day, room, sitting, way):
    reply = post(room, way, {"lease": 1, "events": [room.event(1, 3), {**room.event(2, 4), "choice": "deadbeef"}]})
    assert reply.status_code == 400 and reply.json["held"] == 1
    assert reply.json["refused"] == [{"seq": 2, "sentence": "This question or this choice is not part of this exam."}]
    assert day.in_force(sitting).keys() == {3}


NO_LISTS = [None, [], 7, {}, {"lease": 1}, {"lease": "1", "events": []}, {"lease": 1, "events": {}},
            {"lease": -1, "events": []}, {"lease": True, "events": []},
            {"lease": 1, "events": [{}] * (MOST_EVENTS + 1)}]


def test_a_body_that_is_no_list_of_events_is_told_what_to_send(room, way):
    replies = [post(room, way, document) for document in NO_LISTS]
    assert [reply.status_code for reply in replies] == [400] * len(NO_LISTS)
    assert all("Send" in reply.json["sentence"] and "held" not in reply.json for reply in replies)


def test_t28_a_body_that_is_no_json_is_told_what_to_send(room, way):
    for body in (b"", b"{", b"\xff\x00", b"[" * 50_000):
        reply = room.client.post("/room/save", data=body, headers={"X-Room-Token": room.token, **way})
        assert reply.status_code == 400 and "Send" in reply.json["sentence"]


def test_t45_without_the_rooms_token_nothing_is_saved(day, room, sitting, way):
    for token in (None, "", "0" * 32, "\xff", day.room(day.begun()).token):
        refused = post(room, way, {"lease": 1, "events": [room.event(1, 3)]}, **{"X-Room-Token": token})
        assert refused.status_code == 403
    assert day.in_force(sitting) == {}


def test_t45_what_another_site_sends_is_refused(day, room, sitting, way):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
                    {"Sec-Fetch-Site": "same-site"}, {"Host": "evil.example"}):
        refused = post(room, way, {"lease": 1, "events": [room.event(1, 3)]}, **headers)
        assert refused.status_code == 400
    assert day.in_force(sitting) == {}


def test_f05_not_saved_says_so_and_acknowledges_nothing(day, room, sitting, way, monkeypatch):
    def full(*_facts, **_named):
        raise NotSaved()

    monkeypatch.setattr("exam.web.room_replies.save", full)
    reply = post(room, way, {"lease": 1, "events": [room.event(1, 3)]})
    assert reply.status_code == 503 and "Not saved yet" in reply.json["sentence"] and "held" not in reply.json
    assert day.in_force(sitting) == {}


def test_a_fault_of_ours_is_a_500_of_the_application_and_no_acknowledgement(day, room, way, monkeypatch):
    def broken(*_facts, **_named):
        raise KeyError("a mistake")

    monkeypatch.setattr("exam.web.room_replies.save", broken)
    monkeypatch.setitem(day.app.config, "PROPAGATE_EXCEPTIONS", False)
    assert post(room, way, {"lease": 1, "events": [room.event(1, 3)]}).status_code == 500


def test_every_save_is_counted_and_no_answer_is_logged(day, room, sitting, way):
    counted = day.app.extensions["examhall_measures"].requests.labels("room.save_events", 200)
    before = counted._value.get()
    with capture_logs() as log:
        post(room, way, {"lease": 1, "events": [room.event(1, 3)]})
    assert counted._value.get() == before + 1
    assert room.options[3][0] not in str(log) and room.token not in str(log) and room.cookie not in str(log)


def test_v3_the_reply_is_kept_by_no_cache_and_guessed_by_no_browser(room, way):
    headers = post(room, way, {"lease": 1, "events": [room.event(1, 3)]}).headers
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_p6_a_save_weighs_less_than_a_kilobyte_both_ways(room, way):
    reply = post(room, way, {"lease": 1, "events": [room.event(1, 3)]})
    if way["Sec-Fetch-Site"] == "none":
        return  # what the application answers carries every header of a page
    sent = len(str(reply.request.headers)) + int(reply.request.headers["Content-Length"])
    assert sent + len(str(reply.headers)) + len(reply.data) < 1024


def test_the_state_is_the_same_reply_without_a_save(day, room, sitting, way):
    saved = post(room, way, {"lease": 1, "events": [room.event(1, 3)]}).json
    told = room.client.get("/room/state?lease=1", headers=way).json
    assert told == {**saved, "message": ""}
    assert room.client.get("/room/state?lease=7").json["in_force"] is False
    assert room.client.get("/room/state?lease=x").json["in_force"] is False


def test_nobody_asks_for_the_state_of_a_sitting_without_its_pass(day, way):
    assert day.app.test_client().get("/room/state?lease=1", headers=way).status_code == 404


def test_an_untimed_exam_has_no_countdown_until_its_last_hour(day, way):
    sitting = day.begun(limit_seconds=None, cap_seconds=8 * 3600)
    room = day.room(sitting)
    assert post(room, way, {"lease": 1, "events": []}).json["seconds_left"] is None
    day.clock.advance(hours=7, minutes=30)
    assert post(room, way, {"lease": 1, "events": []}).json["seconds_left"] == 1800
    assert db.session.get(Sitting, sitting.id).state == "in_progress"
