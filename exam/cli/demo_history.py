"""The demo's past year: exams taken and released, some incidents, fails and further tries, by the real actions."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from exam.actions import incidents, releases, retakes
from exam.actions.courier import deliver_at_once
from exam.cli.demo_hearings import hear_everybody
from exam.cli.demo_past import PastStory, past_proctor, past_stories
from exam.cli.demo_staff import staff_actor
from exam.models import Sitting
from exam.queries.candidates import exams_of
from exam.queries.incidents import incidents_of
from exam.queries.results import results_of
from exam.queries.roster import candidates_known_as
from exam.rules import actors
from question_bank.programs import shipped_programs

ON_THE_FIRST_FORM, LATER = 55, 9  # 50 people are the fewest among whom shared answers are looked for
LONGEST_YEAR = timedelta(days=320)
SHORTEST_YEAR = timedelta(days=150)
NEW_FORMS_CAME = timedelta(days=70)  # so long ago
SETTLES = timedelta(days=12)  # the longest that a story of one exam takes
REPORTS = {17: ("I20", "Somebody came in twice by mistake. We went on after a minute."),
           48: ("I10", "The connection was away for about four minutes. Nothing was lost."),
           29: ("I30", "The candidate felt faint and drank some water. We went on."),
           58: ("I20", "Building work could be heard next door.")}
WITHDRAWN, OWN_REPORT, AGAIN = {33}, {25, 61}, 3
Say = Callable[[int, int], None]


def opened_on(now: datetime) -> datetime | None:
    """When the demo's board began to work: a year ago, or when its programs came into effect; None if too late."""
    since = max(program.effective_from for program in shipped_programs())
    opened = max(now - LONGEST_YEAR, datetime.combine(since, time(15), UTC) + timedelta(days=2))
    return opened if now - opened >= SHORTEST_YEAR else None


def tell_first_months(opened: datetime, now: datetime, say: Say) -> None:
    """While there was one exam form, everybody took it."""
    _tell(1, ON_THE_FIRST_FORM, opened + timedelta(days=3), now - NEW_FORMS_CAME - SETTLES, say)


def new_forms_on(now: datetime) -> datetime:
    """When the other exam forms were published."""
    return now - NEW_FORMS_CAME


def tell_last_months(now: datetime, say: Say) -> None:
    """Since there are more, new people and those who try again get another one; some matters are still open."""
    since = now - NEW_FORMS_CAME + timedelta(days=2)
    _try_again(since)
    _tell(ON_THE_FIRST_FORM + 1, LATER, since, now - SETTLES - timedelta(days=8), say)
    hear_everybody(ON_THE_FIRST_FORM + LATER + 1, now)
    deliver_at_once()


def _tell(first: int, number: int, since: datetime, until: datetime, say: Say) -> None:
    for told, story in enumerate(past_stories(first, number, since, until), start=1):
        say(first + told - 1, ON_THE_FIRST_FORM + LATER)
        if not candidates_known_as([story.person.candidate_id]):
            _tell_one(first + told - 1, story)
    deliver_at_once()


def _tell_one(number: int, story: PastStory) -> None:
    story.sitting = story.register()
    if number in WITHDRAWN:
        retakes.withdraw(story.sitting, now=story.now + timedelta(days=4), by=story.by_candidate)
        return
    story.take()
    story.finish(REPORTS.get(number))
    if number in REPORTS:
        _settle(story)
    if number in OWN_REPORT:
        incidents.report(story.sitting, code="I30", source="candidate", happened_at=story.now,
                         now=story.now + timedelta(hours=3), by=story.by_candidate,
                         text="I had a headache in the second half.")


def _settle(story: PastStory) -> None:
    """The board decides within two days, and releases."""
    by, now = staff_actor("releaser"), story.now + timedelta(days=1, hours=4)
    for incident in [row for row in incidents_of(story.sitting.id) if row.is_open]:
        incidents.decide(incident, decision="release_with_note", now=now, by=by,
                         reason="It was short, and both say that it did not disturb the exam.")
    releases.release(story.sitting, mode="by_staff", now=now + timedelta(minutes=5), by=by)


def _try_again(since: datetime) -> None:
    """Some who did not pass on the first form."""
    known = candidates_known_as([f"H-{number:04d}" for number in range(1, ON_THE_FIRST_FORM + 1)])
    roads = [exams_of(person.id) for person in sorted(known, key=lambda person: person.board_candidate_id)]
    failed = [exams for exams in roads
              if exams[-1].state == "released" and results_of(exams[-1].id)[-1].decision == "FAIL"]
    for place, exams in enumerate(failed[:AGAIN]):
        if len(exams) == 1:
            _second(int(exams[0].candidate.board_candidate_id[2:]), exams[0], since + timedelta(days=3 * place))


def _second(number: int, before: Sitting, begins: datetime) -> None:
    story = PastStory(number, past_proctor(500 + number), begins=begins)
    story.ability += 0.6  # they have read again
    story.sitting = retakes.ask_for_retake(before.authorization, now=begins,
                                           by=actors.candidate(before.candidate.account_id))
    story.now += timedelta(days=8)
    story.take()
    story.finish()
