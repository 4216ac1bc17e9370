"""How a second exam form is tied to the first: a typed reason, or a linking that the scaled scores follow from."""

import json

import pytest

from exam.actions import cut_scores, exam_forms
from exam.actions.cut_scores import Ground
from exam.database import db
from exam.errors import Refused
from exam.models import CutProposal
from exam.queries.annual_report import annual_report
from exam.queries.annual_shape import Year
from exam.rules import actors
from exam.web.evidence_packs import made_pack
from question_bank.blueprint import shipped_blueprints
from question_bank.linking import FIRST_FORM, linked_score
from tests.exam.web.test_evidence_forgeries import forged
from tests.factories import world as make
from tests.factories.evidence import released_result
from tests.support.databases import ONE_KIND
from tests.support.evidence import verifier
from tests.support.settings import SECRET

BY, OTHER = actors.staff("proposer"), actors.staff("adopter")


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


def second_form(world):
    """Published, with a cut score that is not linked."""
    blueprint = shipped_blueprints()[world.version.program.exam.blueprint]
    return make.exam_form(world.version, make.contents_for(blueprint, "z"), now=world.later(minutes=1))


def linking(world, other, **facts) -> dict:
    """What the command writes about two forms: the second one is harder."""
    return {"format": "examhall-linking-1", "method": "tucker", "exam_form": other.code, "base_form": world.form.code,
            "n": 400, "base_n": 380, "maximum": 25, "base_maximum": 25, "anchor": 8,
            "constants": {"slope": "0.930000", "intercept": "2.600000"}, "standard_errors": [], "notes": [],
            "data": "a" * 64, "base_data": "b" * 64, **facts}


def linked(world, other):
    """The second form with an adopted cut score that is linked to the first."""
    proposal = cut_scores.propose_linked_cut(other, world.form, linking(world, other), ground=Ground("Enough people."),
                                             now=world.now, by=BY)
    return cut_scores.adopt(proposal, now=world.now, by=OTHER)


def result_on(world, form, right):
    """A released result on this form, the only one that is given out."""
    exam_forms.withdraw(next(one for one in (world.form,) if one is not form), reason="Made for a test.",
                        now=world.now, by=OTHER)
    return released_result(world, right=right)


def test_c06_a_second_form_needs_a_reason_or_a_linking_and_the_first_says_so_by_itself(world):
    assert world.form.cut_score.record["linking"] == {"method": "none", "reason": FIRST_FORM}
    assert world.form.cut_score.record["scale"] == {"min": 200, "cut": 500, "max": 800}
    other = second_form(world)
    assert other.cut_score.record["linking"] == {"method": "none", "reason": "Made for a test."}
    db.session.expire_all()
    for wrong, words in (({"exam_form": "F-other"}, "ties"), ({"maximum": 24}, "25 and 25"), ({"n": -1}, "'n'")):
        with pytest.raises(Refused, match=words):
            cut_scores.propose_linked_cut(other, world.form, linking(world, other, **wrong), ground=Ground("A test."),
                                          now=world.now, by=BY)
    cut = linked(world, other)
    assert (cut.number, cut.cut_raw, cut.basis, cut.interim) == (2, 18, "linked", True)
    with pytest.raises(Refused, match="not itself a linked one"):
        cut_scores.propose_linked_cut(world.form, other, linking(world, other), ground=Ground("A test."),
                                      now=world.now, by=BY)
    report = annual_report(Year("mo-cps-25", world.now.year, 10))
    [rows] = [section.rows for section in report if section.title == "Cut scores"]
    assert [row[3] for row in rows] == [FIRST_FORM, "Not linked: Made for a test.", (
        f"Linked to {world.form.code} (Tucker, 400 and 380 people, 8 common questions)")]


@ONE_KIND
def test_c06_what_a_proposal_says_of_other_forms_must_still_hold_when_it_is_adopted(world):
    other = second_form(world)
    proposal = cut_scores.propose_linked_cut(other, world.form, linking(world, other), ground=Ground("A test."),
                                             now=world.now, by=BY)
    newer = db.session.get(CutProposal, proposal.id)
    newer.record = {**newer.record, "linking": {"method": "none", "reason": FIRST_FORM}}
    db.session.commit()
    with pytest.raises(Refused, match="got its cut score meanwhile"):
        cut_scores.adopt(newer, now=world.now, by=OTHER)


@ONE_KIND
def test_c06_the_pack_holds_the_constants_and_the_verifier_names_the_one_that_was_changed(world):
    other = second_form(world)
    cut = linked(world, other)
    result = result_on(world, other, right=22)
    assert result.cut_score_id == cut.id and result.decision == "PASS"
    assert result.scaled_score == linked_score(22, 18, 25, cut.record) == 703
    pack = made_pack(result)
    assert verifier().check(pack.data, sealed=pack.sealed_part)[0] == []

    def found(change) -> set:
        changed = forged(pack.data, lambda files: change(files["cut-scores.json"]["cut_scores"][0]["record"]))
        return {fault[:2] for fault in verifier().check(changed)[0]}
    where = "cut_scores/0/record"
    slope = found(lambda record: record["linking"]["constants"].update(slope="0.990000"))
    assert {("cut-scores.json", "cut_scores/0/linking"), ("cut-scores.json", f"{where}/linking/constants"),
            ("result.json", "results/0/scaled_score")} <= slope
    assert ("cut-scores.json", f"{where}/scale/max") in found(lambda record: record["scale"].update(max=900))
    assert ("cut-scores.json", "cut_scores/0/linking") in found(lambda record: record["linking"].update(n=4000))


@ONE_KIND
def test_c06_the_pages_ask_for_the_reason_or_the_linking_and_keep_what_was_typed(world, member):
    other = second_form(world)
    form = exam_forms.keep_draft(world.version, [(row.revision.item, row.scored) for row in other.items], code="F-new",
                                 seed=1, purpose="exam", now=world.now, by=make.AUTHOR)
    exam_forms.publish(form, now=world.now, by=make.REVIEWER)
    person, page = member("psychometrician"), f"/board/cut-scores/{form.id}"
    assert "Say why this form is not linked to it" in person.send(f"{page}/propose", page)
    again = person.send(f"{page}/propose-linked", f"{page}/propose-linked", base=world.form.id,
                        linking="{", reason="They fit.")
    assert "This cannot be read" in again and "They fit." in again
    told = person.send(f"{page}/propose-linked", page, base=world.form.id, reason="They fit.",
                       linking=json.dumps(linking(world, form)))
    assert "Somebody else has to adopt it" in told and "Linked to" in told
    cut_scores.turn_down(db.session.query(CutProposal).filter_by(state="open").one(), now=world.now, by=OTHER)
    told = person.send(f"{page}/propose-unlinked", page, why_unlinked="Nobody took it yet.")
    assert "Not linked: Nobody took it yet." in told
