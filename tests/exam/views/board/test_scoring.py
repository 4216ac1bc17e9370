"""The pages about scoring: a whole decision by two persons through the browser's own forms, and who may see what."""

import threading

import pytest

from exam.actions import exports
from exam.cli.sweeping import sweep_once
from exam.cli.working import work_off
from exam.database import db
from exam.models import CorrectionNotice, KeyCheck, Result, ScoringDecision
from exam.queries.reports import REPORTS, Chosen, report_page
from exam.rules import actors
from exam.web.signing_keys import signer
from question_bank.programs import shipped_programs
from tests.factories import people, states
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND
PROGRAM = next(program for program in shipped_programs() if program.id == "mo-cps-25")
FEW_ARE_ENOUGH = {**PROGRAM.document.get("statistics", {}), "show_from_n": 2}


@pytest.fixture
def place(app, clock):
    with app.app_context():
        world = make.world(statistics=FEW_ARE_ENOUGH)
        clock.set(world.now)
        yield world


@pytest.fixture
def visitor(app, clock):
    def signed_in(*roles: str):
        return people.signed_in(app.test_client(), people.staff(*roles, now=clock()), now=clock())
    return signed_in


def jobs_done() -> dict:
    return dict(work_off(threading.Event()))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_c09_two_persons_take_a_decision_from_proposal_to_corrected_result(app, place, visitor, clock):
    failed = states.released(place, right=18)
    revision = failed.positions[18].revision
    exports.export_results(signer=signer(), program_id="", only_new=False, recipient="State office",
                           reason="list", now=clock(), by=actors.staff("greer"))
    proposer, adopter = visitor("psychometrician"), visitor("releaser")
    assert f"/{revision.id}/propose" in page(proposer, f"/board/scoring?item={revision.item.code.upper()}")
    address = f"/board/scoring/revisions/{revision.id}/propose"
    assert people.post(proposer, address, kind="change_key").status_code == 400
    assert people.post(proposer, address, kind="credit_all", reason="Two keys.", form_id="").status_code == 303
    decision = db.session.query(ScoringDecision).one()
    at = f"/board/scoring/decisions/{decision.id}"
    assert "No shadow run was made yet" in page(adopter, at)
    assert people.post(adopter, f"{at}/adopt", reason="Yes.").status_code == 400
    assert people.post(proposer, f"{at}/shadow-run", at).status_code == 303
    assert jobs_done() == {"done": 1}
    seen = page(adopter, at)
    assert "Scores on exam form" not in seen, "so few results would show single people"
    assert "From not passed to pass" in seen and failed.candidate.legal_last_name not in seen
    assert failed.candidate.legal_last_name in page(adopter, f"{at}/persons")
    assert proposer.get(f"{at}/persons").status_code == 403
    mine = page(proposer, at)
    assert "somebody else adopts or rejects it" in mine and f"{at}/adopt" not in mine and f"{at}/adopt" in seen
    run = decision.shadow_runs[0]
    assert people.post(proposer, f"{at}/adopt", reason="Mine.", looked_at=run.id).status_code == 400
    assert people.post(adopter, f"{at}/adopt", reason="Agreed.", looked_at="older").status_code in (400, 409)
    assert people.post(adopter, f"{at}/adopt", reason="Agreed.", looked_at=run.id).status_code == 303
    assert sweep_once(clock.advance(minutes=1))["rescore"] == 1
    assert "1: a new result" in page(adopter, at)
    listed = page(adopter, "/board/results")
    assert "replaced by a newer one" in listed and "corrects an earlier one" in listed
    notice = db.session.query(CorrectionNotice).one()
    export = f"/board/exports/{notice.export_id}"
    assert "Tell State office" in page(adopter, export)
    assert people.post(adopter, f"{export}/notices/{notice.id}/tell", how="By phone.").status_code == 303
    assert "By phone." in page(adopter, export)


def test_c24_the_candidate_reads_the_newest_result_and_what_it_replaced(app, place, visitor, clock):
    failed = states.released(place, right=18)
    proposer, adopter = visitor("psychometrician"), visitor("releaser")
    people.post(proposer, f"/board/scoring/revisions/{failed.positions[18].revision.id}/propose", kind="credit_all",
                reason="Two keys.", form_id="")
    decision = db.session.query(ScoringDecision).one()
    at = f"/board/scoring/decisions/{decision.id}"
    people.post(proposer, f"{at}/shadow-run", at)
    jobs_done()
    people.post(adopter, f"{at}/adopt", reason="Agreed.", looked_at=decision.shadow_runs[0].id)
    sweep_once(clock.advance(minutes=1))
    listed = report_page(REPORTS["results"], Chosen(clock()), 1).rows
    assert [(row["decision"], row["counts"]) for row in listed] == [("FAIL", "no, a newer one replaces it"),
                                                                    ("PASS", "yes")]
    own = people.signed_in(app.test_client(), failed.candidate.account, now=clock())
    told = page(own, f"/candidate/sittings/{failed.id}/result")
    assert '<p class="eh-verdict__word">PASS</p>' in told and "which said NOT PASSED" in told
    assert "You did nothing wrong" in told
    assert "your result was made anew" in page(own, f"/candidate/sittings/{failed.id}")


def test_c08_a_key_check_is_asked_for_kept_and_shown(app, place, visitor, clock):
    form = place.form
    for right in (20, 22, 24):
        make.submitted(place, right=right)
    client = visitor("psychometrician")
    at = f"/board/scoring/key-checks/{form.id}"
    owner = people.staff("psychometrician", now=clock())
    late = {"owner": owner.id, "due_on": "2020-01-01"}
    assert people.post(client, f"{at}/ask", **late).status_code == 400
    reader = people.staff("administrator", now=clock())
    assert owner.id in page(client, f"{at}/ask") and reader.id not in page(client, f"{at}/ask")  # may not confirm a key
    assert people.post(client, f"{at}/ask", owner=reader.id, due_on="2026-12-31").status_code == 400
    assert people.post(client, f"{at}/ask", owner=owner.id, due_on="2026-12-31").status_code == 303
    assert jobs_done() == {"done": 1}
    assert db.session.query(KeyCheck).one().n == 3
    assert "Nothing of one person was kept" in page(client, at) and db.session.query(Result).count() == 0


@pytest.mark.parametrize("role", ["author", "reviewer", "administrator"])
def test_other_roles_do_not_see_scoring(place, visitor, role):
    assert visitor(role).get("/board/scoring").status_code == 403
