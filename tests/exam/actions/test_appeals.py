"""Until when a result may be appealed, and how often: a corrected one is new (C18)."""

import pytest

from exam.actions import appeals, rescoring, scoring_decisions
from exam.database import db
from exam.errors import Refused
from exam.models import Letter
from exam.queries.appeals import open_for
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.factories.scoring import ADOPTER, proposed
from tests.support.databases import ONE_KIND

THIRD = actors.staff("third")


@ONE_KIND
def test_c18_a_corrected_result_may_be_appealed_however_long_ago_the_first_one_was_released(db_app):
    world = make.world()
    sitting = states.released(world, right=18)
    person = actors.candidate(sitting.candidate.account_id)
    first = appeals.appeal(sitting, about="result", text="Please look again.", now=world.now, by=person)
    appeals.take_up(first, now=world.now, by=THIRD)
    appeals.decide(first, outcome="not_upheld", remedy="none", reasons="It is right.", now=world.now, by=THIRD)
    world.later(days=300)
    assert "result" not in open_for(sitting, now=world.now)
    decision = proposed(world, 18)
    scoring_decisions.adopt(decision, decision.shadow_runs[0], reason="Agreed.", now=world.now, by=ADOPTER)
    rescoring.rescore(sitting, now=world.now, by=actors.system("sweep"))
    letter = db.session.query(Letter).filter_by(kind="candidate/result_corrected").one()
    days = sitting.program_version.program.appeals.file_days
    assert f"you may appeal there within {days} days" in letter.body_text
    anew = appeals.appeal(sitting, about="result", text="This one too.", now=world.now, by=person)
    assert anew.state == "received"
    with pytest.raises(Refused, match="from you already"):
        appeals.appeal(sitting, about="result", text="Once more.", now=world.now, by=person)
