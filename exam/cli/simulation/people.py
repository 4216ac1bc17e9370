"""Who takes part in a simulation: candidates of known ability, their proctors, and the faults planted among them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

FAULTS = ("wrong_key", "leaked_item", "colluding_pair", "careless_proctor")
FIRST = ("Ada", "Bruno", "Carla", "Dario", "Edda", "Farid", "Greta", "Hamid", "Ilse", "Jonas", "Kaya", "Lorenz", "Mina",
         "Nadia", "Oskar", "Petra", "Quentin", "Rosa", "Selim", "Tilda", "Ugo", "Vera", "Willem", "Xenia", "Yara",
         "Zeno")
LAST = ("Abbott", "Brennan", "Calder", "Danvers", "Eastwick", "Farrow", "Granger", "Holloway", "Ingram", "Jessup",
        "Kendrick", "Larkin", "Mercer", "Norwood", "Ogden", "Prescott", "Quill", "Ramsey", "Sutter", "Thorne",
        "Underhill", "Vance", "Wexford", "Yardley", "Zeller")
EVENTS = ("T-NORTH", "T-SOUTH")  # the two trainings: only in the second one a question went round
SHARE_OF_ONE_PROCTOR = 8
FEWEST = 12


@dataclass(frozen=True)
class Proctor:
    """Somebody who watches exams, and how long they take to sign afterwards."""

    name: str
    email: str
    careless: bool = False
    kind: str = "supervisor"

    def waits(self, draw: Random) -> timedelta:
        """From the hand-in to the signature: a careless proctor does not read, the others do."""
        return timedelta(seconds=draw.randint(8, 25)) if self.careless else timedelta(minutes=draw.randint(4, 40))


@dataclass(frozen=True)
class Person:
    """One candidate. `number` is their place in the cohort."""

    number: int
    first_name: str
    last_name: str
    ability: float
    event: str
    proctor: Proctor
    knows_the_leak: bool = False
    looks_at: int | None = None  # the place of the person whose answers are copied
    region: str = ""

    @property
    def candidate_id(self) -> str:
        """The board's own id."""
        return f"S-{self.number + 1:04d}"

    @property
    def email(self) -> str:
        """An address that leads nowhere."""
        return f"{self.first_name}.{self.last_name}.{self.number + 1}@example.org".lower()

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Cohort:
    """Everybody, and what was planted among them."""

    seed: int
    people: Sequence[Person]
    planted: frozenset[str] = field(default_factory=lambda: frozenset(FAULTS))

    @property
    def pair(self) -> tuple[Person, Person] | None:
        """Whoever copies, and from whom."""
        copier = next((person for person in self.people if person.looks_at is not None), None)
        return (self.people[copier.looks_at], copier) if copier else None

    @property
    def careless(self) -> Proctor | None:
        """The proctor who does not read what they sign."""
        return next((person.proctor for person in self.people if person.proctor.careless), None)

    @property
    def knowing(self) -> list[Person]:
        """Those to whom the leaked question came."""
        return [person for person in self.people if person.knows_the_leak]


def cohort(number: int, seed: int, planted: Sequence[str] = FAULTS) -> Cohort:
    """The same people for the same number and seed; abilities are normal, and half come from each training."""
    draw, faults = Random(f"{seed}|people"), frozenset(planted)
    proctors = _proctors(number, "careless_proctor" in faults)
    copier = number * 2 // 3
    people = []
    for place in range(number):
        ability = draw.gauss(0, 1)
        event = EVENTS[place % 2]
        people.append(Person(
            place, FIRST[place % len(FIRST)], LAST[place * 7 % len(LAST)],
            -1.0 if place in (copier, copier - 1) and "colluding_pair" in faults else ability, event, proctors[place],
            knows_the_leak="leaked_item" in faults and event == EVENTS[1],
            looks_at=copier - 1 if place == copier and "colluding_pair" in faults else None))
    return Cohort(seed, people, faults)


def _proctors(number: int, with_careless: bool) -> list[Proctor]:
    """One who is careless and one who is as busy but careful, eight exams each; the others have three."""
    careless = Proctor("Corin Hasty", "corin.hasty@example.net", careless=with_careless)
    busy = Proctor("Marit Fielding", "marit.fielding@example.net")
    share = min(SHARE_OF_ONE_PROCTOR, number // 2)
    many = [careless, busy] * share
    others = [Proctor(f"{FIRST[place % len(FIRST)]} Watkins", f"watkins.{place}@example.net")
              for place in range(number // 3 + 1)]
    rest = [others[place // 3] for place in range(number - len(many))]
    return sorted_by_turns(many, rest)


def sorted_by_turns(many: Sequence[Proctor], rest: Sequence[Proctor]) -> list[Proctor]:
    """Those with many exams come evenly among the others."""
    total = len(many) + len(rest)
    places = {int(turn * total / len(many)) for turn in range(len(many))}
    first, second = iter(many), iter(rest)
    return [next(first) if place in places else next(second) for place in range(total)]
