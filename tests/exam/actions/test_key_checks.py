"""A question whose key looks wrong holds its exam form, until a person confirms the key or scores it otherwise."""

from datetime import timedelta

import pytest

from exam.actions import key_checks, releases, scoring_decisions
from exam.database import db
from exam.errors import NotReady, Refused
from exam.models import KeyFinding, Result
from exam.queries.analyses import form_standings
from exam.queries.gate import missing_for
from exam.queries.key_checks import key_standings, who_looks_after_keys
from exam.queries.shadow_runs import shadow_of
from exam.queries.sittings import missing_for_each
from exam.queries.waiting import scorings_to_adopt
from exam.rules import actors
from tests.factories import people
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND
PROPOSER, ADOPTER = actors.staff("imani"), actors.staff("greer")
UNCHECKED = "The key of this exam form has not been checked yet."
DOUBTED = "A question of this exam form has a key that looks wrong."
FLAG = {"item": "t", "position": 1, "kind": "probable-miskey", "sentence": "Probable miskey: option c."}


@pytest.fixture
def world(db_app):
    return make.world()


def ready(world):
    sitting = make.submitted(world)
    make.attested(world, sitting)
    return sitting


def checked(world, *flags, owner=None, now=None):
    owner = owner or people.staff("psychometrician", now=world.now)
    return key_checks.keep(world.form, {"n": 300, "items": [], "flags": list(flags)}, owner_id=owner.id,
                           due_on=(world.now + timedelta(days=7)).date(), now=now or world.now, by=PROPOSER)


def test_c08_a_doubted_key_holds_every_release_of_its_form(world):
    sitting = ready(world)
    check = checked(world, FLAG, {**FLAG, "position": 2, "kind": "too-hard"})
    [finding] = check.findings
    assert (finding.position, finding.due_on > world.now.date(), bool(finding.owner_id)) == (1, True, True)
    assert missing_for(sitting) == [DOUBTED] and missing_for_each([sitting]) == {sitting.id: [DOUBTED]}
    with pytest.raises(NotReady):
        releases.release(sitting, mode="by_staff", now=world.now, by=ADOPTER)
    assert db.session.query(Result).count() == 0


def test_c08_confirming_the_key_with_a_reason_lets_the_form_go_and_is_not_asked_again(world):
    sitting = ready(world)
    [finding] = checked(world, FLAG).findings
    with pytest.raises(Refused, match="why"):
        key_checks.confirm(finding, reason=" ", now=world.now, by=ADOPTER)
    key_checks.confirm(finding, reason="Read again: b is right.", now=world.now, by=ADOPTER)
    assert missing_for(sitting) == []
    with pytest.raises(Refused):
        key_checks.confirm(finding, reason="Once more.", now=world.now, by=ADOPTER)
    assert checked(world, FLAG).findings == [] and missing_for(sitting) == []


def test_c08_a_scoring_decision_lets_the_form_go_only_when_it_is_adopted(world):
    sitting = ready(world)
    checked(world, FLAG)
    decision = scoring_decisions.propose(world.form.items[0].revision, kind="change_key", right_options=("c",),
                                         reason="The key is c.", now=world.now, by=PROPOSER)
    run = scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, lambda *_: None), now=world.now, by=PROPOSER)
    assert missing_for(sitting) == [DOUBTED]
    scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now, by=ADOPTER)
    assert missing_for(sitting) == []
    assert db.session.query(KeyFinding).one().outcome == "scoring_decision"
    result = releases.release(sitting, mode="by_staff", now=world.now, by=ADOPTER)
    assert (result.raw_score, result.scoring_version) == (24, 2)


def test_c08_a_rejected_decision_leaves_the_form_held(world):
    sitting = ready(world)
    checked(world, FLAG)
    decision = scoring_decisions.propose(world.form.items[0].revision, kind="remove", reason="Two keys.",
                                         now=world.now, by=PROPOSER)
    scoring_decisions.reject(decision, reason="It has one.", now=world.now, by=ADOPTER)
    assert missing_for(sitting) == [DOUBTED]


def test_c08_in_batch_mode_the_first_release_waits_for_the_check_once_there_are_answers_enough(db_app, monkeypatch):
    world = make.world(release={"mode": "staff_batch"})
    sitting = ready(world)
    assert missing_for(sitting) == []
    monkeypatch.setattr("exam.queries.key_checks.handed_in", lambda form_id: 30)
    assert missing_for(sitting) == [UNCHECKED] and missing_for_each([sitting]) == {sitting.id: [UNCHECKED]}
    checked(world)
    assert missing_for(sitting) == []


def test_c08_what_a_check_found_stands_on_the_first_page_and_before_a_batch(world, app):
    ready(world)
    checked(world, FLAG)
    reader = people.signed_in(app.test_client(), people.staff("releaser", now=world.now), now=world.now)
    home = reader.get("/board").get_data(as_text=True)
    assert '<a href="/board/scoring#keys">Questions whose key looks wrong' in home
    batch = reader.get("/board/sittings/batch-release").get_data(as_text=True)
    assert "question 1 has a key that looks wrong" in batch and "Nothing is ready for release" in batch


def test_c08_a_check_that_found_nothing_says_so(world, app):
    ready(world)
    checked(world)
    reader = people.signed_in(app.test_client(), people.staff("psychometrician", now=world.now), now=world.now)
    at = f"/board/scoring/key-checks/{world.form.id}"
    assert "no key looks wrong" in reader.get(at).get_data(as_text=True)
    checked(world, FLAG, now=world.now + timedelta(hours=2))
    assert "no key looks wrong" not in reader.get(at).get_data(as_text=True)


def test_c08_what_an_earlier_check_found_stays_on_the_page_of_the_form_until_somebody_has_decided(world, app):
    ready(world)
    [finding] = checked(world, FLAG).findings
    assert checked(world, FLAG, now=world.now + timedelta(hours=2)).findings == []
    reader = people.signed_in(app.test_client(), people.staff("psychometrician", now=world.now), now=world.now)
    at = f"/board/scoring/key-checks/{world.form.id}"
    assert f"{at}/findings/{finding.id}/confirm" in reader.get(at).get_data(as_text=True)


def test_a_form_of_one_candidate_stands_in_no_list_of_forms_unless_its_key_holds_it(world):
    sitting = ready(world)
    assert [row.form for row in key_standings()] == [row.form for row in form_standings()] == [world.form]
    world.form.for_candidate_id = sitting.candidate_id
    db.session.commit()
    assert key_standings() == form_standings() == []
    checked(world, FLAG)
    assert [row.open_findings for row in key_standings()] == [1]


def test_c08_what_nobody_asked_for_goes_to_whoever_had_the_newest_finding(world):
    owners = [people.staff("psychometrician", now=world.now) for _ in range(6)]
    for number, owner in enumerate(owners):
        checked(world, {**FLAG, "position": number + 1}, owner=owner, now=world.now + timedelta(hours=number))
    assert who_looks_after_keys().id == owners[-1].id


def test_c09_a_decision_waits_for_the_second_person_and_not_for_the_one_who_proposed_it(world):
    ready(world)
    decision = scoring_decisions.propose(world.form.items[0].revision, kind="credit_all", reason="Two keys.",
                                         now=world.now, by=PROPOSER)
    assert (scorings_to_adopt("greer"), scorings_to_adopt("imani")) == (1, 0)
    scoring_decisions.reject(decision, reason="It has one.", now=world.now, by=ADOPTER)
    assert scorings_to_adopt("greer") == 0
