"""Rescoring after release: the list of changes is exact, everybody is told, both results stay, a crash harms nobody."""

import csv
import io
from datetime import timedelta

import pytest

from exam.actions import exports, items, releases, rescoring, scored_results, scoring_decisions
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.errors import Refused
from exam.models import (
    AuditEntry,
    CorrectionNotice,
    ItemRevision,
    Letter,
    Release,
    RescoreProposal,
    Rescoring,
    Result,
    ScoringVersion,
    Sitting,
)
from exam.queries.exports import bytes_of
from exam.queries.scoring_versions import result_in_force, sittings_to_rescore
from exam.queries.shadow_runs import shadow_of
from exam.rules import actors
from exam.web.signing_keys import signer
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND
PROPOSER, ADOPTER, RELEASER = actors.staff("imani"), actors.staff("greer"), actors.staff("greer")
CUT = 19


@pytest.fixture
def world(db_app):
    return make.world()


def quietly(*_) -> None:
    """Nobody listens to the progress."""


def chosen(world, *, right: int, first: str = "b") -> Sitting:
    """Handed in with option `first` at question 1, and so many right answers at the questions after it."""
    sitting = make.begun(world)
    for row in sitting.positions:
        option = first if row.position == 1 else "b" if row.position <= right + 1 else "a"
        make.answer(world, sitting, row, option)
    db.session.commit()
    return make.hand_in(world, sitting)


def released(world, **facts) -> Result:
    sitting = chosen(world, **facts)
    make.attested(world, sitting)
    return releases.release(sitting, mode="by_staff", now=world.now, by=RELEASER)


def first_revision(world) -> ItemRevision:
    return world.form.items[0].revision


def proposed(world, kind: str = "change_key", **facts):
    facts = {"right_options": ("c",)} | facts if kind == "change_key" else facts
    return scoring_decisions.propose(first_revision(world), kind=kind, reason="The key is c.", now=world.now,
                                     by=PROPOSER, **facts)


def shadow(world, decision):
    return scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, quietly), now=world.now, by=PROPOSER)


def adopted(world, kind: str = "change_key", **facts):
    decision = proposed(world, kind)
    scoring_decisions.adopt(decision, shadow(world, decision), reason="Read and agreed.", now=world.now, by=ADOPTER,
                            **facts)
    return decision


def swept(world):
    return sweep_once(world.later(minutes=1))


def test_c09_a_key_error_after_release_the_list_is_exact_and_both_results_stay(world):
    up = released(world, right=CUT - 1, first="c")    # fails by one, chose what is right now
    down = released(world, right=CUT - 1, first="b")  # passes with the old key alone
    same = released(world, right=CUT + 2, first="a")
    run = shadow(world, decision := proposed(world))
    found = run.document["forms"][0]
    assert (found["n"], found["fail_to_pass"], found["pass_to_fail"], found["changed"]) == (3, 1, 1, 2)
    assert {row["sitting_id"] for row in run.persons} == {up.sitting_id, down.sitting_id}
    scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now, by=ADOPTER, body="Board", minutes="4/2026")
    assert swept(world)["rescore"] == 3
    for row in run.persons:
        new = result_in_force(row["sitting_id"])
        assert (new.raw_score, new.raw_max, new.cut_raw, new.decision, new.scaled_score) == tuple(
            row["new"][name] for name in ("raw", "max", "cut", "decision", "scaled"))
        assert (new.scoring_version, new.release.mode) == (2, "correction")
    newest = result_in_force(up.sitting_id)
    assert (newest.decision, newest.supersedes_id, newest.attestation_id) == ("PASS", up.id, up.attestation_id)
    assert db.session.get(Result, up.id).decision == "FAIL" and result_in_force(same.sitting_id).id == same.id
    assert swept(world)["rescore"] == 0 and db.session.query(Result).count() == 5


def test_c09_the_same_cohort_gives_the_same_shadow_run_twice(world):
    released(world, right=CUT - 1, first="c")
    released(world, right=CUT, first="b")
    decision = proposed(world)
    assert shadow(world, decision).digest == shadow(world, decision).digest


def test_c09_a_released_pass_stays_unless_the_deciding_body_is_named(world):
    passed = released(world, right=CUT - 1, first="b")
    adopted(world)
    swept(world)
    row = db.session.query(Rescoring).one()
    assert (row.outcome, row.new_result_id) == ("pass_stays", None)
    assert result_in_force(passed.sitting_id).id == passed.id and sittings_to_rescore() == []


def test_a_body_without_its_minutes_takes_nothing_away(world):
    decision = proposed(world)
    run = shadow(world, decision)
    with pytest.raises(Refused, match="minutes"):
        scoring_decisions.adopt(decision, run, reason="Agreed.", body="Board", now=world.now, by=ADOPTER)
    assert db.session.query(ScoringVersion).count() == 0


def test_c09_whoever_proposes_cannot_adopt_or_reject(world):
    decision = proposed(world)
    run = shadow(world, decision)
    for act in (lambda: scoring_decisions.adopt(decision, run, reason="Yes.", now=world.now, by=PROPOSER),
                lambda: scoring_decisions.reject(decision, reason="No.", now=world.now, by=PROPOSER)):
        with pytest.raises(Refused, match="somebody else"):
            act()


def test_c09_a_shadow_run_that_is_out_of_date_cannot_be_adopted(world):
    decision = proposed(world)
    run = shadow(world, decision)
    released(world, right=CUT, first="c")
    with pytest.raises(Refused, match="new shadow run"):
        scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now, by=ADOPTER)


def test_what_is_not_released_yet_is_scored_under_the_newest_version_and_in_no_shadow_run(world):
    waiting = chosen(world, right=CUT - 1, first="c")
    make.attested(world, waiting)
    decision = adopted(world)
    assert [decision.shadow_runs[0].document["forms"][0][name] for name in ("n", "waiting")] == [0, 1]
    result = releases.release(waiting, mode="by_staff", now=world.now, by=RELEASER)
    assert (result.scoring_version, result.decision, result.supersedes_id) == (2, "PASS", None)
    assert swept(world)["rescore"] == 0


def test_a_removed_question_gets_its_own_cut_and_the_frozen_cut_stays(world):
    result = released(world, right=CUT - 1, first="b")
    old_cut = world.form.cut_score
    adopted(world, "remove", body="Board", minutes="4/2026")
    swept(world)
    new = result_in_force(result.sitting_id)
    assert (new.raw_score, new.raw_max, new.cut_raw, new.decision) == (18, 24, 18, "PASS")
    assert (old_cut.cut_raw, old_cut.maximum) == (19, 25)
    assert (new.cut_score.maximum, new.cut_score.record["after"]) == (24, old_cut.id)
    assert sum(part["items"] for part in new.parts.values()) == 24


def test_credit_to_all_gives_the_point_to_everybody(world):
    result = released(world, right=CUT - 1, first="a")
    adopted(world, "credit_all")
    swept(world)
    new = result_in_force(result.sitting_id)
    assert (new.raw_score, new.raw_max, new.decision) == (CUT, 25, "PASS")


def test_a_later_decision_about_the_same_question_is_the_one_that_holds(world):
    result = released(world, right=CUT - 1, first="a")
    adopted(world, "credit_all")
    swept(world)
    adopted(world, "change_key", body="Board", minutes="5/2026")
    swept(world)
    newest = result_in_force(result.sitting_id)
    middle = db.session.get(Result, newest.supersedes_id)
    assert (newest.raw_score, newest.scoring_version, middle.supersedes_id) == (CUT - 1, 3, result.id)


def test_c09_a_crash_in_the_middle_leaves_each_sitting_old_or_new(world, monkeypatch):
    results = [released(world, right=CUT - 1, first="c") for _ in range(3)]
    adopted(world)
    real, seen = rescoring.to_candidate.result_corrected, []

    def dies_the_second_time(sitting, **facts):
        seen.append(sitting.id)
        if len(seen) == 2:
            raise RuntimeError("the machine stops here")
        return real(sitting, **facts)

    monkeypatch.setattr(rescoring.to_candidate, "result_corrected", dies_the_second_time)
    assert swept(world)["rescore_failed"] == 1
    broken = seen[1]
    assert result_in_force(broken).scoring_version == 1
    assert sorted(result_in_force(row.sitting_id).scoring_version for row in results) == [1, 2, 2]
    assert db.session.query(Rescoring).filter_by(sitting_id=broken).count() == 0
    assert swept(world)["rescore"] == 1
    assert {result_in_force(row.sitting_id).scoring_version for row in results} == {2}


def test_c09_the_register_of_releases_stays_one_chain(world):
    released(world, right=CUT - 1, first="c")
    adopted(world)
    swept(world)
    released(world, right=CUT, first="c")
    before = scored_results.FIRST_RECORD
    for result in db.session.query(Result).join(Release).order_by(Release.no):
        assert result.previous_record_hash == before and result.record_hash == scored_results.record_hash(result)
        before = result.record_hash
    corrected = db.session.query(Result).filter(Result.supersedes_id.is_not(None)).one()
    corrected.supersedes_id = None
    assert scored_results.record_hash(corrected) != corrected.record_hash
    db.session.rollback()


def export(world, **facts):
    world.later(minutes=1)
    return exports.export_results(**{"program_id": "", "only_new": False, "recipient": "State office",
                                     "reason": "list", "signer": signer(), **facts}, now=world.now,
                                  by=RELEASER)


def test_c09_everybody_who_got_the_old_row_is_told_and_the_next_delta_has_the_new_one(world):
    old = released(world, right=CUT - 1, first="c")
    by_letter, by_hand = export(world, recipient_address="records@state.example"), export(world)
    other = released(world, right=CUT + 3, first="a")
    not_concerned = export(world, only_new=True)
    adopted(world)
    swept(world)
    notices = {row.export_id: row for row in db.session.query(CorrectionNotice)}
    assert set(notices) == {by_letter.id, by_hand.id} and not_concerned.id not in notices
    assert notices[by_letter.id].told_at is not None and notices[by_hand.id].told_at is None
    letters = db.session.query(Letter).filter(Letter.kind.in_(("recipients/results_corrected",
                                                               "candidate/result_corrected"))).all()
    assert sorted(row.address for row in letters) == sorted([
        "records@state.example", db.session.get(Sitting, old.sitting_id).candidate.email])
    rescoring.told(notices[by_hand.id], how="By phone.", now=world.now, by=RELEASER)
    with pytest.raises(Refused):
        rescoring.told(notices[by_hand.id], how="Again.", now=world.now, by=RELEASER)
    delta = list(csv.DictReader(io.StringIO(b"".join(bytes_of(export(world, only_new=True), "results.csv")).decode())))
    assert [(row["sitting_id"], row["result"], row["supersedes_release_id"]) for row in delta] == [
        (old.sitting_id, "PASS", old.release_id)]
    assert other.sitting_id not in {row["sitting_id"] for row in delta}


def test_the_letters_state_no_result_and_the_audit_no_score(world):
    released(world, right=CUT - 1, first="c")
    adopted(world)
    swept(world)
    letter = db.session.query(Letter).filter_by(kind="candidate/result_corrected").one()
    for told in ("PASS", "FAIL", "500", "18", "19"):
        assert told not in letter.body_text
    entry = db.session.query(AuditEntry).filter_by(action="rescore").one()
    assert {"outcome", "version"} <= set(entry.facts) and not {"raw_score", "decision"} & set(entry.facts)


def test_a_changed_key_closes_what_asked_for_it_and_the_frozen_revision_is_not_touched(world):
    revision = first_revision(world)
    digest = revision.digest
    item = revision.item
    items.edit(item, make.replace(revision.content, key="c"), seen_number=1, note="", key_reason="A slip.",
               now=world.now, by=make.AUTHOR)
    asked = db.session.query(RescoreProposal).one()
    adopted(world)
    assert (asked.state, db.session.get(ItemRevision, asked.old_revision_id).digest) == ("decided", digest)


@pytest.mark.parametrize("options", [(), ("z",), ("a", "b", "c", "d")])
def test_options_that_cannot_be_the_key_are_refused(world, options):
    with pytest.raises(Refused, match="option"):
        proposed(world, right_options=options)


def test_a_void_sitting_gets_no_new_result(world):
    result = released(world, right=CUT - 1, first="c")
    decision = proposed(world)
    run = shadow(world, decision)
    db.session.get(Sitting, result.sitting_id).state = "void"
    db.session.commit()
    with pytest.raises(Refused):
        scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now, by=ADOPTER)
    run = shadow(world, decision)
    scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now + timedelta(minutes=1), by=ADOPTER)
    assert swept(world)["rescore"] == 0 and db.session.query(Result).count() == 1
