"""Taking evidence: a reason, a permission of its own, an entry of the audit trail, a file that names nobody."""

import json
import re
from hashlib import sha256

import pytest

from exam.actions import releases
from exam.actions.declarations import declare
from exam.database import AuditEntry, db
from exam.models import Result
from exam.queries.evidence.gathering import evidence_of
from tests.factories import world as maker
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
    assert refused.status_code == 400 and entries() == []
    assert b"Say who gets the evidence, and what for." in refused.data
    taken = sent(person, address, "An appeal was filed.")
    assert taken.headers["Content-Disposition"] == f"attachment; filename=evidence-{result.id}.zip"
    assert verifier().check(taken.data)[0] == []
    entry, = entries()
    assert entry.subject == f"result:{result.id}" and entry.facts["reason"] == "An appeal was filed."
    assert entry.facts["pack"] == sha256(taken.data).hexdigest()


def test_c14_the_pack_tells_that_the_staff_who_acted_had_declared_their_ties_and_not_which(world, member, clock):
    sitting, person, other = maker.submitted(world), member("releaser", "auditor"), member("auditor")
    declare(person.account, ties="My sister teaches.", months=12, now=clock(), by=person.by)
    declare(other.account, months=12, now=clock(), by=other.by)
    maker.signed_in_full(world, sitting)
    result = releases.release(sitting, mode="by_staff", now=clock(), by=person.by)
    told = evidence_of(result, secret="x").documents["declarations"]["declarations"]
    assert [(row["account_id"], row["number"]) for row in told] == [(person.account.id, 1), (person.account.id, 2)]
    released = result.release.released_at.isoformat(timespec="milliseconds")
    assert all(row["declared_at"] <= released < row["valid_until"] for row in told)
    assert "sister" not in json.dumps(told)


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
