"""Taking evidence: a reason, a permission of its own, an entry of the audit trail, a file that names nobody."""

import json
import re
from hashlib import sha256

import pytest

from exam.database import AuditEntry, db
from exam.models import Result
from tests.factories.evidence import released_result
from tests.support.evidence import verifier
from tests.support.settings import SECRET

STANDING_WORLD = True
TAKEN = ("make_evidence_pack", "open_sealed_part")


@pytest.fixture
def result(world) -> Result:
    world.secrets = [SECRET]
    return released_result(world)


def entries() -> list[AuditEntry]:
    return db.session.query(AuditEntry).filter(AuditEntry.action.in_(TAKEN)).order_by(AuditEntry.no).all()


def sent(person, address: str, reason: str):
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', person.page(address))[1]
    return person.client.post(address, data={"csrf_token": token, "reason": reason})


def test_c28_a_pack_is_taken_with_a_reason_and_is_on_record(result, member):
    person = member("auditor")
    address = f"/board/results/{result.id}/evidence"
    assert address in person.page("/board/results")
    refused = sent(person, address, "")
    assert refused.status_code == 400 and b"Say why the evidence is needed." in refused.data and entries() == []
    taken = sent(person, address, "An appeal was filed.")
    assert taken.headers["Content-Disposition"] == f"attachment; filename=evidence-{result.id}.zip"
    assert verifier().check(taken.data)[0] == []
    entry, = entries()
    assert entry.subject == f"result:{result.id}" and entry.facts["reason"] == "An appeal was filed."
    assert entry.facts["pack"] == sha256(taken.data).hexdigest()


def test_c20_c28_the_sealed_part_has_a_permission_and_an_entry_of_its_own(result, member):
    address = f"/board/results/{result.id}/sealed-part"
    assert member("auditor", "releaser").client.get(address).status_code == 403
    person = member("administrator")
    assert address in person.page(f"/board/sittings/{result.sitting_id}")
    assert person.client.get(f"/board/results/{result.id}/evidence").status_code == 403
    taken = sent(person, address, "A court asks about the time.")
    assert json.loads(taken.data)["sitting"] == result.sitting_id
    assert [entry.action for entry in entries()] == ["open_sealed_part"]


def test_c27_looking_at_the_page_changes_nothing_and_is_a_line_of_the_log(result, member, capfd):
    person = member("auditor")
    before = db.session.query(AuditEntry).count()
    person.page(f"/board/results/{result.id}/evidence")
    assert db.session.query(AuditEntry).count() == before
    out, err = capfd.readouterr()
    assert "evidence_seen" in out + err and result.sitting.candidate.legal_name not in out + err


def test_c21_no_result_no_evidence(member, world):
    assert member("auditor").client.get("/board/results/nothing/evidence").status_code == 404
