"""The demo's past year: a cohort of the simulator takes its exams over HTTP, and the board does its work meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app

from exam.actions import exports, incidents, items, releases
from exam.actions.courier import deliver_at_once
from exam.cli.demo_hearings import STORIES, let_machines_read, look_at_one_proctor
from exam.cli.demo_past import LATER, ON_THE_FIRST_FORM, PLANTED_ITEMS, intakes, new_forms_on, past_cohort, past_proctor
from exam.cli.demo_staff import declare_again, staff_actor
from exam.cli.demo_year import Story, Year
from exam.cli.simulation.office import Office
from exam.cli.simulation.own_house import own_house
from exam.cli.simulation.people import Person
from exam.queries.demo import staff_and_secrets
from exam.queries.exam_forms import exam_form_with_code
from exam.queries.incidents import incidents_of
from exam.queries.items import item_with_code
from exam.queries.key_checks import key_trouble, open_findings_of
from exam.queries.results import results_of
from exam.rules import actors
from exam.rules.demo_people import PASSWORD, WRONG_KEY, WRONG_KEY_ON
from exam.web.signing_keys import signer

PROGRAM = "mo-cps-25"
REPORTS = {"H-0017": ("I20", "Somebody came in twice by mistake. We went on after a minute."),
           "H-0048": ("I10", "The connection was away for about four minutes. Nothing was lost."),
           "H-0029": ("I30", "The candidate felt faint and drank some water. We went on."),
           "H-0108": ("I20", "Building work could be heard next door.")}
WITHDRAWN, OWN_REPORT, AGAIN = {"H-0033"}, {"H-0025", "H-0111"}, 3
KEY_CHECKED_BEFORE_NEW_FORMS = timedelta(days=26)
Say = Callable[[int, int], None]


def live_the_year(opened: datetime, now: datetime, publish_others: Callable[[datetime], None], say: Say) -> None:
    """Everything between the day the board opened and now. `publish_others` puts the other exam forms into use."""
    coming = intakes(opened, now)
    with own_house(current_app._get_current_object(), opened + timedelta(days=2)) as house:
        secrets = {person.email.partition("@")[0]: secret for person, secret in staff_and_secrets()}
        year = Year(house, Office(house, PASSWORD, secrets), past_cohort(coming), PLANTED_ITEMS)
        for intake in coming:
            people = [year.cohort.people[number] for number in intake.numbers]
            year.once(intake.on, lambda people=people: _take_in(year, people, now, say))
        _plan_the_board(year, now, publish_others)
        year.run()
    deliver_at_once()


def _plan_the_board(year: Year, now: datetime, publish_others: Callable[[datetime], None]) -> None:
    """What the board does by itself."""
    changed = new_forms_on(now)
    year.once(changed - KEY_CHECKED_BEFORE_NEW_FORMS - timedelta(days=10), lambda: _deliver_results(year))
    year.plan(changed - KEY_CHECKED_BEFORE_NEW_FORMS, _find_the_wrong_key(year))
    year.once(changed, lambda: publish_others(year.now))
    year.once(changed + timedelta(days=2), lambda: _let_some_try_again(year))
    year.once(now - timedelta(days=30), lambda: let_machines_read(year.now))
    year.once(now - timedelta(days=10), lambda: declare_again(year.now))
    year.once(now - timedelta(days=9), lambda: look_at_one_proctor(year.now))


def _take_in(year: Year, people: list[Person], now: datetime, say: Say) -> None:
    """One training's roster; each sets out on a day of their own, while the link of the first letter works."""
    say(people[0].number, ON_THE_FIRST_FORM + LATER)
    year.office.authorize(people, PROGRAM)
    for place, person in enumerate(people):
        number = person.number - ON_THE_FIRST_FORM - LATER
        if number < 0:
            year.plan(year.now + timedelta(hours=8, days=11.5 * place / len(people)), _first_exam(year, person))
        else:
            days_ago, story = STORIES[number]
            year.plan(now - timedelta(days=days_ago), story(year, person, now))


def _first_exam(year: Year, person: Person) -> Story:
    road, reported = year.road(person), REPORTS.get(person.candidate_id)
    road.set_out()
    if person.candidate_id in WITHDRAWN:
        road.press("withdraw")
        road.close()
        return
    yield from year.exam_on(road, reported)
    if reported:
        yield timedelta(days=1, hours=4)
        _settle(year, person)
        while key_trouble(year.sitting_of(person)):
            yield timedelta(days=1)
        releases.release(year.sitting_of(person), mode="by_staff", now=year.now, by=staff_actor("releaser"))
    if person.candidate_id in OWN_REPORT:
        yield timedelta(hours=3)
        incidents.report(year.sitting_of(person), code="I30", source="candidate", now=year.now,
                         happened_at=year.now - timedelta(hours=4), text="I had a headache in the second half.",
                         by=actors.candidate(year.sitting_of(person).candidate.account_id))


def _settle(year: Year, person: Person) -> None:
    """The board decides what was reported."""
    by, sitting = staff_actor("releaser"), year.sitting_of(person)
    for incident in [row for row in incidents_of(sitting.id) if row.is_open]:
        incidents.decide(incident, decision="release_with_note", now=year.now, by=by,
                         reason="It was short, and both say that it did not disturb the exam.")


def _let_some_try_again(year: Year) -> None:
    """Some who did not pass on the first form get another one."""
    failed = [person for person in year.cohort.people[:ON_THE_FIRST_FORM]
              if (results := results_of(year.sitting_of(person).id)) and results[-1].decision == "FAIL"]
    for place, person in enumerate(failed[:AGAIN]):
        again = replace(person, proctor=past_proctor(501 + person.number), ability=person.ability + 0.6, looks_at=None)
        year.plan(year.now + timedelta(days=3 * place), _further_exam(year, again))


def _further_exam(year: Year, person: Person) -> Story:
    road = year.road(person)
    road.sitting = f"/candidate/sittings/{year.sitting_of(person).id}"
    road.come_back()
    road.press("retake")
    road.close()
    yield timedelta(days=9)
    road.come_back()
    road.name_proctor()
    yield from year.exam_on(road)


def _find_the_wrong_key(year: Year) -> Story:
    """The key check holds the form; the question is mended in the bank, and a second person adopts the right key."""
    form_id = exam_form_with_code(WRONG_KEY_ON).id
    year.office.check_key(form_id)
    yield timedelta(hours=20)
    item = item_with_code(WRONG_KEY["code"])
    asked, author = item.current, staff_actor("author")
    for finding in [row for row in open_findings_of(form_id) if row.item_revision_id != asked.id]:
        year.office.confirm_key(form_id, finding.id)
    right = replace(asked.content, key=WRONG_KEY["right"])
    items.edit(item, right, seen_number=asked.number, note="The key named the wrong option.", now=year.now, by=author,
               key_reason="The key check found it. The source names this option.")
    items.send_to_review(item, now=year.now, by=author)
    items.review(item, verdict="approve", note="Read with the source.", bias_note="The wording is as it was.",
                 now=year.now, by=staff_actor("reviewer"))
    year.office.mend_key(asked.id, WRONG_KEY["right"])
    year.house.tell("sweep")


def _deliver_results(year: Year) -> None:
    """The credentialing office has results that are corrected later."""
    exports.export_results(program_id="", only_new=False, recipient="Credentialing office", reason="First delivery",
                           signer=signer(), now=year.now, by=staff_actor("releaser"))
