"""The main job in real browsers, from the first sign-in to the exported result: three people, three devices."""

import csv
import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from exam.app import create_app
from exam.cli.working import work_off
from exam.database import db
from exam.models import Account, Letter, Sitting
from exam.rules.demo_people import CANDIDATES, PASSWORD
from exam.rules.proctor_duties import duty_words, right_answers
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from tests.support.application import Visitor, close
from tests.support.demo import DEMO, demo_settings, run

pytestmark = pytest.mark.slow

PHONE = {"width": 320, "height": 640}
CANDIDATE, PROCTOR = "jordan@example.org", "robin.keller@example.net"
LAST_NAME = next(person.last_name for person in CANDIDATES if person.email == CANDIDATE)
CODE = ".eh-code__signs"


@pytest.fixture
def furnishing():
    return DEMO


@pytest.fixture
def app(databases, database_url, clock, tmp_path):
    """A demo as `scripts/run` serves it, without its threads: the test says when letters go and the sweep comes by."""
    app = create_app(demo_settings(databases, database_url, tmp_path, clock))
    app.test_client_class = Visitor
    yield app
    close(app)


class Person:
    """One person with one device; every page they come to is measured, and looked at by axe unless there is none."""

    def __init__(self, context: BrowserContext, axe):
        self.page, self.axe = context.new_page(), axe

    def open(self, address: str) -> None:
        """Go to an address of ours."""
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """Nothing that axe objects to, and nothing that scrolls sideways."""
        self.page.wait_for_load_state()
        if self.axe:
            assert self.axe(self.page).violations == []
        root = "document.documentElement"
        assert self.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")

    def press(self, name: str, role: str = "button") -> None:
        """Press a button, or follow a link, by its accessible name, and look at the page that comes."""
        self.page.get_by_role("main").get_by_role(role, name=name, exact=True).click()
        self.look()

    def choose(self, group: str, option: str) -> None:
        """Choose one of the radios of a group by their names."""
        fieldset = self.page.get_by_role("group", name=group)
        fieldset.get_by_text(option, exact=True).click()

    def tick(self, words: str) -> None:
        """Tick a checkbox, or choose a radio, by its label; a hint may follow in it."""
        self.page.locator("label", has_text=words).first.click()

    def type(self, label: str, words: str) -> None:
        """Type into a field by its label."""
        self.page.get_by_label(label).fill(words)

    def sees(self, words: str) -> None:
        """The words stand on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def code(self) -> str:
        """The code that the page shows, in two groups."""
        return " ".join(self.page.locator(CODE).inner_text().split())

    def sign_in(self, email: str) -> None:
        """Address and password."""
        self.open("/account/sign-in")
        self.type("Email address", email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")

    def sign_in_as_staff(self, email: str) -> None:
        """The same, and the code that the demo's page shows for this account."""
        self.open("/demo")
        row = self.page.get_by_role("row").filter(has_text=email)
        code = re.search(r"\b\d{3} ?\d{3}\b", row.inner_text()).group()
        self.sign_in(email)
        self.type("Six-digit code", code)
        self.press("Go on")

    def follow_letter(self, app, kind: str) -> None:
        """Open the newest letter of this kind where the demo shows it, and its link."""
        with app.app_context():
            asked = db.session.query(Letter).filter_by(address=PROCTOR, kind=kind).order_by(Letter.written_at.desc())
            letter_id = asked.first().id
        self.open(f"/demo/letters/{letter_id}")
        self.page.locator(".eh-letter a[href*='/proctor/']").first.click()
        self.look()


def time_passes(app, clock, **duration) -> None:
    """The clock moves on; the sweep and the courier do their round."""
    clock.advance(**duration)
    assert run(app, "sweep", "once").exit_code == 0
    assert run(app, "courier", "once").exit_code == 0


def right_choices(app) -> dict[int, str]:
    """What a well prepared candidate would choose, known here from the database alone."""
    with app.app_context():
        account = db.session.query(Account).filter_by(email=CANDIDATE).one()
        sitting = next(row for row in db.session.query(Sitting) if row.candidate.account_id == account.id)
        return {row.position: next(opaque for opaque, option in row.options if option == row.revision.content.key)
                for row in sitting.positions}


def names_a_proctor(jordan: Person) -> None:
    jordan.press("Read the information page", "link")
    jordan.tick("I have read this page and I agree to it")
    jordan.press("Confirm")
    jordan.press("Name a proctor", "link")
    jordan.type("Name", "Robin Keller")
    jordan.type("Email address", PROCTOR)
    jordan.type("Phone number", "816 555 0133")
    jordan.choose("How do you know each other?", "Supervisor")
    jordan.press("Ask this person")
    jordan.sees("Robin Keller")


def says_yes(robin: Person) -> None:
    robin.type("Your own name", "Robin Keller")
    robin.choose("Will you be the proctor?", "Yes, I will proctor this exam")
    robin.choose("What are you to the candidate?", "Supervisor")
    robin.type("Organization", "Riverbend Clinic")
    robin.type("Since when", "May 2023")
    for question in CONFLICT_QUESTIONS.values():
        robin.choose(question, "No")
    for duty, right in right_answers().items():
        robin.choose(duty_words()[duty], right.capitalize())
    robin.choose("Do you agree to the rules", "I have read the rules, and I agree to them")
    robin.press("Send my answer")
    robin.sees("Thank you")


def admits(robin: Person) -> str:
    robin.choose("Which document did you check?", "Driver license")
    robin.type("The candidate's last name", LAST_NAME)
    robin.tick("The photo shows this person, and the document has not run out.")
    robin.tick("The desk is clear: no phone, no notes, no second screen, and nothing else that is not arranged.")
    robin.tick("I stay in the room, in view of the candidate, until the exam is handed in.")
    robin.press("Admit the candidate and show the start code")
    return robin.code()


def takes_the_exam(jordan: Person, right: dict[int, str]) -> None:
    for position, choice in right.items():
        jordan.page.locator(f"label[for='{option_id(jordan.page, position, choice)}']").click()
        if position < len(right):
            jordan.page.get_by_role("button", name="Next", exact=True).click()
    expect(jordan.page.get_by_text("All answers saved").first).to_be_visible()


def option_id(page: Page, position: int, choice: str) -> str:
    return page.locator(f"input[name=choice-{position}][value='{choice}']").get_attribute("id")


def hands_in(jordan: Person) -> str:
    jordan.page.get_by_role("button", name="Look over and hand in").click()
    jordan.look()
    jordan.page.get_by_role("button", name="Hand in", exact=True).click()
    jordan.page.get_by_role("button", name="Yes, hand in now").click()
    jordan.page.get_by_role("heading", name="You have handed in your exam").wait_for()
    jordan.look()
    return jordan.code()


def signs(robin: Person, code: str) -> None:
    robin.type("End code", code.replace(" ", "").lower())
    robin.press("Go on to the statement")
    for fieldset in robin.page.get_by_role("group").filter(has_text=re.compile(r"^[1-8]\. ")).all():
        fieldset.get_by_text("Yes", exact=True).click()
    robin.choose("Did anything irregular happen?", "No, nothing irregular happened")
    robin.tick("I attest")
    robin.type("Sign by typing your name", "Robin Keller")
    robin.press("Sign and send")
    robin.sees("Your statement is signed")


def exports_new_results(dana: Person, app) -> list[dict]:
    dana.page.get_by_role("navigation", name="Pages for staff").get_by_role("link", name="Exports").click()
    dana.look()
    dana.press("Export results", "link")
    dana.page.get_by_role("combobox").select_option("mo-cps-25")
    dana.type("Who gets the files", "Credentialing office")
    dana.type("Why they need them", "Weekly delivery")
    dana.press("Export")
    with app.app_context():
        work_off(threading.Event())
    dana.page.reload()
    dana.look()
    dana.press("See the export", "link")
    with dana.page.expect_download() as waiting:
        dana.page.get_by_role("link", name="results.csv").click()
    return list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))


def test_candidate_proctor_and_board_do_the_whole_job(app, database_kind, clock, new_context, axe):
    axe = axe if database_kind == "sqlite" else None  # the same pages; the way they are kept is what differs
    jordan, robin = Person(new_context(), axe), Person(new_context(viewport=PHONE), axe)

    jordan.sign_in(CANDIDATE)
    names_a_proctor(jordan)

    time_passes(app, clock, minutes=2)
    robin.follow_letter(app, "proctor/invitation")
    says_yes(robin)

    time_passes(app, clock, days=2)
    robin.follow_letter(app, "proctor/admission")
    start_code = admits(robin)

    jordan.sign_in(CANDIDATE)
    jordan.type("Code from your proctor", start_code)
    jordan.press("Start the exam")
    takes_the_exam(jordan, right_choices(app))
    clock.advance(minutes=40)
    end_code = hands_in(jordan)

    time_passes(app, clock, minutes=1)
    robin.follow_letter(app, "proctor/attestation_request")
    signs(robin, end_code)

    jordan.open("/candidate")
    jordan.sees("No result exists yet")
    time_passes(app, clock, minutes=1)
    jordan.open("/candidate")
    jordan.press("Read my result", "link")
    jordan.sees("PASS")

    dana = Person(new_context(), axe)
    dana.sign_in_as_staff("releaser@example.org")
    rows = exports_new_results(dana, app)
    assert [(row["legal_last_name"], row["result"], row["raw_score"], row["cut_raw"]) for row in rows][-1] == (
        LAST_NAME, "PASS", "25", "19")
    assert rows[-1]["proctor_name"] == "Robin Keller"
    assert run(app, "audit", "verify").output.startswith("WHOLE")
