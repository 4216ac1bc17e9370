"""The demo's standard setting: one panel that is done and waits for a decision, and one that has just been asked."""

from datetime import datetime, timedelta

from exam.actions import cut_scores, panels, standard_setting
from exam.actions.cut_scores import Ground
from exam.cli.demo_staff import deliver, staff_actor
from exam.models import Panelist, StandardSetting
from exam.queries.exam_forms import exam_form_with_code
from exam.queries.panel_ratings import positions_of
from exam.queries.standard_setting import forms_to_judge, studies
from exam.rules import actors

FINISHED, BEGUN = "P25-B", "P25-C"
DEFINITION = ("Listens without judging, and says plainly what must be reported and why.\n"
              "Keeps records short and factual. Knows whom to call in a crisis, and stays with the person.\n"
              "Still needs help with questions of law that come up rarely.")
MEMBERS = (("Ada Lindholm", "credential_holder", "Southeast"), ("Ben Okoro", "credential_holder", "Kansas City"),
           ("Cleo Marchetti", "recently_certified", "Ozarks"), ("Dev Patel", "supervisor", "St. Louis"),
           ("Edie Navarro", "trainer", "Central"), ("Finn Castellan", "credential_holder", "Northwest"))
BOX = {"low_cut": 60, "high_cut": 80, "low_fail": 5, "high_fail": 35}


def seat_panels(now: datetime) -> None:
    """Both studies, unless there is one already."""
    ready = {form.code for form in forms_to_judge()}
    if studies() or not {FINISHED, BEGUN} <= ready:
        return
    _finish(now - timedelta(days=4))
    begun = _study(BEGUN, now - timedelta(days=1))
    for place in range(2):
        _invited(begun, place, now - timedelta(days=1))
    deliver(now - timedelta(hours=23))


def _study(code: str, now: datetime) -> StandardSetting:
    return standard_setting.start(exam_form_with_code(code), definition=DEFINITION, shows_impact=True, now=now,
                                  by=staff_actor("psychometrician"))


def _invited(study: StandardSetting, place: int, now: datetime) -> Panelist:
    name, role, region = MEMBERS[place]
    email = f"{name.split()[0].lower()}.{study.exam_form.code[-1].lower()}@example.net"
    return standard_setting.invite(study, name=name, email=email, role=role, region=region, now=now,
                                   by=staff_actor("psychometrician"))


def _finish(now: datetime) -> None:
    study, by = _study(FINISHED, now), staff_actor("psychometrician")
    for place in range(len(MEMBERS)):
        one = _invited(study, place, now)
        panels.accept(one, conflict=None, now=now, by=actors.panelist(one.id))
        _rate(one, 0, place, now)
    for number in range(1, study.rules["rounds"] + 1):
        now += timedelta(hours=20)
        standard_setting.open_round(study, now=now, by=by)
        for place, one in enumerate(study.panel):
            _rate(one, number, place, now)
        standard_setting.close_round(study, standard_setting.summed_up(study), now=now, by=by)
        deliver(now)
    ground = Ground("The panel's cut as it was found.", "The sample board", "Minutes of its last meeting, item 4",
                    why_unlinked="The panel judged the questions of this form themselves.")
    cut_scores.propose_panels_cut(study, halves=0, ground=ground, now=now, by=by)


def _rate(one: Panelist, number: int, place: int, now: datetime) -> None:
    """Invented ratings that lie closer together in the second round; one question opens after the other."""
    by, spread, positions = actors.panelist(one.id), 15 if number < 2 else 5, positions_of(one.study, number)
    if not positions:
        return
    panels.open_question(one, number, positions[0], now=now, by=by)
    for position, then in zip(positions, [*positions[1:], None], strict=True):
        percent = 60 + 5 * (position * 7 % 6) + spread * ((place + position) % 3 - 1)
        panels.rate(one, number, position, percent, then=then, now=now, by=by)
    panels.hand_in(one, number, BOX if number == one.study.rules["rounds"] else {}, now=now, by=by)
