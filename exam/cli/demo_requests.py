"""Two requests for accommodations in the demo: one that waits for an answer, and one that was declined."""

from datetime import datetime, timedelta

from exam.actions import accommodations
from exam.cli.demo_staff import deliver, staff_actor
from exam.models import Candidate
from exam.queries.accommodation_requests import requests_of
from exam.queries.retakes import board_day
from exam.queries.roster import candidates_known_as
from exam.rules import actors

WAITS, DECLINED = "D-1002", "D-1008"


def ask_for_arrangements(now: datetime) -> None:
    """One came yesterday through the candidate's own page, the other was answered before the exam."""
    [waits], [declined] = candidates_known_as([WAITS]), candidates_known_as([DECLINED])
    if not requests_of(waits.id):
        _asked(waits, "I read slowly when I am nervous. Half an hour more would help, and a quiet room.",
               now - timedelta(hours=18))
    if not requests_of(declined.id):
        _declined(declined, now)
    deliver(now)


def _asked(person: Candidate, words: str, now: datetime):
    return accommodations.ask(person, asked_for=words, asked_on=board_day(now), now=now,
                              by=actors.candidate(person.account_id))


def _declined(person: Candidate, now: datetime) -> None:
    request = _asked(person, "Please let me take the exam without a proctor, at home in the evening.",
                     now - timedelta(days=3, hours=8))
    accommodations.decline(request, now=now - timedelta(days=3, hours=2), by=staff_actor("administrator"), reason=(
        "A proctor has to be there in every exam: it is how the board knows who took it. You can choose whom you ask, "
        "and where and at what time of the day you meet."))
