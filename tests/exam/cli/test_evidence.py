"""`flask results evidence`: a file for its owner only, with a reason that is recorded."""

import stat

import pytest

from exam.database import AuditEntry, db
from exam.queries.api import results_after
from tests.factories import world as maker
from tests.factories.evidence import released_result
from tests.support.evidence import verifier
from tests.support.settings import SECRET


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def result(db_app, clock):
    world = maker.world(now=clock())
    world.secrets = [SECRET]
    return released_result(world)


def test_c28_the_command_writes_a_pack_and_its_sealed_part_for_the_owner_only(db_app, result, clock, tmp_path):
    [row] = results_after(0, limit=5, program_id="", now=clock())["results"]  # what whoever has an export reads
    for named, more, name in ((row["release_id"], (), f"evidence-{result.id}.zip"),
                              (row["sitting_id"], ("--sealed-part",), f"sealed-part-{result.id}.json")):
        arguments = ["results", "evidence", named, "--reason", "An appeal.", "--to", str(tmp_path), *more]
        ended = db_app.test_cli_runner().invoke(args=arguments)
        assert (ended.exit_code, ended.output) == (0, f"Wrote {name}.\n")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    pack, sealed = sorted(tmp_path.iterdir())
    assert verifier().main([str(pack), "--sealed", str(sealed)]) == 0
    actions = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.no)][-2:]
    assert actions == ["make_evidence_pack", "open_sealed_part"]
    broken = tmp_path / "broken.zip"
    broken.write_bytes(pack.read_bytes().replace(b"FAIL", b"PASS").replace(b'"PASS"', b'"FAIL"', 1))
    assert verifier().main([str(broken)]) == 1
    assert verifier().main([str(tmp_path / "nothing.zip")]) == 2


def test_an_unknown_result_is_told(db_app, tmp_path):
    arguments = ["results", "evidence", "nothing", "--reason", "x", "--to", str(tmp_path)]
    ended = db_app.test_cli_runner().invoke(args=arguments)
    assert ended.exit_code == 1 and "There is no released result with this id." in ended.output
