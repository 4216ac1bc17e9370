"""The evidence of a corrected result: both versions are derived anew, with the decisions that lie between them."""

import pytest

from exam.actions import rescoring, scoring_decisions
from exam.database import db
from exam.models import Result, Sitting
from exam.queries.scoring_versions import result_in_force
from exam.queries.shadow_runs import shadow_of
from exam.rules import actors
from exam.web.evidence_packs import made_pack
from tests.factories import world as make
from tests.factories.evidence import released_result
from tests.support.databases import ONE_KIND
from tests.support.evidence import part, verifier
from tests.support.settings import SECRET

pytestmark = ONE_KIND
CHANGES = [("change_key", ("a", "c", "d")), ("credit_all", ()), ("remove", ())]


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock(), several=2)
    made.secrets = [SECRET]
    return made


def corrected(world, *changes) -> tuple[Result, Result]:
    """A released result, and the one that holds after these decisions about the last questions."""
    old = released_result(world, right=18)
    for place, (kind, right_options) in enumerate(changes, start=1):
        decision = scoring_decisions.propose(
            world.form.items[-place].revision, kind=kind, right_options=right_options, reason="Looked at again.",
            now=world.now, by=actors.staff("one"))
        run = scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, lambda *_: None), now=world.now,
                                                by=actors.staff("one"))
        scoring_decisions.adopt(decision, run, reason="Agreed.", body="Board", minutes="4/2026", now=world.now,
                                by=actors.staff("two"))
        rescoring.rescore(db.session.get(Sitting, old.sitting_id), now=world.now, by=actors.system("sweep"))
    return old, result_in_force(old.sitting_id)


@pytest.mark.parametrize("changes", [CHANGES[:1], CHANGES], ids=["key", "all"])
def test_c28_c09_the_old_and_the_new_result_are_both_derived_anew(world, changes):
    old, new = corrected(world, *changes)
    assert new.supersedes_id is not None
    for result in (old, new):
        pack = made_pack(result)
        faults, files = verifier().check(pack.data, sealed=pack.sealed_part)
        assert faults == []
    assert [row["scoring_version"] for row in files["result"]["results"]][0] == 1
    assert len(files["scoring"]["decisions"]) == len(changes)


def test_c28_a_rule_that_no_decision_gave_is_named(world):
    _, new = corrected(world, CHANGES[1])
    _, files = verifier().check(made_pack(new).data)
    files["scoring"]["versions"][1]["rule"] = {}
    found = {(file, place) for file, place, _ in part("rederive")._scores(files)}
    assert ("scoring.json", "versions/1/rule") in found
