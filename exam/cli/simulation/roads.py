"""The road of one candidate and their proctor, step by step, as browsers go it."""

from collections.abc import Callable, Sequence
from random import Random

from exam.cli.simulation.browser import Browser, Page
from exam.cli.simulation.house import House
from exam.cli.simulation.people import Person
from exam.rules.proctor_duties import right_answers
from exam.rules.proctor_policy import CONFLICT_QUESTIONS

ORGANISATION = "Riverbend Wellness Center"
CODE = "eh-code__signs"
AT_A_TIME = 25  # answers that go out together


class Road:
    """One candidate's way from the first letter to the signed statement."""

    def __init__(self, house: House, person: Person, draw: Random):
        self.house, self.person, self.draw = house, person, draw
        self.own, self.proctor = house.browser(), house.browser()

    def close(self) -> None:
        """Both browsers hang up; what they know of the house they keep."""
        self.own.close()
        self.proctor.close()

    def set_out(self) -> None:
        """A password, the information page, and a proctor named."""
        entered(self.house, self.own, self.person.email, onward=False)
        agreement = _link(self.own.get("/candidate"), "/agreement")
        self.sitting = self.own.send(self.own.get(agreement), "/agreement", confirmed=True, onward=False).address
        self.name_proctor()

    def name_proctor(self) -> None:
        """Somebody who knows the candidate."""
        self.own.send(
            self.own.get(f"{self.sitting}/proctor"), "/proctor", name=self.person.proctor.name,
            email=self.person.proctor.email, phone=f"816 555 {self.person.number + 1:04d}",
            relationship_kind=self.person.proctor.kind, organisation=ORGANISATION, onward=False)

    def say_yes(self) -> None:
        """The proctor's answer to the first letter."""
        page = self._opened("/proctor/accept/")
        self.proctor.send(page, "", own_name=self.person.proctor.name, decision="yes", onward=False,
                          relationship_kind=self.person.proctor.kind, organisation=ORGANISATION, since="2023",
                          rules="yes", **{f"conflict_{question}": "no" for question in CONFLICT_QUESTIONS},
                          **{f"duty_{duty}": right for duty, right in right_answers().items()})

    def come_back(self) -> None:
        """Another day: the candidate signs in again."""
        page = self.own.get("/account/sign-in")
        self.own.send(page, "/sign-in", email=self.person.email, password=self.house.password, onward=False)

    def press(self, step: str) -> None:
        """A page of the sitting whose one button is pressed: withdraw, or retake, after which a new one stands."""
        self.sitting = self.own.send(self.own.get(f"{self.sitting}/{step}"), f"/{step}", onward=False).address

    def take_exam(self, choices: Callable[[list[dict]], Sequence[tuple[int, str]]]) -> None:
        """Admitted, begun with the code, answered in some strides, handed in; `choices` are told the sheet."""
        page = self._opened("/proctor/admit/")
        live = self.proctor.send(page, "", identity_document="driving_licence", last_name=self.person.last_name,
                                 photo_fits=True, desk_is_clear=True, stays=True)
        self.house.pass_time(minutes=1)
        start = self.own.get(self.sitting)
        room = self.own.send(start, "/start", code=live.text_of(CODE))
        self._answer(room, choices(self.house.tell("sheet", candidate_id=self.person.candidate_id)))
        self._hand_in()

    def _opened(self, way: str) -> Page:
        """The page behind the link of the proctor's letter."""
        return self.proctor.get(self.house.letter_link(self.person.proctor.email, way, self.person.candidate_id))

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

    def attest(self, reported: tuple[str, str] | None = None) -> None:
        """The proctor's letter, the end code, and the statement; `reported` is an incident's kind and words."""
        page = self._opened("/proctor/attest/")
        page = self.proctor.send(page, "/code", code=self.end_code)
        yes = {name: "yes" for name in sorted(page.form("/statement").inputs.keys()) if name.startswith("statement_")}
        said = {"irregular": "no", "choice": "attest"}
        if reported is not None:
            said = {"irregular": "yes", "choice": "attest_with_incident", "kind": reported[0],
                    "happened": "In the second half", "what": reported[1]}
        self.proctor.send(page, "/statement", signed_name=self.person.proctor.name, onward=False, **said, **yes)


def entered(house: House, browser: Browser, email: str, onward: bool = True) -> Page:
    """The letter's link, a password, and the first sign-in."""
    page = browser.get(house.letter_link(email, "/account/set-password/"))
    page = browser.send(page, "", password=house.password)
    return browser.send(page, "/sign-in", email=email, password=house.password, onward=onward)


def _link(page: Page, ending: str) -> str:
    """Where a link of the page leads; the page says itself what comes next."""
    page.tree.make_links_absolute(page.address)
    return next(address for element, _, address, _ in page.tree.iterlinks()
                if element.tag == "a" and address.partition("?")[0].endswith(ending))
