"""The people of the demo's past year: invented candidates with abilities, and the proctors who watched them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from exam.cli.demo_story import Story
from exam.cli.simulation.minds import Question, choice, question_of
from exam.cli.simulation.people import FIRST, LAST
from exam.database import db
from exam.models import ItemRevision, Sitting
from exam.rules.demo_people import PAST_ADDRESSES, DemoCandidate

SEED = 2026
MEAN_ABILITY = 0.75
KINDS = ("supervisor", "sponsor", "clergy")
REGIONS = ("Central", "Kansas City", "St. Louis")
# name, whose exams they watched, and the seconds between hand-in and signature where they are few
REGULARS = (("Constance Berry", (*range(1, 10), 56, 57), 0), ("Hal Quickly", (*range(10, 15), 59, 60), 14),
            ("Rita Solano", range(15, 19), 0))


@dataclass(frozen=True)
class PastProctor:
    """Somebody who watched one exam or several."""

    name: str
    email: str
    kind: str
    seconds_to_sign: int = 0


class PastStory(Story):
    """A road that was gone to its end: nobody signs in to it any more, so it needs no password."""

    def __init__(self, number: int, proctor: PastProctor, *, begins: datetime):
        self.draw = Random(f"{SEED}|{number}")
        first, last = FIRST[number * 5 % len(FIRST)], LAST[number * 3 % len(LAST)]
        super().__init__(DemoCandidate(
            f"{first}.{last}.{number}@{PAST_ADDRESSES}".lower(), first, last, f"H-{number:04d}", "attested", "",
            proctor=(proctor.name, proctor.email)), begins=begins)
        self.watched_by, self.relationship = proctor, proctor.kind
        self.ability = self.draw.gauss(MEAN_ABILITY, 1)
        self.training_event, self.region = f"T-{begins:%Y-%m}", REGIONS[number % len(REGIONS)]
        self.in_the_room = timedelta(minutes=self.draw.randint(28, 75))

    def register(self) -> Sitting:
        """Authorized, without a password."""
        return self.authorize()

    def take(self) -> None:
        """A proctor named, their yes, and the exam some days later."""
        for step, hours in ((self.name_proctor, (8, 40)), (self.accept, (2, 30)), (self.take_exam, (30, 120))):
            self.now += timedelta(hours=self.draw.randint(*hours))
            step()

    def finish(self, reported: tuple[str, str] | None = None) -> None:
        """The statement, and the release after it where nothing was reported."""
        minutes = self.draw.randint(5, 90)
        self.now += timedelta(seconds=self.watched_by.seconds_to_sign or 60 * minutes)
        self.sign(reported)
        if reported is None:
            self.now += timedelta(seconds=20)
            self.release()

    def event(self, row) -> dict:
        """What somebody of this ability chooses, and how long they look at the question."""
        question = _question(row.item_revision_id)
        chosen = choice(question, self.ability, Random(f"{SEED}|{self.person.email}|{question.code}"))
        picked = ".".join(opaque for opaque, option in row.options if option in chosen)
        return {"seq": row.position, "position": row.position, "choice": picked,
                "elapsed": int(1000 * max(4.0, self.draw.lognormvariate(3.6, 0.45)))}


@cache
def _question(revision_id: str) -> Question:
    """The same revision stands on many sheets, and reading it takes a while."""
    return question_of(db.session.get(ItemRevision, revision_id).content, SEED)


def past_proctor(number: int) -> PastProctor:
    """Some watch several exams, most watch one or two."""
    for name, numbers, seconds in REGULARS:
        if number in numbers:
            return PastProctor(name, f"{name.replace(' ', '.').lower()}@example.net", "supervisor", seconds)
    own = number // 2
    name = f"{LAST[own % len(LAST)]} {FIRST[own * 7 % len(FIRST)]}".split()
    return PastProctor(f"{name[1]} {name[0]}", f"proctor.{own}@example.net", KINDS[own % len(KINDS)])


def past_stories(first: int, number: int, since: datetime, until: datetime) -> Iterator[PastStory]:
    """So many stories with these numbers, begun evenly between two instants."""
    places = list(range(first, first + number))
    shuffled = Random(f"{SEED}|{first}").sample(places, number)  # the regular proctors come all through the year
    for turn, place in enumerate(places):
        yield PastStory(place, past_proctor(shuffled[turn]), begins=since + (until - since) * turn / number)
