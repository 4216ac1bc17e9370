"""The main job in the real demo, as the page of sign-ins tells it: candidate, proctor and board, with scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from exam.rules.demo_people import PASSWORD
from tests.support.browsers import refusals

pytestmark = pytest.mark.slow

CANDIDATE, PROCTOR = "riley@example.org", "marcus@example.net"
SECONDS = 30_000


@pytest.fixture
def people(browser: Browser, running_demo) -> Iterator[list[Page]]:
    """Three people, each with a browser of their own."""
    complaints: list[str] = []
    contexts = [browser.new_context(base_url=running_demo.url) for _ in range(3)]
    for context in contexts:
        context.set_default_timeout(SECONDS)
        context.on("console", lambda message: complaints.extend(refusals(message)))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def open_link_of_letter(page: Page, subject: str) -> None:
    """Wait for the letter as people do, by looking again, and follow its link."""
    wanted = page.get_by_role("link", name=re.compile(subject))
    for _ in range(60):
        page.goto(f"/demo/letters?to={PROCTOR}")
        if wanted.count():
            break
    wanted.first.click()
    page.locator("pre a").first.click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'label[for="{page.locator(f"[name={name}][value={value}]").get_attribute("id")}"]').click()


def admit(page: Page) -> str:
    open_link_of_letter(page, "day of the exam")
    choose(page, "identity_document", "passport")
    page.fill("[name=last_name]", "Okafor")
    for promise in ("photo_fits", "desk_is_clear", "stays"):
        choose(page, promise, "y")
    if page.locator("[name=own_name]").count():
        page.fill("[name=own_name]", "Marcus Lindgren")
    page.get_by_role("button", name="Admit the candidate").click()
    return page.locator(".eh-code__signs").inner_text()


def take_the_exam(page: Page, code: str) -> str:
    page.goto("/candidate")
    page.get_by_role("link", name="We are together now").or_(page.locator("[name=code]")).first.click()
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Start the exam").click()
    page.get_by_role("button", name="Next", exact=True).wait_for()
    for number in range(25):
        page.locator("fieldset:visible input[type=radio]").first.locator("xpath=following-sibling::label[1]").click()
        if number < 24:
            page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Look over and hand in").last.click()
    expect(page.get_by_text("You answered all 25 questions")).to_be_visible()
    page.get_by_role("button", name="Hand in", exact=True).last.click()
    page.get_by_role("button", name="Yes, hand in now").click()
    return page.locator(".eh-code__signs").inner_text()


def attest(page: Page, code: str) -> None:
    open_link_of_letter(page, "statement")
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Go on to the statement").click()
    for number in range(1, 9):
        choose(page, f"statement_{number}", "yes")
    choose(page, "irregular", "no")
    choose(page, "choice", "attest")
    page.fill("[name=signed_name]", "Marcus Lindgren")
    page.get_by_role("button", name="Sign").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your statement is signed")


def read_result(page: Page) -> None:
    """The sweep releases a clean attestation by itself, within seconds."""
    ready = page.get_by_role("heading", name="Your result is ready")
    for _ in range(100):
        page.goto("/candidate")
        if ready.count():
            break
        page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Read my result").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def see_on_the_board(page: Page) -> None:
    page.goto("/demo")
    row = page.get_by_role("row", name=re.compile("releaser@example.org"))
    code = row.get_by_role("cell").first.inner_text()
    sign_in(page, "releaser@example.org")
    page.fill("[name=code]", code)
    page.locator("main button").first.click()
    page.goto("/board/sittings")
    row = page.get_by_role("row", name=re.compile("Okafor|D-1003")).first
    expect(row).to_contain_text(re.compile("released", re.IGNORECASE))


def test_the_whole_way_from_the_start_code_to_the_released_result(people):
    candidate, proctor, board = people
    sign_in(candidate, CANDIDATE)
    start_code = admit(proctor)
    end_code = take_the_exam(candidate, start_code)
    attest(proctor, end_code)
    read_result(candidate)
    see_on_the_board(board)
