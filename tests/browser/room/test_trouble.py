"""Trouble in the exam room: no line, no server, false receipts. Nothing is lost, and nothing is said falsely."""

import json

import pytest

from exam.database import db


class TestNoLine:
    def test_f26_f28_what_is_answered_offline_is_kept_through_a_reload_and_arrives(self, visit, clock):
        page = visit.enter()
        visit.choose(0)
        visit.saved()
        visit.context.set_offline(True)
        visit.wait_for_status("Offline: your answers are kept on this page. Leave it open.")
        for position in (2, 3, 4):
            visit.go(position)
            visit.choose(1)
        assert "saved" not in visit.status and len(visit.held()) == 1
        clock.advance(minutes=10)
        visit.context.set_offline(False)
        page.on("dialog", lambda dialog: dialog.accept())
        page.context.route("**/room/save", lambda route: route.abort())  # nothing leaves before the page is loaded anew
        page.reload()
        page.context.unroute("**/room/save")
        visit.ready()
        assert visit.chosen() == visit.answers_by_hand
        assert visit.here == 4
        visit.saved()

    def test_the_page_warns_before_it_is_left_only_while_something_waits(self, visit):
        page = visit.enter()
        warned = []
        page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
        visit.choose(0)
        visit.saved()
        page.reload()
        visit.ready()
        assert warned == []
        visit.context.set_offline(True)
        visit.go(2)
        visit.choose(0)
        page.close(run_before_unload=True)
        page.wait_for_event("dialog") if not warned else None
        assert warned == ["beforeunload"]
        visit.context.set_offline(False)
        visit.saved()

    def test_c3_answers_are_sent_from_a_new_page_after_the_browser_was_killed(self, visit):
        visit.enter()
        visit.context.set_offline(True)
        visit.choose(2)
        visit.page.close()
        visit.context.set_offline(False)
        visit.page = visit.context.new_page()
        visit.enter()
        visit.saved()


    def test_a_page_that_was_overtaken_by_an_answer_on_its_way_is_loaded_anew(self, visit):
        before = visit.context.request.get(f"{visit.server.url}/room").text()
        visit.room.save(visit.room.event(1, 3, 2))
        loads = []

        def overtaken(route):
            loads.append(route.request.url)
            route.fulfill(body=before, content_type="text/html") if len(loads) == 1 else route.continue_()

        visit.page.route("**/room", overtaken)
        visit.page.goto("/room")
        visit.wait_for_status("All answers saved")
        assert len(loads) == 2
        assert visit.chosen() == visit.held() == {3: visit.room.options[3][2]}


class TestNoServer:
    def test_f01_f02_an_outage_on_our_side_loses_nothing_and_is_said(self, visit, live_server):
        visit.enter()
        visit.choose(0)
        visit.saved()
        live_server.stop()
        visit.go(2)
        visit.choose(3)
        visit.wait_for_status("Not saved yet, trying again. Your answers are kept on this page. Leave it open.")
        visit.go(3)
        visit.choose(1)
        live_server.start()
        visit.saved()
        assert visit.said()[-1] == "polite: All answers are saved again. 3 of 25 answered."

    def test_i8_a_receipt_that_was_lost_is_asked_for_again_and_stored_once(self, visit):
        visit.enter()
        lost = []

        def lose_the_receipt(route):
            lost.append(route.fetch().status)
            route.abort()

        visit.page.route("**/room/save", lose_the_receipt)
        visit.choose(1)
        visit.wait_for_status("Not saved yet")
        assert lost == [200] and "All answers saved" not in visit.status
        visit.page.unroute("**/room/save")
        visit.saved()
        assert [(event.lease, event.seq) for event in visit.events()] == [(1, 1)]

    def test_f01_no_break_begins_and_nothing_is_called_saved_while_the_server_does_not_answer(self, visit, sitting):
        sitting.break_count, sitting.break_seconds = 1, 600
        db.session.commit()
        page = visit.enter()
        page.on("dialog", lambda dialog: dialog.accept())
        page.route("**/room/save", lambda route: route.fulfill(status=503, json={"sentence": "Not saved yet."}))
        visit.choose(1)
        visit.wait_for_status("Not saved yet")
        page.get_by_role("button", name="Take a break").click()
        page.wait_for_function("() => window.said.at(-1)?.includes('The break has not begun')")
        assert page.url.partition("#")[0].endswith("/room")
        page.get_by_role("button", name="I need help").click()
        page.wait_for_url("**/room/help")
        words = page.get_by_role("main").inner_text()
        assert "What you answered is kept." in words and "saved" not in words

    @pytest.mark.parametrize("answer", [
        {"status": 503, "json": {"sentence": "Not saved yet."}}, {"status": 500, "body": "oops"},
        {"status": 200, "body": "<html>a captive portal</html>"}, {"status": 200, "json": {}},
        {"status": 302, "headers": {"Location": "/"}}])
    def test_i8_nothing_but_a_receipt_makes_the_page_say_saved(self, visit, answer):
        page = visit.enter()
        page.evaluate("""() => {
            window.lines = [];
            const line = document.getElementById("room-saved");
            new MutationObserver(() => window.lines.push(line.textContent)).observe(line, {childList: true});
        }""")
        page.route("**/room/save", lambda route: route.fulfill(**answer))
        visit.choose(1)
        visit.wait_for_status("Not saved yet")
        assert not [line for line in page.evaluate("window.lines") if "answers saved" in line]
        assert visit.held() == {}
        page.unroute("**/room/save")
        visit.saved()

    def test_i8_a_digest_that_differs_is_never_called_saved(self, visit):
        page = visit.enter()

        def other_digest(route):
            answer = route.fetch()
            route.fulfill(response=answer, json={**answer.json(), "digest": "0" * 64})

        page.route("**/room/save", other_digest)
        visit.choose(1)
        visit.wait_for_status("Answers came in from another page")
        assert page.get_by_role("link", name="Load the page again").is_visible()

    def test_t45_a_page_whose_pass_is_gone_keeps_its_answers_and_says_so(self, visit):
        visit.enter()
        visit.context.clear_cookies()
        visit.choose(1)
        visit.wait_for_status("This page does not fit the exam any more. Your answers are kept.")
        visit.let_in()
        visit.page.on("dialog", lambda dialog: dialog.accept())
        with visit.page.expect_navigation():
            visit.page.get_by_role("link", name="Load the page again").click()
        visit.ready()
        visit.saved()

    def test_f31_the_log_in_may_end_at_any_time(self, visit, app):
        visit.enter()
        visit.context.clear_cookies(name=app.config["SESSION_COOKIE_NAME"])
        visit.choose(1)
        visit.saved()


def test_the_page_sends_only_opaque_ids_and_counters(visit):
    sent = []
    visit.page.on("request", lambda request: request.post_data and sent.append(json.loads(request.post_data)))
    visit.enter()
    visit.choose(1)
    visit.saved()
    assert [set(body) for body in sent] == [{"lease", "events"}]
    assert set(sent[0]["events"][0]) == {"seq", "position", "choice", "flagged", "elapsed"}
