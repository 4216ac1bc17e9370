"""A panel's way from its letters to a cut score that a result is released under, without a browser or an account."""

import hashlib
import json
import re
from fractions import Fraction
from math import ceil

import pytest

from exam.actions import releases
from exam.database import db
from exam.models import (
    AuditEntry,
    CutProposal,
    CutScore,
    ExamForm,
    Letter,
    PanelRating,
    Result,
    StandardSetting,
)
from exam.queries.panel_ratings import positions_rated
from exam.rules import actors
from question_bank.angoff import digest_of_ratings
from tests.factories import panels, states
from tests.factories import world as maker
from tests.factories.members import signed_in_member
from tests.factories.people import post
from tests.support.databases import ONE_KIND
from tests.support.evidence import part

PANEL = 8
BOARD = "/board/standard-setting"


@pytest.fixture
def world(db_app, clock):
    world = maker.world(now=clock())
    maker.practice_form(world.version, now=clock())
    return world


def first_ratings(positions, number: int) -> list[tuple[int, int]]:
    """Severe and mild raters; about the third question they do not agree at all."""
    return [(position, 20 + 10 * number if place == 2 else 60 + 5 * (number % 3))
            for place, position in enumerate(positions)]


@ONE_KIND
def test_c04_a_panel_of_eight_comes_to_a_cut_that_a_result_is_released_under(world, app, db_app, clock):
    runs, adopts = (signed_in_member(db_app, role, now=clock()) for role in ("psychometrician", "reviewer"))
    old = states.in_progress(world)
    assert "has begun" in runs.send(f"{BOARD}/start", exam_form=world.form.id, definition=panels.DEFINITION)
    study = db.session.query(StandardSetting).one()
    page = f"{BOARD}/{study.id}"
    raters = []
    for number in range(PANEL):
        runs.send(f"{page}/invite", name=f"Robin Rater {number}", email=f"rater{number}@example.net",
                  role="credential_holder" if number else "trainer", region=f"Region {number % 3}")
        raters.append(panels.at(app, db.session.get(StandardSetting, study.id).panelists[number]))
    assert db.session.query(Letter).filter_by(kind="panelist/invitation").count() == PANEL
    assert "needs at least 6 members" in runs.send(f"{page}/open-round", page)
    practice = [row.position for row in study.practice_form.items[:3]]
    for one in raters:
        assert "Practice" in one.accept()
        one.rate_all(0, [(position, 50) for position in practice])
        assert "Round 1 opens once the panel is complete" in one.hand_in(0)
    assert "The round is open" in runs.send(f"{page}/open-round", page)

    positions = [row.position for row in positions_rated(study)]
    for number, one in enumerate(raters):
        assert "Hand in round 1" in one.rate_all(1, first_ratings(positions, number))
        if number == 0:
            assert "Not handed in yet: P01, P02" in runs.send(f"{page}/close-round", page)
        one.hand_in(1)
    shown = runs.send(f"{page}/close-round", page)
    assert "The round is closed" in shown and "1 question to talk about after round 1" in shown
    assert "The board calls the panel together" in raters[0].page()

    runs.send(f"{page}/open-round", page)
    for number, one in enumerate(raters):
        seen = one.send(f"/2/{positions[2]}/open")
        assert "What the panel said in round 1" in seen and "In released exams" not in seen
        assert re.search(rf"Your rating</dt><dd>{20 + 10 * number} of 100", seen)
        one.send(f"/2/{positions[2]}", percent=55 if number % 2 else 60, then="list")
        assert "Please check" in one.hand_in(2, **{**panels.BOX, "low_cut": 90})
        one.hand_in(2, **panels.BOX)
    assert "The panel is done" in runs.send(f"{page}/close-round", page)
    assert "The panel is done" in raters[0].page()
    assert db.session.query(Letter).filter_by(kind="panelist/thanks").count() == PANEL

    mean = Fraction(sum(60 + 5 * (number % 3) for number in range(PANEL)), 100 * PANEL)
    found = 24 * mean + Fraction(115, 200)
    record = runs.page(f"{page}/record")
    assert f"{found} of 25 points, as an exact fraction" in record and "needs at least 30 people; there are 0" in record
    assert "Robin" not in record and "example.net" not in record
    assert "Say who gets the file" in adopts.send(f"{page}/ratings", kind="json")
    taken = post(adopts.client, f"{page}/ratings", kind="json", reason="The technical committee, to check the cut.")
    raw, entry = json.loads(taken.data), db.session.query(AuditEntry).filter_by(action="export_report").one()
    assert entry.facts["sha256"] == hashlib.sha256(taken.data).hexdigest() and "committee" in entry.facts["reason"]
    assert raw["ratings_digest"] == digest_of_ratings(raw["ratings"]) and raw["ratings_digest"] in record
    assert len(raw["ratings"]) == PANEL * 26 and "Robin" not in json.dumps(raw)

    assert "The cut score is proposed" in runs.send(f"{page}/propose", halves=0, reason="As the panel found it.")
    cuts = f"/board/cut-scores/{world.form.id}"
    adopt = f"{cuts}/{db.session.query(CutProposal).filter_by(state='open').one().id}/adopt"
    assert runs.client.post(adopt, data={"csrf_token": "x"}).status_code == 400
    assert "somebody else has to adopt it" in runs.page(cuts)
    assert "The cut score is adopted" in adopts.send(adopt, cuts)

    cut = db.session.query(CutScore).filter_by(number=2).one()
    assert (cut.cut_raw, cut.maximum, cut.basis, cut.interim) == (ceil(found), 25, "angoff", False)
    assert cut.record["decision"]["proposed_by"] == str(runs.by) and cut.record["ratings_digest"] in record
    check, kept = part("panels").faults_of, {"record": cut.record, "cut_raw": cut.cut_raw, "basis": cut.basis}
    files = {"journal": {"positions": []}, "cut-scores": {"cut_scores": [kept]}}
    assert not list(check(files)), "whoever gets an evidence pack reckons the cut again"
    kept["record"] = {**cut.record, "sum_of_means": "3"}
    assert [place for _, place, _ in check(files)] == ["cut_scores/0/record/moved", "cut_scores/0/cut_raw"]
    listed = adopts.page("/board/reports/cut-scores")
    for said in (*(cut.record[name] for name in ("ratings_digest", "standard_error")), "1 trains for it",
                 str(PANEL * 26), runs.account.name):
        assert said in listed, said
    new = states.released(world, right=ceil(found))
    result = db.session.query(Result).filter_by(sitting_id=new.id).one()
    assert (result.cut_basis, result.cut_raw, result.decision) == ("angoff", ceil(found), "PASS")
    before = maker.submitted(world, old, right=ceil(found))
    maker.attested(world, before)
    releases.release(before, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
    assert db.session.query(Result).filter_by(sitting_id=old.id).one().cut_raw == 19
    assert db.session.query(PanelRating).filter_by(round=0).count() == 3 * PANEL
    assert db.session.query(ExamForm).filter_by(purpose="exam").one().cut_score.id == cut.id
