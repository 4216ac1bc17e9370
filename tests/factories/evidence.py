"""Released results whose attestation is signed in the program's own words, as evidence packs need them."""

from exam.actions import appeals, incidents, releases
from exam.models import Candidate, Result, Sitting
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.factories.world import World

FIRST, SECOND, THIRD = (actors.staff(name) for name in ("first", "second", "third"))


def released_result(world: World, person: Candidate | None = None, *, sitting: Sitting | None = None,
                    right: int = 20) -> Result:
    """Handed in with so many right answers, attested in full words, released."""
    sitting = make.submitted(world, sitting or states.in_progress(world, person), right=right)
    make.signed_in_full(world, sitting)
    return releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))


def heard_result(world: World, person: Candidate | None = None, *, sitting: Sitting | None = None,
                 right: int = 20) -> Result:
    """Released after a notice and its answer; then an appeal was decided, and a proctor's complaint waits."""
    sitting = sitting or states.in_progress(world, person)
    incident = _doubt(sitting, now=world.now)
    states.heard(incident, now=world.now)
    incidents.decide(incident, decision="release_with_note", reason="The paper was blank.", now=world.now, by=FIRST)
    result = released_result(world, sitting=sitting, right=right)
    asked = appeals.appeal(sitting, about="result", text="Please count question 4 again.", now=world.now,
                           by=actors.candidate(sitting.candidate.account_id))
    appeals.take_up(asked, now=world.now, by=THIRD)
    appeals.decide(asked, outcome="not_upheld", remedy="none", reasons="It was counted right.", now=world.now, by=THIRD)
    nomination = sitting.nominations[-1]
    appeals.complain(nomination, text="Nobody answered the phone.", now=world.later(minutes=1),
                     by=actors.proctor(nomination.id))
    return result


def result_taken_away(world: World, person: Candidate | None = None, *, right: int = 20) -> Result:
    """Released; then made void by two persons, after a notice that was answered."""
    result = released_result(world, person, right=right)
    incident = _doubt(result.sitting, now=world.now)
    states.heard(incident, now=world.now)
    decision = incidents.decide(incident, decision="void_counting", reason="Notes were used.", now=world.now, by=FIRST)
    incidents.confirm(incident, decision, now=world.now, by=SECOND)
    return result


def _doubt(sitting: Sitting, *, now):
    return incidents.report(sitting, code="I50", source="staff", text="Paper on the desk.", happened_at=now, now=now,
                            by=FIRST)
