"""What is open and what was decided in the demo: notices, appeals, a complaint, a look at a proctor, and machines."""

from datetime import datetime, timedelta

from exam.actions import appeals, incidents, inquiries, pattern_looks, tokens, webhooks
from exam.cli.demo_past import PastStory, past_stories
from exam.cli.demo_staff import staff_actor
from exam.models import Incident
from exam.queries.accounts import account_with_email
from exam.queries.incidents import incidents_of
from exam.queries.inquiries import inquiry_into
from exam.queries.nominations import nomination_with_id
from exam.queries.proctor_patterns import patterns
from exam.queries.roster import candidates_known_as
from exam.queries.tokens import tokens_of
from exam.queries.webhooks import webhooks as all_webhooks
from exam.rules import actors
from exam.rules.scopes import EVENTS

PHONE = ("I50", "A phone lay on the desk after the break. The candidate says that it was switched off.")
UNCLEAR = ("I51", "Somebody spoke with the candidate through the open door for some minutes.")
FAIL_FROM = -1.2  # an ability with which nobody here passes


def hear_everybody(number: int, now: datetime) -> None:
    """Four more exams with these numbers, each with something to be heard; then what the board does for itself."""
    tellers = (_notice_decided, _notice_waiting, _appeal_decided, _appeal_waiting)
    days_ago = (62, 22, 58, 16)
    for place, (tell, days) in enumerate(zip(tellers, days_ago, strict=True)):
        if not candidates_known_as([f"H-{number + place:04d}"]):
            begins = now - timedelta(days=days)
            [story] = past_stories(number + place, 1, begins, begins + timedelta(days=1))
            story.sitting = story.register()
            tell(story, now)
    _look_at_one_proctor(now - timedelta(days=9))
    _let_machines_read(now - timedelta(days=30))


def _reported(story: PastStory, about: tuple[str, str]) -> Incident:
    story.take()
    story.finish(about)
    [incident] = [row for row in incidents_of(story.sitting.id) if row.is_open]
    inquiry = inquiries.suspect(incident, suspicion="That the exam was not taken without help.", evidence=about[1],
                                now=story.now + timedelta(days=1), by=staff_actor("releaser"))
    inquiries.notify(inquiry, now=story.now + timedelta(days=1, hours=2), by=staff_actor("releaser"))
    return incident


def _notice_decided(story: PastStory, now: datetime) -> None:
    """The candidate answered; two persons decided that the sitting is void and does not count."""
    incident = _reported(story, PHONE)
    inquiry, releaser = inquiry_into(incident), staff_actor("releaser")
    inquiries.answer(inquiry, text="The phone was my sister's. I forgot that it was in my bag, and did not touch it.",
                     now=story.now + timedelta(days=4), by=story.by_candidate)
    row = incidents.decide(incident, decision="void_without_counting", now=story.now + timedelta(days=13), by=releaser,
                           reason="A phone within reach is against the rules. Nothing shows that it was used.")
    incidents.confirm(incident, row, now=story.now + timedelta(days=14), by=staff_actor("everything"))


def _notice_waiting(story: PastStory, now: datetime) -> None:
    """Sent some days ago; the candidate may still answer."""
    story.now = now - timedelta(days=9)
    _reported(story, UNCLEAR)


def _appeal_decided(story: PastStory, now: datetime) -> None:
    """Not passed; the appeal was decided by somebody without a part."""
    story.ability = FAIL_FROM
    story.take()
    story.finish()
    row = appeals.appeal(story.sitting, about="result", now=story.now + timedelta(days=5), by=story.by_candidate,
                         text="Two questions were about a form that my agency does not use. Please look at them again.")
    by = staff_actor("administrator")
    appeals.take_up(row, now=story.now + timedelta(days=7), by=by)
    appeals.decide(row, outcome="not_upheld", remedy="none", now=story.now + timedelta(days=16), by=by, reasons=(
        "Both questions were read again with their sources. They ask for what the training covers, and their keys are "
        "right."))


def _appeal_waiting(story: PastStory, now: datetime) -> None:
    """Filed the day before yesterday, and a complaint of the proctor beside it."""
    story.now, story.ability = now - timedelta(days=13), FAIL_FROM
    story.take()
    story.finish()
    appeals.appeal(story.sitting, about="conduct", now=now - timedelta(days=2), by=story.by_candidate,
                   text="The room was booked twice, and we had to move after half an hour.")
    appeals.complain(story.nomination, now=now - timedelta(days=1, hours=5), by=actors.proctor(story.nomination.id),
                     text="The candidate was upset about the room. I could not have known; please say how to book it.")


def _look_at_one_proctor(now: datetime) -> None:
    """One of two questions about proctors was looked at; the other one waits for the newcomer."""
    asking = [row for row in patterns(now) if row.questions]
    if len(asking) > 1 and not any(row.looks for row in asking):
        chosen = max(asking, key=lambda row: row.figures.candidates)
        pattern_looks.note_look(
            nomination_with_id(chosen.id), chosen.questions, incident_about=None, now=now,
            note="She leads the training center and proctors as part of her work. The statements were read.",
            by=staff_actor("releaser"))


def _let_machines_read(now: datetime) -> None:
    """A token for the credentialing office, and a webhook that is off, so that nothing leaves this machine."""
    account, by = account_with_email("releaser@example.org"), staff_actor("releaser")
    if not tokens_of(account.id):
        tokens.make_token(account, name="Credentialing office, nightly", scopes=["results:read"], days=180, now=now,
                          by=by)
    if not all_webhooks():
        row = webhooks.add(name="Credentialing database", url="https://hooks.example.org/examhall",
                           events=sorted(EVENTS), loopback=False, now=now, by=by)
        webhooks.switch(row, "off", now=now, by=by)
