"""The road of one candidate and their proctor, step by step, as browsers go it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from exam.cli.simulation.browser import Browser, Page
from exam.cli.simulation.house import House
from exam.cli.simulation.people import Person
from exam.rules.proctor_policy import CONFLICT_QUESTIONS

PASSWORD = "seven-plum-otters-hum"
ORGANISATION = "Riverbend Wellness Center"
CODE = "eh-code__signs"
AT_A_TIME = 25  # answers that go out together


class Road:
    """One candidate's way from the first letter to the signed statement."""

    def __init__(self, house: House, person: Person, draw: Random):
        self.house, self.person, self.draw = house, person, draw
        self.own, self.proctor = house.browser(), house.browser()

    def close(self) -> None:
        """Both browsers are closed."""
        self.own.close()
        self.proctor.close()

    def set_out(self) -> None:
        """A password, the information page, a proctor named, and the proctor's yes."""
        status = entered(self.house, self.own, self.person.email)
        page = self.own.get(_link(status, "/agreement"))
        status = self.own.send(page, "/agreement", confirmed=True)
        page = self.own.get(_link(status, "/proctor"))
        self.sitting = self.own.send(
            page, "/proctor", name=self.person.proctor.name, email=self.person.proctor.email, phone="573 555 0144",
            relationship_kind="supervisor", organisation=ORGANISATION).address
        self.house.pass_time(minutes=7)
        self._say_yes()

    def _say_yes(self) -> None:
        page = self.proctor.get(self.house.letter_link(self.person.proctor.email, "/proctor/accept/"))
        self.proctor.send(page, "", own_name=self.person.proctor.name, decision="yes",
                          relationship_kind="supervisor", organisation=ORGANISATION, since="2023", rules="yes",
                          **{f"conflict_{question}": "no" for question in CONFLICT_QUESTIONS})

    def take_exam(self, choices: Callable[[list[dict]], Sequence[tuple[int, str]]]) -> None:
        """Admitted, begun with the code, answered in some strides, handed in; `choices` are told the sheet."""
        self.house.pass_time(minutes=20)
        page = self.proctor.get(self.house.letter_link(self.person.proctor.email, "/proctor/admit/"))
        live = self.proctor.send(page, "", identity_document="driving_licence", last_name=self.person.last_name,
                                 photo_fits=True, desk_is_clear=True, stays=True)
        self.house.pass_time(minutes=1)
        start = self.own.get(self.sitting)
        room = self.own.send(start, "/start", code=live.text_of(CODE))
        self._answer(room, choices(self.house.tell("sheet", candidate_id=self.person.candidate_id)))
        self._hand_in()

    def _answer(self, room: Page, chosen: Sequence[tuple[int, str]]) -> None:
        facts, taken = room.facts("room-facts"), 0
        for start in range(0, len(chosen), AT_A_TIME):
            events = []
            for place, (position, choice) in enumerate(chosen[start:start + AT_A_TIME], start=start):
                watched = max(4, self.draw.lognormvariate(3.2, 0.45))
                taken += watched
                events.append({"seq": facts["held"] + place + 1, "position": position, "choice": choice,
                               "flagged": False, "elapsed": int(watched * 1000)})
            self.house.pass_time(seconds=taken)
            taken = 0
            self.own.send_json("/room/save", {"lease": facts["lease"], "events": events},
                               {"X-Room-Token": facts["token"]})

    def _hand_in(self) -> None:
        receipt = self.own.send(self.own.get("/room/review"), "/room/hand-in")
        self.end_code = receipt.text_of(CODE)

    def attest(self, waits: timedelta) -> None:
        """The proctor's letter, the end code, and the statement."""
        self.house.set_clock(self.house.clock + waits)
        page = self.proctor.get(self.house.letter_link(self.person.proctor.email, "/proctor/attest/"))
        page = self.proctor.send(page, "/code", code=self.end_code)
        yes = {name: "yes" for name in sorted(page.form("/statement").inputs.keys()) if name.startswith("statement_")}
        self.proctor.send(page, "/statement", irregular="no", choice="attest", signed_name=self.person.proctor.name,
                          **yes)


def entered(house: House, browser: Browser, email: str) -> Page:
    """The letter's link, a password, and the first sign-in."""
    page = browser.get(house.letter_link(email, "/account/set-password/"))
    page = browser.send(page, "", password=PASSWORD)
    return browser.send(page, "/sign-in", email=email, password=PASSWORD)


def _link(page: Page, ending: str) -> str:
    """Where a link of the page leads; the page says itself what comes next."""
    page.tree.make_links_absolute(page.address)
    return next(address for element, _, address, _ in page.tree.iterlinks()
                if element.tag == "a" and address.partition("?")[0].endswith(ending))
