"""One simulation from the empty database to the report."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from exam.cli.simulation.house import House, open_house
from exam.cli.simulation.minds import Question, choice, copied, question_of
from exam.cli.simulation.office import Office
from exam.cli.simulation.people import Cohort, Person
from exam.cli.simulation.roads import Road
from exam.cli.simulation.verdicts import Verdict, verdicts_on
from question_bank.content import sample_bank

BEGINS = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)  # a Monday morning of the board; no clock of the machine is read
LAST_BEGIN_HOUR = 21
INTAKE = 40  # so many come onto the roster at once: the link of a first letter works for two weeks
KNOWN = {"wrong_key": {"slope": 1.6, "difficulty": -0.4}, "leaked_item": {"slope": 1.0, "difficulty": 1.3}}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a simulation found."""

    cohort: Cohort
    program_id: str
    questions: int
    released: int
    passed: int
    verdicts: list[Verdict]

    @property
    def document(self) -> dict:
        """As JSON."""
        return {"candidates": len(self.cohort.people), "seed": self.cohort.seed, "program": self.program_id,
                "questions": self.questions, "released": self.released, "passed": self.passed,
                "faults": [verdict.document for verdict in self.verdicts]}


def simulate(cohort: Cohort, program_id: str, say: Say = lambda words: None) -> Outcome:
    """Everybody takes the exam over HTTP, the board does its work, and the house's findings are judged."""
    with open_house(BEGINS) as house:
        say("A house on an empty database")
        world = house.tell("prepare", program_id=program_id, seed=cohort.seed, planted=sorted(cohort.planted))
        office, minds = Office(house), _Minds(cohort, world["planted"])
        for place, person in enumerate(cohort.people, start=1):
            say(f"Candidate {place} of {len(cohort.people)}")
            if place % INTAKE == 1:
                house.tell("sweep")
                house.tell("jobs")
                office.authorize(cohort.people[place - 1:place - 1 + INTAKE], program_id)
            _one_road(house, person, minds)
        say("Key check, release and analysis")
        findings = _office_work(house, office, world["planted"])
    results = findings["results"]
    return Outcome(cohort, program_id, world["questions"], sum(results.values()), results["PASS"],
                   verdicts_on(cohort, world["planted"], findings))


def _one_road(house: House, person: Person, minds: "_Minds") -> None:
    if house.clock.hour >= LAST_BEGIN_HOUR:
        house.set_clock((house.clock + timedelta(days=1)).replace(hour=BEGINS.hour, minute=0))
    road = Road(house, person, Random(f"{minds.cohort.seed}|times|{person.number}"))
    try:
        road.set_out()
        road.take_exam(lambda sheet: minds.choices(person, sheet))
        road.attest(person.proctor.waits(road.draw))
    finally:
        road.close()


def _office_work(house: House, office: Office, planted: dict) -> dict:
    """Check the key, settle what it found, release, analyse."""
    house.set_clock((house.clock + timedelta(days=1)).replace(hour=BEGINS.hour, minute=0))
    house.tell("sweep")
    before = house.tell("findings")
    form_id = before["form_id"]
    office.check_key(form_id)
    checked = house.tell("findings")
    wrong = planted.get("wrong_key", {})
    for finding in checked["key_check"]["findings"]:
        if finding["code"] == wrong.get("code"):
            office.mend_key(checked["revisions"][finding["code"]], wrong["right"])
        else:
            office.confirm_key(form_id, finding["id"])
    house.tell("sweep")
    office.release_batch()
    office.analyse(form_id)
    return {**house.tell("findings"), "key_check": checked["key_check"]}


class _Minds:
    """What everybody chooses: drawn once for each question and person, the same for the same seed."""

    def __init__(self, cohort: Cohort, planted: dict):
        self.cohort = cohort
        named = {facts["code"]: name for name, facts in planted.items()}
        self.questions: dict[str, Question] = {
            item.code: question_of(item, cohort.seed, **KNOWN.get(named.get(item.code), {})) for item in sample_bank()}
        self.leaked = planted.get("leaked_item", {}).get("code")

    def choices(self, person: Person, sheet: list[dict]) -> list[tuple[int, str]]:
        """(position, opaque choice) for each question of a sheet."""
        codes = [row["code"] for row in sheet]
        own = self._answers(person, codes)
        if person.looks_at is not None:
            theirs = self._answers(self.cohort.people[person.looks_at], codes)
            own = copied(theirs, own, Random(f"{self.cohort.seed}|copies|{person.number}"))
        return [(row["position"], _opaque(row, chosen)) for row, chosen in zip(sheet, own, strict=True)]

    def _answers(self, person: Person, codes: list[str]) -> list[tuple[str, ...]]:
        return [choice(self.questions[code], person.ability, Random(f"{self.cohort.seed}|{person.number}|{code}"),
                       known=person.knows_the_leak and code == self.leaked) for code in codes]


def _opaque(row: dict, chosen: tuple[str, ...]) -> str:
    return ".".join(opaque for opaque, option in row["options"] if option in chosen)


def to_terminal(words: str) -> None:
    """Progress on one line of a terminal; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{words:60}")
        sys.stderr.flush()
