"""The proctor's way in a real browser on a small phone: by accessible names, with axe, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from exam.actions import sittings
from exam.database import db
from exam.rules import actors
from exam.rules.proctor_duties import right_answers
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.factories.proctors import living_code, path_of

SHOWN_INSTEAD = re.compile(r"/proctor/opened/accept/[a-z0-9]{10}$")
PHONE = {"viewport": {"width": 320, "height": 640}}
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main select, main label")]
    .filter((one) => one.checkVisibility() && !one.closest("p, .usa-alert, .usa-form-group > .usa-label")
        && !one.matches(".usa-label") && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.textContent)"""


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def sitting(db_app, clock):
    return maker.registered(maker.world(now=clock()), maker.candidate(legal_first_name="Pat", legal_last_name="Stone"))


@pytest.fixture
def nomination(sitting, clock):
    return maker.nominated(maker.World(sitting.program_version, None, clock()), sitting, name="Robin Hill")


def letter(nomination, purpose: str) -> str:
    """The address in the newest letter of this purpose."""
    db.session.rollback()
    return path_of(maker.link_of(nomination, purpose))


def code(sitting, phase: str) -> str:
    """What is on show now; the server has written it meanwhile."""
    db.session.rollback()
    return living_code(sitting, phase)


def choose(place, label: str) -> None:
    place.get_by_label(label, exact=True).press("Space")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def candidate_begins(sitting, clock) -> None:
    sittings.begin(sitting, typed_code=code(sitting, "start"), secrets=secret_keys(), now=clock(),
                   by=actors.candidate(sitting.candidate.account_id))


def candidate_hands_in(sitting, clock) -> None:
    db.session.rollback()
    maker.submitted(maker.World(sitting.program_version, None, clock()), sitting)


def say_yes(page: Page, address: str) -> None:
    page.goto(address)
    heading(page, "Will you proctor this exam?")
    page.get_by_label("Your own name").fill("Robin Hill")
    choose(page, "Yes, I will proctor this exam")
    choose(page, "Supervisor")
    page.get_by_label("Organization").fill("Harbor House")
    page.get_by_label("Since when").fill("May 2023")
    for question in page.locator("fieldset[id^=conflict]").all():
        choose(question, "No")
    for duty, right in right_answers().items():
        choose(page.locator(f"fieldset#duty_{duty}"), right.capitalize())
    choose(page, "I have read the rules, and I agree to them")


def check_who_is_there(page: Page, address: str) -> None:
    page.goto(address)
    heading(page, "Before the exam starts")
    choose(page, "Driver license")
    page.get_by_label("The candidate's last name").fill("Stone")
    for box in page.get_by_role("checkbox").all():
        box.press("Space")


def sign(page: Page, address: str, code: str) -> None:
    page.goto(address)
    page.get_by_label("End code").fill(code.lower())
    press(page, "Go on to the statement")
    heading(page, "Your statement")
    for statement in page.locator("fieldset[id^=statement]").all():
        choose(statement, "Yes")
    choose(page, "No, nothing irregular happened")
    choose(page, "I attest")
    page.get_by_label("Sign by typing your name").fill("Robin Hill")


def test_v2_5_8_v1_4_10_the_whole_way_on_a_small_phone(new_context, nomination, sitting, clock, axe):
    page = new_context(**PHONE).new_page()

    def sound(words: str) -> None:
        """This page is the one expected, fits the phone, can be touched, and axe finds nothing."""
        heading(page, words)
        assert axe(page).violations == [], words
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, words
        assert page.evaluate(TOO_SMALL) == [], words

    say_yes(page, letter(nomination, "accept"))
    sound("Will you proctor this exam?")
    press(page, "Send my answer")
    sound("Thank you: you are the proctor")

    check_who_is_there(page, letter(nomination, "admit"))
    sound("Before the exam starts")
    press(page, "Admit the candidate and show the start code")
    sound("The exam now")
    expect(page.locator("#live-code")).to_contain_text(code(sitting, "start").split()[0])

    candidate_begins(sitting, clock)
    page.get_by_role("link", name="Refresh this page").click()
    page.get_by_text("The candidate has to change to another device").click()
    sound("The exam now")
    page.get_by_role("link", name="Report something irregular").click()
    press(page, "Send the report")
    page.get_by_label("What is it about?").select_option("Noise, interruption or another room")
    page.get_by_label("When did it happen?").select_option("Just now")
    page.get_by_label("What happened, and what did you do?").fill("A fire drill.")
    sound("Report something irregular")
    press(page, "Send the report")
    page.get_by_role("link", name="Pause the exam").click()
    sound("Pause the exam")
    page.get_by_role("link", name="Do not pause").click()
    candidate_hands_in(sitting, clock)

    page.goto(letter(nomination, "attest"))
    sound("Your statement about the exam")
    sign(page, letter(nomination, "attest"), code(sitting, "end"))
    choose(page.locator("#statement_5"), "No")
    press(page, "Sign and send")
    expect(page.get_by_role("alert")).to_contain_text("You answered \"no\" to a statement.")
    sound("Your statement")
    choose(page.locator("#statement_5"), "Yes")
    press(page, "Sign and send")
    sound("Your statement is signed")
    db.session.rollback()
    assert nomination.state == "attested"


def test_the_whole_way_without_any_script(new_context, nomination, sitting, clock):
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    say_yes(page, letter(nomination, "accept"))
    press(page, "Send my answer")
    check_who_is_there(page, letter(nomination, "admit"))
    press(page, "Admit the candidate and show the start code")
    first = page.locator("#live-code").inner_text()
    press(page, "Show a new start code")
    assert page.locator("#live-code").inner_text() != first
    candidate_begins(sitting, clock)
    page.get_by_role("link", name="Refresh this page").click()
    expect(page.get_by_text("The exam is running.")).to_be_visible()
    page.get_by_role("link", name="Pause the exam").click()
    choose(page, "The candidate needs a break or feels unwell")
    press(page, "Pause the exam now")
    expect(page.get_by_text("The exam is paused. The clock stands still, and the answers are safe.")).to_be_visible()


def test_v4_1_3_the_live_page_keeps_itself_fresh_and_speaks_only_of_news(new_context, nomination, sitting, clock):
    page = new_context(**PHONE).new_page()
    page.clock.install()
    say_yes(page, letter(nomination, "accept"))
    press(page, "Send my answer")
    check_who_is_there(page, letter(nomination, "admit"))
    press(page, "Admit the candidate and show the start code")
    heading(page, "The exam now")
    page.wait_for_load_state("load")  # the page's script counts before the clock moves
    told = page.locator("#live-told")
    candidate_begins(sitting, clock)
    page.clock.run_for(10_000)
    expect(told).to_contain_text("The exam is running.")
    expect(page.locator("#live-code")).to_be_hidden()
    expect(page.get_by_role("link", name="Pause the exam")).to_be_visible()
    page.evaluate("document.getElementById('live-told').textContent = ''")
    clock.advance(minutes=5)
    page.clock.run_for(10_000)
    expect(page.get_by_text("As of 9:05 a.m. CST")).to_be_visible()
    assert told.text_content() == ""
    candidate_hands_in(sitting, clock)
    page.clock.run_for(10_000)
    expect(told).to_contain_text("The exam has been handed in.")
    expect(page.get_by_role("link", name="Pause the exam")).to_be_hidden()


def test_an_outage_is_said_and_the_page_comes_back_by_itself(new_context, live_server, nomination):
    page = new_context(**PHONE).new_page()
    page.clock.install()
    say_yes(page, letter(nomination, "accept"))
    press(page, "Send my answer")
    check_who_is_there(page, letter(nomination, "admit"))
    press(page, "Admit the candidate and show the start code")
    heading(page, "The exam now")
    page.wait_for_load_state("load")  # the page's script is there before the server goes
    live_server.stop()
    page.clock.run_for(10_000)
    trouble = page.get_by_text("No connection now. The exam goes on by itself")
    expect(trouble).to_be_visible()
    live_server.start()
    page.clock.run_for(10_000)
    expect(trouble).to_have_count(0)
    expect(page.locator("#live-code")).to_be_visible()


def test_t05_the_link_leaves_the_address_bar_and_reloading_leads_back(new_context, nomination):
    page = new_context(**PHONE).new_page()
    page.goto(letter(nomination, "accept"))
    expect(page).to_have_url(SHOWN_INSTEAD)
    page.reload()
    heading(page, "Will you proctor this exam?")
    page.get_by_label("Your own name").fill("Robin Hill")
    press(page, "Send my answer")
    expect(page.get_by_role("alert")).to_contain_text("Please choose yes or no.")
    expect(page).to_have_url(SHOWN_INSTEAD)


def test_c24_the_answer_that_is_no_hides_what_only_a_yes_needs(new_context, nomination):
    page = new_context(**PHONE).new_page()
    page.goto(letter(nomination, "accept"))
    choose(page, "No, I cannot do it")
    expect(page.get_by_label("Organization")).to_be_hidden()
    page.get_by_label("Your own name").fill("Robin Hill")
    press(page, "Send my answer")
    heading(page, "Thank you for your answer")
