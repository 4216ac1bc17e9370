"""The second touch, on the day: the proctor checks who is there, and then sits down at the desk of the live page."""

import flask

from exam.actions import sittings
from exam.errors import Refused
from exam.forms.proctor import Admit, Desk, admit_form
from exam.models import Nomination
from exam.queries.arrangements import arrangement_for
from exam.queries.retakes import board_day, first_day_of
from exam.rules.accommodations import words_of
from exam.rules.arrangements import time_in_words
from exam.rules.room_arrangements import PROCTOR_MAY, instructions_for, second_persons_for
from exam.views.proctor.entrance import by, door, entered, page
from exam.web.answers import back, flash_refusal
from exam.web.clock import now
from exam.web.proofs import prove, proved

WAYS = {"live": "proctor.live", "pause": "proctor.pause_page", "incident": "proctor.incident_page",
        "complaint": "proctor.complaint_page"}
ENDED = ("submitted", "released", "withdrawn", "missed", "void")


@door.get("/admit/<sealed>")
def admit_page(sealed: str):
    """What is to be checked before the exam; once it is done, the way to the live page."""
    link, nomination = entered("admit", sealed)
    state = nomination.sitting.state
    if state != "registered" and proved("desk", link):
        return back("proctor.live", sealed=sealed)
    if state in ENDED:
        return page("ended", link, nomination, sealed)
    if state != "registered":
        return back("proctor.desk", sealed=sealed, then="live")
    if not nomination.may_admit:
        return page("not_approved", link, nomination, sealed)
    return _checks(link, nomination, sealed, form_for(nomination))


@door.post("/admit/<sealed>")
def admit(sealed: str):
    """Admit the candidate whose document was checked; this browser is then at the desk."""
    link, nomination = entered("admit", sealed)
    form = form_for(nomination)
    if not form.validate():
        return _checks(link, nomination, sealed, form), 400
    try:
        sittings.admit(nomination, identity_document=form.identity_document.data, second_persons=form.persons(),
                       now=now(), by=by(nomination))
    except Refused as refused:
        flash_refusal(refused)
        return back("proctor.admit_page", sealed=sealed)
    prove("desk", link)
    return back("proctor.live", sealed=sealed)


@door.get("/admit/<sealed>/desk")
def desk(sealed: str):
    """Another browser of the same proctor, or a report before the exam: the name is asked for first."""
    link, nomination = entered("admit", sealed)
    return page("desk", link, nomination, sealed, form=Desk(nomination.name, then=flask.request.args.get("then")))


@door.post("/admit/<sealed>/desk")
def sit_down(sealed: str):
    """The name opens what a program that follows links and presses buttons must not reach (T07)."""
    link, nomination = entered("admit", sealed)
    form = Desk(nomination.name)
    if not form.validate():
        return page("desk", link, nomination, sealed, form=form), 400
    prove("desk", link)
    return back(WAYS[form.then.data], sealed=sealed)


def form_for(nomination: Nomination) -> Admit:
    """The checks, and a field for each person who was arranged for."""
    sitting, policy = nomination.sitting, nomination.sitting.program_version.program.accommodations
    persons = second_persons_for(arrangement_for(sitting).room_codes)
    may_be = PROCTOR_MAY if policy.reader_may_be_proctor else ()
    return admit_form(persons, proctor=nomination.name, may_be_proctor=may_be)(
        sitting.candidate.legal_last_name, sitting.candidate.legal_name)


def _checks(link, nomination: Nomination, sealed: str, form: Admit):
    sitting = nomination.sitting
    first, last, arrangement = first_day_of(sitting), sitting.authorization.closes_on, arrangement_for(sitting)
    free = sitting.program_version.program.accommodations.free_for_everybody
    return page("admit", link, nomination, sealed, form=form, first_day=first,
                on_time=first <= board_day(now()) <= last, time=time_in_words(arrangement),
                arranged=instructions_for(arrangement.room_codes), free=words_of(free))
