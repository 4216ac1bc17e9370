"""What is open and what was decided in the demo: notices, appeals, a complaint, a look at a proctor, and machines."""

from dataclasses import replace
from datetime import datetime, timedelta

from exam.actions import appeals, incidents, inquiries, pattern_looks, tokens, webhooks
from exam.cli.demo_staff import staff_actor
from exam.cli.demo_year import Story, Year
from exam.cli.simulation.people import Person
from exam.models import Incident
from exam.queries.accounts import account_with_email
from exam.queries.incidents import incidents_of
from exam.queries.inquiries import inquiry_into
from exam.queries.nominations import nomination_on_duty, nomination_with_id
from exam.queries.proctor_patterns import patterns
from exam.queries.tokens import tokens_of
from exam.queries.webhooks import webhooks as all_webhooks
from exam.rules import actors
from exam.rules.scopes import EVENTS

PHONE = ("I50", "A phone lay on the desk after the break. The candidate says that it was switched off.")
UNCLEAR = ("I51", "Somebody spoke with the candidate through the open door for some minutes.")
FAIL_FROM = -1.2  # an ability with which nobody here passes


def _reported(year: Year, person: Person, about: tuple[str, str]) -> Story:
    """An exam whose proctor reports something, and the notice about it."""
    road = year.road(person)
    road.set_out()
    yield from year.exam_on(road, about)
    yield timedelta(days=1)
    inquiry = inquiries.suspect(_open_incident(year, person), suspicion="That the exam was not taken without help.",
                                evidence=about[1], now=year.now, by=staff_actor("releaser"))
    yield timedelta(minutes=40)
    inquiries.notify(inquiry, now=year.now, by=staff_actor("releaser"))


def _open_incident(year: Year, person: Person) -> Incident:
    [incident] = [row for row in incidents_of(year.sitting_of(person).id) if row.is_open]
    return incident


def _notice_decided(year: Year, person: Person, _now: datetime) -> Story:
    """The candidate answered; two persons decided that the sitting is void and does not count."""
    yield from _reported(year, person, PHONE)
    yield timedelta(days=3)
    inquiries.answer(inquiry_into(_open_incident(year, person)), now=year.now, by=_by(year, person),
                     text="The phone was my sister's. I forgot that it was in my bag, and did not touch it.")
    yield timedelta(days=9)
    incident = _open_incident(year, person)
    row = incidents.decide(incident, decision="void_without_counting", now=year.now, by=staff_actor("releaser"),
                           reason="A phone within reach is against the rules. Nothing shows that it was used.")
    yield timedelta(hours=5)
    incidents.confirm(incident, row, now=year.now, by=staff_actor("everything"))


def _notice_waiting(year: Year, person: Person, _now: datetime) -> Story:
    """Sent some days ago; the candidate may still answer."""
    yield from _reported(year, person, UNCLEAR)


def _not_passed(year: Year, person: Person) -> Story:
    road = year.road(replace(person, ability=FAIL_FROM))
    road.set_out()
    yield from year.exam_on(road)


def _appeal_decided(year: Year, person: Person, _now: datetime) -> Story:
    """Not passed; the appeal was decided by somebody without a part."""
    yield from _not_passed(year, person)
    yield timedelta(days=5)
    row = appeals.appeal(year.sitting_of(person), about="result", now=year.now, by=_by(year, person),
                         text="Two questions were about a form that my agency does not use. Please look at them again.")
    yield timedelta(days=2)
    appeals.take_up(row, now=year.now, by=staff_actor("administrator"))
    yield timedelta(days=9)
    appeals.decide(row, outcome="not_upheld", remedy="none", now=year.now, by=staff_actor("administrator"), reasons=(
        "Both questions were read again with their sources. They ask for what the training covers, and their keys are "
        "right."))


def _appeal_waiting(year: Year, person: Person, now: datetime) -> Story:
    """Filed the day before yesterday, and a complaint of the proctor beside it."""
    yield from _not_passed(year, person)
    yield now - timedelta(days=2) - year.now
    appeals.appeal(year.sitting_of(person), about="conduct", now=year.now, by=_by(year, person),
                   text="The room was booked twice, and we had to move after half an hour.")
    yield timedelta(hours=19)
    nomination = nomination_on_duty(year.sitting_of(person).id)
    appeals.complain(nomination, now=year.now, by=actors.proctor(nomination.id),
                     text="The candidate was upset about the room. I could not have known; please say how to book it.")


def _by(year: Year, person: Person) -> actors.Actor:
    return actors.candidate(year.sitting_of(person).candidate.account_id)


# How many days ago each set out: the last people of the past year, each with something to be heard.
STORIES = ((62, _notice_decided), (9.5, _notice_waiting), (58, _appeal_decided), (13, _appeal_waiting))


def look_at_one_proctor(now: datetime) -> None:
    """One of two questions about proctors was looked at; the other one waits for the newcomer."""
    asking = [row for row in patterns(now) if row.questions]
    if len(asking) > 1 and not any(row.looks for row in asking):
        chosen = max(asking, key=lambda row: row.figures.candidates)
        pattern_looks.note_look(
            nomination_with_id(chosen.id), chosen.questions, incident_about=None, now=now,
            note="She leads the training center and proctors as part of her work. The statements were read.",
            by=staff_actor("releaser"))


def let_machines_read(now: datetime) -> None:
    """A token for the credentialing office, and a webhook that is off, so that nothing leaves this machine."""
    account, by = account_with_email("releaser@example.org"), staff_actor("releaser")
    if not tokens_of(account.id):
        tokens.make_token(account, name="Credentialing office, nightly", scopes=["results:read"], days=180, now=now,
                          by=by)
    if not all_webhooks():
        row = webhooks.add(name="Credentialing database", url="https://hooks.example.org/examhall",
                           events=sorted(EVENTS), loopback=False, now=now, by=by)
        webhooks.switch(row, "off", now=now, by=by)
