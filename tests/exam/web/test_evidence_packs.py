"""Evidence packs of real sittings: whole, always the same, and checked by a program that is none of ours."""

import ast
import io
import json
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime

import pytest

from exam.actions import accommodations, rescoring, scoring_decisions, sittings
from exam.actions import time as time_given
from exam.database import db
from exam.models import AccommodationGrant, TrailStep
from exam.queries.evidence import sealed
from exam.queries.retakes import board_day
from exam.queries.shadow_runs import shadow_of
from exam.rules import actors
from exam.web.evidence_packs import made_pack, made_sealed_part
from exam.web.signing_keys import known_public_keys
from tests.factories import states
from tests.factories import world as make
from tests.factories.evidence import heard_result, released_result
from tests.factories.scoring import ADOPTER, PROPOSER
from tests.support.evidence import FOLDER, verifier
from tests.support.pdfs import faults_of, words_of
from tests.support.settings import SECRET


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock(), several=2)
    made.secrets = [SECRET]
    return made


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def arranged(world):
    """Somebody with double time and breaks, one of which was taken."""
    person = make.candidate()
    db.session.add(AccommodationGrant(candidate_id=person.id, codes=["time-2.0", "break-stop-clock"], break_count=3,
                                      break_minutes=30, reason="A letter of a doctor.", decided_by="staff:x",
                                      decided_at=world.now))
    db.session.commit()
    accommodations.ask(person, asked_for="A doctor's chair.", asked_on=board_day(world.now), now=world.now,
                       by=actors.candidate(person.account_id))
    return person


def test_c28_a_pack_holds_is_the_same_each_time_and_is_made_and_checked_within_a_second(world):
    result, check = released_result(world), verifier().check
    pack = made_pack(result)
    began = time.process_time()
    again, made = made_pack(result), time.process_time()
    faults, files = check(pack.data, sealed=pack.sealed_part)
    assert faults == [] and again == pack
    assert files["result"]["results"][0]["raw_score"] == result.raw_score
    assert made - began < 1 and time.process_time() - made < 1


def test_c28_the_program_in_the_pack_checks_it_without_anything_of_ours(world, tmp_path):
    result = released_result(world, right=25)
    pack = made_pack(result)
    for name, data in files_of(pack.data).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "pack.zip").write_bytes(pack.data)
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import verify; "
               f"sys.exit(verify.main([{str(tmp_path / 'pack.zip')!r}]))"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "HOLDS: every digest" in done.stdout, done.stdout + done.stderr
    assert f"Scored again: {result.raw_score} of 25, passes with 19: PASS" in done.stdout


def test_c28_the_verifier_opens_the_standard_library_only():
    own = {path.stem for path in FOLDER.glob("*.py")}
    opened = {(node.module if isinstance(node, ast.ImportFrom) else name.name).split(".")[0]
              for path in FOLDER.glob("*.py") for node in ast.walk(ast.parse(path.read_text()))
              if isinstance(node, ast.Import | ast.ImportFrom) for name in node.names}
    assert opened - own <= set(sys.stdlib_module_names)


def test_c28_the_summary_is_accessible_and_holds_no_question(world):
    result = released_result(world)
    summary = files_of(made_pack(result).data)["summary.pdf"]
    written = words_of(summary)
    assert faults_of(summary) == []
    assert "Evidence of one result" in written and result.record_hash[:20] in written.replace(" ", "")
    assert not any(row.revision.document["stem"] in written for row in result.sitting.positions)


def test_c28_no_code_link_or_secret_is_in_a_pack(world):
    pack = made_pack(released_result(world))
    everything = b"".join(files_of(pack.data).values()) + pack.sealed_part
    assert SECRET.encode() not in everything
    code = make.end_code(world, db.session.query(make.Sitting).one())
    assert code.encode() not in everything and b"/proctor/attest/ey" not in everything


def test_c20_c21_what_was_arranged_stands_in_the_sealed_part_and_nowhere_else(world):
    person = arranged(world)
    sitting = states.in_progress(world, person)
    sitting.break_count, sitting.break_seconds = 3, 1800
    db.session.commit()
    sittings.pause(sitting, kind="break", now=world.later(minutes=5), by=actors.candidate(person.account_id))
    code = sittings.show_new_code(sitting.nominations[0], "resume", now=world.later(minutes=5),
                                  by=actors.proctor("x"))
    sittings.resume(sitting, typed_code=code.shown(world.secrets), secrets=world.secrets, now=world.now,
                    by=actors.candidate(person.account_id))
    sittings.pause(sitting, kind="staff", reason="The doctor called.", now=world.later(minutes=6),
                   by=actors.staff("x"))
    time_given.give_time(sitting, seconds=600, kind="extra", reason="Twice the time had been arranged.",
                         now=world.later(minutes=7), by=actors.staff("x"))
    code = sittings.show_new_code(sitting.nominations[0], "resume", now=world.later(minutes=8),
                                  by=actors.proctor("x"))
    sittings.resume(sitting, typed_code=code.shown(world.secrets), secrets=world.secrets, now=world.later(minutes=9),
                    by=actors.candidate(person.account_id))
    result = heard_result(world, sitting=sitting)
    pack = made_pack(result)
    # The program says what it offers to everybody; everything else in the pack is about this one person.
    told = b"".join(data for name, data in files_of(pack.data).items()
                    if name.endswith((".json", ".pdf")) and name not in ("program.json", "manifest.json"))
    for word in (b"time-2.0", b"break", b"doctor", b"limit_seconds", b"twice", b"double"):
        assert word not in told.lower(), word
    part = json.loads(pack.sealed_part)
    assert part["grants"][0]["codes"] == ["time-2.0", "break-stop-clock"]
    assert [row["asked_for"] for row in part["requests"]] == ["A doctor's chair."]
    assert [row["step"] for row in part["trail"]] == ["pause", "resume"] and len(part["pauses"]) == 1
    assert list(part["reasons"].values()) == ["Twice the time had been arranged."]
    assert verifier().check(pack.data, sealed=pack.sealed_part)[0] == []
    assert made_sealed_part(result) == pack.sealed_part


def test_c21_there_is_a_sealed_part_for_everybody_and_an_exchanged_one_is_found(world):
    one, other = made_pack(released_result(world)), made_pack(released_result(world, arranged(world)))
    assert files_of(one.data).keys() == files_of(other.data).keys()
    faults, _ = verifier().check(one.data, sealed=other.sealed_part)
    assert faults == [("the sealed part", "any field", "is not the one that the manifest names")]


def test_c28_the_chain_goes_past_other_people_without_showing_them(world):
    result, stranger = released_result(world), released_result(world)
    pack = made_pack(result)
    faults, files = verifier().check(pack.data)
    assert faults == [] and stranger.sitting_id.encode() not in pack.data
    entries = files["audit"]["entries"]
    assert any("content" in row for row in entries) and entries[-1]["no"] == files["audit"]["head"]["no"]


def test_c28_a_checkpoint_and_a_key_of_another_day_are_asked(world):
    pack = made_pack(released_result(world))
    [key] = known_public_keys()
    assert verifier().check(pack.data, public_key=key["public_key"])[0] == []
    assert json.loads(files_of(pack.data)["signature.json"])["signature"]
    faults, files = verifier().check(pack.data, checkpoints={files_no(pack): "0" * 64}, public_key="other")
    assert {fault[0] for fault in faults} == {"audit.json", "signature.json"}


def files_no(pack) -> int:
    return next(row["no"] for row in json.loads(files_of(pack.data)["audit.json"])["entries"] if "hash" in row)


@pytest.mark.parametrize(("kind", "options"), [("credit_all", []), ("remove", []), ("change_key", ["a", "c", "d"])])
def test_c09_c28_a_corrected_result_is_scored_again_under_the_decision(world, kind, options):
    result = released_result(world, right=18)
    asked = world.form.items[20].revision
    decision = scoring_decisions.propose(asked, kind=kind, right_options=options, reason="Two are right.",
                                         now=world.now, by=PROPOSER)
    run = scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, lambda *_: None), now=world.now, by=PROPOSER)
    db.session.expire(decision)
    scoring_decisions.adopt(decision, run, reason="Agreed.", now=world.now, by=ADOPTER)
    assert rescoring.rescore(result.sitting, now=world.now, by=actors.system("sweep"))
    faults, files = verifier().check(made_pack(result).data)
    assert faults == []
    first, second = files["result"]["results"]
    assert second["supersedes_id"] == first["id"] and second["raw_score"] != first["raw_score"] or kind == "remove"


def test_c28_in_one_instant_the_attestation_stands_before_the_release_that_rests_on_it(monkeypatch):
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    release, attest = (TrailStep(id=road, at=at, road=road, subject_id=road, step=step, state_before=before,
                                 state_after=after)
                       for road, step, before, after in (("sitting", "release", "submitted", "released"),
                                                         ("nomination", "attest", "accepted", "attested")))
    monkeypatch.setattr(sealed, "rows_of", lambda *_: [release, attest])
    assert [row.step for row in sealed.steps_of("x")] == ["attest", "release"]
