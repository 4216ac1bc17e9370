"""Two tabs, two devices, wrong clocks, more time, the end, and pauses: the server decides and the page says it."""

from exam.actions import sittings
from exam.actions import time as giving_time
from exam.database import db
from exam.rules import actors
from tests.factories import world as maker

OFFICER = actors.staff("officer")


class TestTwoTabs:
    def test_t19_f27_a_second_tab_asks_first_and_then_the_first_can_only_be_read(self, visit):
        first = visit.enter()
        visit.choose(0)
        visit.saved()
        second = visit.context.new_page()
        second.goto("/room")
        second.get_by_role("heading", name="Your exam is open in another tab").wait_for()
        assert not second.locator("#exam").is_visible()
        visit.go(2)
        visit.choose(1)
        visit.saved()
        second.get_by_role("button", name="Go on in this tab").click()
        visit.ready(second)
        visit.wake()
        first.get_by_role("heading", name="Your exam goes on in another tab or on another device").wait_for()
        assert first.locator(".eh-question:not([disabled])").count() == 0
        visit.page = second
        assert visit.chosen() == visit.answers_by_hand
        visit.go(3)
        visit.choose(2)
        visit.saved()
        assert {event.lease for event in visit.events()} == {1, 2}

    def test_f27_both_histories_are_kept_when_the_first_was_offline(self, visit, app, sitting):
        first = visit.enter()
        first.route("**/room/save", lambda route: route.abort())
        visit.choose(0, 1)
        visit.go(2)
        visit.choose(0, 2)
        by = actors.candidate(sitting.candidate.account_id)
        sittings.take_over(visit.sitting(), device=sitting.device_epoch, now=maker.NOON, by=by)
        newer = visit.room.event(1, 2, 3)
        assert visit.room.save(newer, lease=2).status_code == 200
        first.unroute("**/room/save")
        visit.wake()
        visit.wait_for_status("This page can only be read")
        assert visit.held() == {1: visit.answers_by_hand[1], 2: newer["choice"]}
        assert {(event.lease, event.standing) for event in visit.events()} == {(1, "lost_lease"), (2, "in_time")}

    def test_a_page_that_lost_its_place_can_take_it_back(self, visit, sitting):
        visit.enter()
        by = actors.candidate(sitting.candidate.account_id)
        sittings.take_over(visit.sitting(), device=sitting.device_epoch, now=maker.NOON, by=by)
        visit.wake()
        visit.page.get_by_role("button", name="Go on here instead").click()
        visit.page.wait_for_selector("#room-moved", state="hidden")
        visit.ready()
        visit.choose(2)
        visit.saved()
        assert visit.sitting().lease_epoch == 3


class TestTime:
    def test_t20_f29_the_clock_of_the_browser_decides_nothing(self, visit, timed):
        visit.page.clock.install(time="2031-01-01T00:00:00Z")
        visit.enter()
        assert visit.page.locator("#room-left").inner_text() == "1 h 0 min"
        visit.page.clock.set_system_time("2019-01-01T00:00:00Z")
        visit.wake()
        visit.choose(1)
        visit.saved()
        assert visit.page.locator("#room-left").inner_text() == "1 h 0 min"
        assert "9:00 a.m. CST" in visit.status

    def test_extra_time_is_shown_without_a_reload(self, visit, timed, clock):
        visit.enter()
        giving_time.give_time(visit.sitting(), seconds=900, kind="extra", reason="Noise.", now=clock.now(), by=OFFICER)
        visit.wake()
        visit.wait_for_time("1 h 15 min")
        assert visit.said() == ["polite: Time was added. 1 hour 15 minutes left."]

    def test_when_the_time_is_over_what_was_saved_is_handed_in_stamped_with_the_deadline(self, visit, timed, clock):
        visit.page.clock.install()
        visit.enter()
        visit.choose(1)
        visit.saved()
        deadline = clock.now() + (timed.deadline_at - clock.now())
        clock.advance(minutes=59, seconds=58)
        visit.wake()
        visit.wait_for_time("0:0")
        clock.advance(seconds=5)  # within the grace: the page asks, and asks again
        visit.page.clock.run_for(3_000)
        visit.page.get_by_role("heading", name="The time is over").wait_for()
        clock.advance(seconds=30)
        visit.page.clock.run_for(4_000)
        visit.page.get_by_role("heading", name="You have handed in your exam").wait_for()
        row = visit.sitting()
        assert (row.state, row.submitted_at, row.submission.completion) == ("submitted", deadline, "time_expired")
        assert row.submission.answers["1"] == visit.answers_by_hand[1]

    def test_in_the_seconds_after_the_end_nobody_is_asked_for_more_answers(self, visit, timed, clock):
        clock.advance(hours=1, seconds=5)
        visit.page.goto("/room")
        visit.page.get_by_role("button", name="Hand in and see the receipt").click()
        visit.page.get_by_role("heading", name="You have handed in your exam").wait_for()

    def test_c11_a_page_that_counted_wrong_asks_before_anything_ends(self, visit, timed, clock):
        visit.page.clock.install()
        visit.enter()
        visit.page.clock.fast_forward(3_601_000)
        visit.wait_for_time("1 h 0 min")
        visit.choose(2)
        visit.saved()
        assert visit.sitting().state == "in_progress"

    def test_f26_c13_answers_that_come_after_the_end_are_kept_marked_and_said(self, visit, timed, clock):
        page = visit.enter()
        visit.choose(1)
        visit.saved()
        visit.context.set_offline(True)
        visit.go(2)
        visit.choose(2)
        clock.advance(hours=2)
        visit.context.set_offline(False)
        page.get_by_text("1 answer or flag came in after the end. What came late is kept and marked").wait_for()
        page.get_by_role("link", name="See your receipt").click()
        page.get_by_role("heading", name="You have handed in your exam").wait_for()
        assert [event.standing for event in visit.events()] == ["in_time", "late"]
        assert visit.sitting().submission.answers["2"] is None

    def test_c3_what_waited_while_the_exam_ended_is_sent_from_the_receipt(self, visit, timed, clock):
        visit.enter()
        visit.context.set_offline(True)
        visit.choose(2)
        visit.page.close()
        clock.advance(hours=2)
        sittings.submit_at_deadline(visit.sitting(), now=clock.now(), by=actors.system("sweep"))
        visit.context.set_offline(False)
        visit.page = visit.context.new_page()
        visit.page.goto("/room")
        visit.page.get_by_text("1 answer or flag was still on this device and came in after the end.").wait_for()
        assert [event.standing for event in visit.events()] in (["closed"], ["late"])
        assert visit.sitting().submission.answers["1"] is None
        visit.page.wait_for_function("async () => (await indexedDB.databases()).length === 0")


class TestPause:
    def test_c21_a_pause_hides_the_questions_and_a_code_brings_them_back(self, visit, timed, clock):
        page = visit.enter()
        visit.choose(1)
        visit.saved()
        sittings.pause(visit.sitting(), kind="proctor", now=clock.now(), by=OFFICER)
        visit.wake()
        page.get_by_role("heading", name="Your exam is paused").wait_for()
        assert page.locator("fieldset").count() == 0 and "1 hour" in page.inner_text("main")
        clock.advance(hours=3)
        visit.resume(clock.now())
        assert page.locator("#room-left").inner_text() == "1 h 0 min"
        assert visit.chosen() == visit.answers_by_hand
        visit.choose(0, visit.here)
        visit.saved()

    def test_a_granted_break_is_one_button_away_and_only_then(self, visit, timed, clock):
        page = visit.enter()
        assert page.get_by_role("button", name="Take a break").count() == 0
        timed.break_count, timed.break_seconds = 1, 600
        db.session.commit()
        visit.enter()
        visit.choose(1)
        page.get_by_role("button", name="Take a break").click()
        page.get_by_role("button", name="Start the break").click()
        page.get_by_role("heading", name="Your exam is paused").wait_for()
        assert visit.sitting().state == "paused" and visit.held() == visit.answers_by_hand
