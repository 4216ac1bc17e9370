"""The board's office in a simulation: its staff at their pages, with a second factor, as people do it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pyotp

from exam.cli.simulation.browser import Page
from exam.cli.simulation.house import House
from exam.cli.simulation.people import Person
from exam.cli.simulation.roads import entered
from exam.cli.simulation.world import STAFF
from exam.rules.roster_row import COLUMNS


class Office:
    """Three members of staff; each signs in anew for each thing they do, as after a night."""

    def __init__(self, house: House, password: str = "", secrets: Mapping[str, str] | None = None):
        """`password` and the secrets of the second factor are those of a staff that is there already."""
        self.house, self.password, self.secrets = house, password or house.password, dict(secrets or {})
        for role in STAFF:  # while the links of the invitations work
            if role not in self.secrets:
                self._signed_in(role)[0].close()

    def authorize(self, people: Sequence[Person], program_id: str) -> None:
        """The roster as a file: looked at, then confirmed."""
        browser, _ = self._signed_in("administrator")
        trained = (self.house.clock - timedelta(days=3)).date().isoformat()
        text = io.StringIO()
        rows = csv.DictWriter(text, COLUMNS)
        rows.writeheader()
        for person in people:
            rows.writerow({
                "candidate_id": person.candidate_id, "legal_first_name": person.first_name,
                "legal_last_name": person.last_name, "email": person.email, "program_id": program_id,
                "training_event_id": person.event, "training_completed_on": trained, "training_hours": 35,
                "region": person.region})
        page = browser.get("/board/roster/import")
        page = browser.send(page, "/import", files={"file": ("roster.csv", text.getvalue().encode())})
        browser.send(page, "/confirm")
        browser.close()

    def check_key(self, form_id: str) -> None:
        """Asked for on the page of the form; the worker makes it."""
        browser, _ = self._signed_in("psychometrician")
        owner = self.house.tell("staff", email="psychometrician@example.org")
        due = (self.house.clock + timedelta(days=7)).date().isoformat()
        page = browser.get(f"/board/scoring/key-checks/{form_id}/ask")
        browser.send(page, "/ask", owner=owner, due_on=due)
        browser.close()
        self.house.tell("jobs")

    def confirm_key(self, form_id: str, finding_id: str) -> None:
        """Somebody has read the question, and its key is right."""
        browser, _ = self._signed_in("psychometrician")
        page = browser.get(f"/board/scoring/key-checks/{form_id}/findings/{finding_id}/confirm")
        browser.send(page, "/confirm", reason="Read again with its sources: the key is right.")
        browser.close()

    def mend_key(self, revision_id: str, right: str) -> None:
        """A scoring decision: proposed by one person, reckoned, adopted by another one."""
        browser, _ = self._signed_in("psychometrician")
        page = browser.get(f"/board/scoring/revisions/{revision_id}/propose")
        decision = _decision_at(browser.send(page, "/propose", kind="change_key", right_options={right},
                                             reason="The key check found it, and the sources say so."))
        page = browser.get(decision)
        browser.send(page, "/shadow-run")
        self.house.tell("jobs")
        browser.close()
        browser, _ = self._signed_in("releaser")
        page = browser.get(f"{decision}/adopt")
        browser.send(page, "/adopt", reason="The sources say so.")
        browser.close()

    def release_batch(self) -> int:
        """Everything that is ready, after its number was typed; how many that were."""
        browser, _ = self._signed_in("releaser")
        page = browser.get("/board/sittings/batch-release")
        number = len(page.tree.xpath("//main//tbody/tr"))
        if number:
            browser.send(page, "/batch-release", count=str(number))
        browser.close()
        return number

    def analyse(self, form_id: str) -> None:
        """A fresh analysis, made by the worker."""
        browser, _ = self._signed_in("psychometrician")
        browser.send(browser.get(f"/board/analysis/forms/{form_id}"), "/ask")
        browser.close()
        self.house.tell("jobs")

    def _signed_in(self, role: str) -> tuple:
        """(browser, first page) of a member of staff; the first time a password and a second factor are set up."""
        browser, email = self.house.browser(), f"{role}@example.org"
        self.house.pass_time(minutes=2)  # no code of the second factor is taken twice
        first_time = role not in self.secrets
        if first_time:
            page = entered(self.house, browser, email)
            [secret] = page.tree.find_class("eh-secret")
            self.secrets[role] = "".join(secret.text_content().split())
        else:
            page = browser.send(browser.get("/account/sign-in"), "/sign-in", email=email,
                                password=self.password)
        code = pyotp.TOTP(self.secrets[role]).at(self.house.clock)
        page = browser.send(page, "/second-factor", code=code)
        if first_time:  # nobody acts before they have said what ties they have
            declaration = browser.get("/board/conflicts/declaration")
            browser.send(declaration, "/declaration", has_ties="no", signed=True)
        return browser, page


def _decision_at(page: Page) -> str:
    """The address of the newest proposal on the page of scoring."""
    page.tree.make_links_absolute(page.address)
    return next(address for element, _, address, _ in page.tree.iterlinks()
                if element.tag == "a" and "/scoring/decisions/" in address)
