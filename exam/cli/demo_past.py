"""The people of the demo's past year: a cohort of the simulator with its four faults, and on which day each comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from exam.cli.simulation.people import FIRST, LAST, Cohort, Person, Proctor
from exam.rules.demo_people import CARELESS, LEAKED_ITEM, PAIR, PAST_ADDRESSES, WRONG_KEY
from question_bank.programs import shipped_programs

SEED = 2026
MEAN_ABILITY, ABILITY_OF_THE_PAIR = 0.75, -0.6
PLANTED_ITEMS = {"wrong_key": WRONG_KEY, "leaked_item": LEAKED_ITEM}
# Shared answers are looked for among 50 people or more, and questions get a model from 100 on.
ON_THE_FIRST_FORM, LATER, HEARD = 105, 9, 4
FIRST_INTAKES, KNOWING_INTAKE = 8, 5
LONGEST_YEAR, SHORTEST_YEAR = timedelta(days=320), timedelta(days=150)
NEW_FORMS_CAME = timedelta(days=70)  # so long ago
SETTLES = timedelta(days=22)  # from the day on the roster to the last result of an intake
KINDS = ("supervisor", "sponsor", "clergy")
REGIONS = ("Central", "Kansas City", "St. Louis")
# name, whose exams they watched, and whether they read what they sign
REGULARS = (("Constance Berry", (*range(1, 10), 106), False), (CARELESS, (*range(10, 15), 109, 110), True),
            ("Rita Solano", range(15, 19), False))


@dataclass(frozen=True)
class PastPerson(Person):
    """Somebody who took their exam in the past year."""

    @property
    def candidate_id(self) -> str:
        """The board's own id."""
        return f"H-{self.number + 1:04d}"

    @property
    def email(self) -> str:
        """An address of those with whom nobody signs in any more."""
        return f"{self.first_name}.{self.last_name}.{self.number + 1}@{PAST_ADDRESSES}".lower()


@dataclass(frozen=True)
class Intake:
    """Those who come onto the roster on one day, after one training."""

    on: datetime
    numbers: Sequence[int]


def opened_on(now: datetime) -> datetime | None:
    """When the demo's board began to work: a year ago, or when its programs came into effect; None if too late."""
    since = max(program.effective_from for program in shipped_programs())
    opened = max(now - LONGEST_YEAR, datetime.combine(since, time(15), UTC) + timedelta(days=2))
    return opened if now - opened >= SHORTEST_YEAR else None


def new_forms_on(now: datetime) -> datetime:
    """When the other exam forms were published."""
    return now - NEW_FORMS_CAME


def intakes(opened: datetime, now: datetime) -> list[Intake]:
    """While there was one exam form, everybody took it; the last ones came after it, and some of them are heard."""
    since, until = opened + timedelta(days=3), new_forms_on(now) - SETTLES
    share = -(-ON_THE_FIRST_FORM // FIRST_INTAKES)
    first = [Intake(since + (until - since) * turn / (FIRST_INTAKES - 1),
                    range(turn * share, min((turn + 1) * share, ON_THE_FIRST_FORM))) for turn in range(FIRST_INTAKES)]
    heard, later = ON_THE_FIRST_FORM + LATER, range(ON_THE_FIRST_FORM, ON_THE_FIRST_FORM + LATER)
    return [*first, Intake(now - timedelta(days=66), (*later[:5], heard, heard + 2)),
            Intake(now - timedelta(days=45), later[5:]),
            Intake(now - timedelta(days=18), (heard + 1, heard + 3))]


def past_cohort(coming: Sequence[Intake]) -> Cohort:
    """Everybody who comes; the same people each time."""
    proctors = _proctors()
    people = {}
    for turn, intake in enumerate(coming, start=1):
        for number in intake.numbers:
            first, last = FIRST[(number + 1) * 5 % len(FIRST)], LAST[(number + 1) * 3 % len(LAST)]
            people[number] = PastPerson(
                number, first, last, Random(f"{SEED}|{number}").gauss(MEAN_ABILITY, 1), f"T-{intake.on:%Y-%m}",
                proctors[number], knows_the_leak=turn == KNOWING_INTAKE, region=REGIONS[number % len(REGIONS)])
    model, copier = (int(candidate_id[2:]) - 1 for candidate_id in PAIR)
    people[model] = replace(people[model], ability=ABILITY_OF_THE_PAIR)
    people[copier] = replace(people[copier], ability=ABILITY_OF_THE_PAIR, looks_at=model)
    return Cohort(SEED, [people[number] for number in sorted(people)])


def _proctors() -> list[Proctor]:
    """The regular proctors come all through the year."""
    found = []
    for first, number in ((1, ON_THE_FIRST_FORM), (ON_THE_FIRST_FORM + 1, LATER)):
        places = range(first, first + number)
        found += [past_proctor(place) for place in Random(f"{SEED}|{first}").sample(places, number)]
    return found + [past_proctor(len(found) + place) for place in range(1, HEARD + 1)]


def past_proctor(number: int) -> Proctor:
    """Some watch several exams, most watch one or two."""
    for name, numbers, careless in REGULARS:
        if number in numbers:
            return Proctor(name, f"{name.replace(' ', '.').lower()}@example.net", careless)
    own = number // 2
    return Proctor(f"{FIRST[own * 7 % len(FIRST)]} {LAST[own % len(LAST)]}", f"proctor.{own}@example.net",
                   kind=KINDS[own % len(KINDS)])
