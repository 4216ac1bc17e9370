"""What the pages about scoring show: decisions in each state, a corrected result, somebody to tell, a doubted key."""

from collections.abc import Mapping
from datetime import timedelta

from exam.actions import exports, key_checks, rescoring, scoring_decisions
from exam.database import db
from exam.models import Account, ScoringDecision, Sitting
from exam.queries.scoring_versions import sittings_to_rescore
from exam.queries.shadow_runs import shadow_of
from exam.rules import actors
from exam.web.signing_keys import signer
from tests.factories.world import World

PROPOSER, ADOPTER = actors.staff("proposer"), actors.staff("adopter")
OPTIONS = [{"option": letter, "is_key": letter == "b", "share": 0.25, "pbis": None if letter == "d" else 0.1}
           for letter in "abcd"]
FIGURES = {"item": "t-000", "position": 1, "p": 0.25, "pbis": -0.2, "options": OPTIONS}
FLAG = {"item": "t-000", "position": 1, "kind": "probable-miskey",
        "sentence": "Probable miskey: option c goes with higher scores than the key."}


def proposed(world: World, place: int, *, kind: str = "credit_all") -> ScoringDecision:
    """A proposal about the question at this place of the world's form, with its shadow run."""
    decision = scoring_decisions.propose(world.form.items[place].revision, kind=kind, reason="Two options are right.",
                                         now=world.now, by=PROPOSER)
    scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, lambda *_: None), now=world.now, by=PROPOSER)
    db.session.expire(decision)
    return decision


def decided(world: World, place: int, *, kind: str = "remove") -> None:
    """The same, adopted by a second person."""
    decision = proposed(world, place, kind=kind)
    scoring_decisions.adopt(decision, decision.shadow_runs[0], reason="Agreed.", now=world.now, by=ADOPTER)


def scored_otherwise(world: World, staff: Mapping[str, Account]) -> None:
    """An export, then one decision adopted and carried out, one rejected, one that waits; and a key in doubt."""
    exports.export_results(signer=signer(), program_id="", only_new=False, recipient="State office",
                           reason="Monthly list.", now=world.now, by=actors.staff("releaser"))
    carried_out, said_no = proposed(world, 24), proposed(world, 23)
    scoring_decisions.adopt(carried_out, carried_out.shadow_runs[0], reason="Agreed.", now=world.now, by=ADOPTER)
    for sitting_id in sittings_to_rescore():
        rescoring.rescore(db.session.get(Sitting, sitting_id), now=world.now, by=actors.system("sweep"))
    scoring_decisions.reject(said_no, reason="One option is right.", now=world.now, by=ADOPTER)
    proposed(world, 22)
    key_checks.keep(world.form, {"n": 300, "items": [FIGURES], "flags": [FLAG]},
                    owner_id=staff["psychometrician"].id, due_on=(world.now + timedelta(days=7)).date(), now=world.now,
                    by=PROPOSER)
