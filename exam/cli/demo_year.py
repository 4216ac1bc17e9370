"""The demo's year as it is lived: a calendar of what is to come, and the road of each exam, over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from exam.actions import releases
from exam.cli.simulation.house import House
from exam.cli.simulation.looking import newest_sitting_of
from exam.cli.simulation.minds import Minds
from exam.cli.simulation.office import Office
from exam.cli.simulation.people import Cohort, Person
from exam.cli.simulation.roads import Road
from exam.database import db
from exam.errors import Refused
from exam.models import Sitting
from exam.queries import due
from exam.rules import actors

FIRST_HOUR, LAST_HOUR = 14, 21  # of UTC: the working day of a board in the middle of America
Story = Iterator[timedelta]  # goes on after so long


class Year:
    """The house with its clock a year back. What is to come stands in a calendar, so the clock only goes forward."""

    def __init__(self, house: House, office: Office, cohort: Cohort, planted: dict):
        self.house, self.office, self.cohort = house, office, cohort
        self._minds = Minds(cohort, planted)
        self._due: list[tuple[datetime, int, Story]] = []
        self._turns = count()

    @property
    def now(self) -> datetime:
        """What the clock of the house shows."""
        return self.house.clock

    def plan(self, instant: datetime, story: Story) -> None:
        """The story begins then."""
        heappush(self._due, (instant, next(self._turns), story))

    def once(self, instant: datetime, act: Callable[[], object]) -> None:
        """One thing that happens then."""
        self.plan(instant, _once(act))

    def run(self) -> None:
        """Until nothing is to come any more."""
        while self._due:
            instant, _, story = heappop(self._due)
            self.house.set_clock(max(instant, self.now))
            pause = next(story, None)
            if pause is not None:
                self.plan(self.now + pause, story)

    def road(self, person: Person) -> Road:
        """Their way, with a draw of its own."""
        return Road(self.house, person, Random(f"{self.cohort.seed}|{person.candidate_id}|{person.proctor.email}"))

    def exam_on(self, road: Road, reported: tuple[str, str] | None = None) -> Story:
        """From the proctor's letter to the signed statement, and to the result where nothing was reported."""
        yield _hours(road, 2, 30)
        road.say_yes()
        road.close()
        yield self._to_an_open_hour(_hours(road, 30, 120))
        road.come_back()
        road.take_exam(lambda sheet: self._minds.choices(road.person, sheet))
        yield road.person.proctor.waits(road.draw)
        road.attest(reported)
        road.close()
        yield timedelta(seconds=20)
        self.release_what_is_clean()

    def release_what_is_clean(self) -> None:
        """As the sweep does it; what a question with a doubtful key holds waits for a later round."""
        for sitting_id in due.sittings_cleanly_attested():
            with suppress(Refused):
                releases.release(db.session.get(Sitting, sitting_id), mode="on_clean_attestation", now=self.now,
                                 by=actors.system("sweep"))

    def sitting_of(self, person: Person) -> Sitting:
        """Their newest exam."""
        return newest_sitting_of(person.candidate_id)

    def _to_an_open_hour(self, pause: timedelta) -> timedelta:
        then = self.now + pause
        if FIRST_HOUR <= then.hour < LAST_HOUR:
            return pause
        morning = then.replace(hour=FIRST_HOUR)
        return (morning if morning > then else morning + timedelta(days=1)) - self.now


def _hours(road: Road, fewest: int, most: int) -> timedelta:
    return timedelta(minutes=road.draw.randint(60 * fewest, 60 * most))


def _once(act: Callable[[], object]) -> Story:
    act()
    yield from ()
