"""One simulation from the empty database to the report."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from exam.cli.simulation.house import House, open_house
from exam.cli.simulation.minds import Minds
from exam.cli.simulation.office import Office
from exam.cli.simulation.people import Cohort, Person
from exam.cli.simulation.roads import Road
from exam.cli.simulation.verdicts import Verdict, verdicts_on

BEGINS = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)  # a Monday morning of the board; no clock of the machine is read
LAST_BEGIN_HOUR = 21
INTAKE = 40  # so many come onto the roster at once: the link of a first letter works for two weeks
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
        office, minds = Office(house), Minds(cohort, world["planted"])
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


def _one_road(house: House, person: Person, minds: Minds) -> None:
    if house.clock.hour >= LAST_BEGIN_HOUR:
        house.set_clock((house.clock + timedelta(days=1)).replace(hour=BEGINS.hour, minute=0))
    road = Road(house, person, Random(f"{minds.cohort.seed}|times|{person.number}"))
    try:
        road.set_out()
        house.pass_time(minutes=7)
        road.say_yes()
        house.pass_time(minutes=20)
        road.take_exam(lambda sheet: minds.choices(person, sheet))
        house.set_clock(house.clock + person.proctor.waits(road.draw))
        road.attest()
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


def to_terminal(words: str) -> None:
    """Progress on one line of a terminal; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{words:60}")
        sys.stderr.flush()
