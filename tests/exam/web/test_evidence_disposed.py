"""Evidence after a disposal: the pack says that the answers are gone, all else holds, and no lie about it does."""

import json
import subprocess
import sys

import pytest

from exam.actions import retention
from exam.queries.evidence import evidence_of
from exam.queries.retention import due_sittings
from exam.queries.timeline import timeline_of
from exam.rules import actors
from exam.rules.evidence_pack import pack_of
from exam.web.evidence_packs import made_pack
from tests.factories import world as make
from tests.factories.evidence import released_result
from tests.support.evidence import FOLDER, verifier
from tests.support.pdfs import words_of
from tests.support.settings import SECRET


@pytest.fixture
def result(db_app, clock):
    world = make.world(now=clock(), several=2, retention={"answers_years": 3})
    world.secrets = [SECRET]
    made = released_result(world)
    now = world.later(days=3 * 366)
    for due in list(due_sittings("answers", now)):
        retention.dispose(due, now=now, by=actors.operator("Jo Roe"))
    return made


def test_c26_c28_a_pack_without_answers_holds_and_says_what_is_gone(result, tmp_path):
    pack = made_pack(result)
    (tmp_path / "pack.zip").write_bytes(pack.data)
    faults, files = verifier().check(pack.data, sealed=pack.sealed_part)
    assert faults == []
    (row,) = files["journal"]["disposals"]
    ended = subprocess.run([sys.executable, FOLDER / "verify.py", tmp_path / "pack.zip"], capture_output=True,
                           text=True, check=True)
    assert f"by the rule answers_years = 3: 27 rows, digest {row['digest']}" in ended.stdout
    assert "cannot be derived again" in ended.stdout and "Scored again" not in ended.stdout
    assert "HOLDS: every digest, the sums, the decision and the audit trail." in ended.stdout
    assert "cannot be derived again" in " ".join(words_of(summary(pack.data)).split())
    (moment,) = [one for one in timeline_of(result.sitting, exact=True) if one.source == "Retention"]
    assert row["digest"] in moment.sentence


def summary(data: bytes) -> bytes:
    files, _ = verifier().sealing.unzipped(data)
    return files["summary.pdf"]


def raised_score(documents):
    figures = documents["result"]["results"][0]
    figures["raw_score"] += 1


def raised_part(documents):
    figures = documents["result"]["results"][0]
    part = next(one for one in figures["parts"].values() if one["correct"] < one["points"])
    part["correct"], figures["raw_score"] = part["correct"] + 1, figures["raw_score"] + 1


def other_digest(documents):
    documents["journal"]["disposals"][0]["digest"] = "0" * 64


def unsaid(documents):
    documents["journal"]["disposals"] = []


def said_of_a_whole_journal(documents):
    documents["journal"]["submission"]["answers"] = {"1": None}


LIES = {raised_score: "results/0/raw_score", raised_part: "results/0/record_hash", other_digest: "disposals/0",
        unsaid: "submission/answers", said_of_a_whole_journal: "events"}


def test_c26_c28_a_lie_about_what_is_gone_is_found(result):
    honest = json.dumps(evidence_of(result, secret=SECRET).documents)
    for lie, place in LIES.items():
        documents = json.loads(honest)
        lie(documents)
        faults, _ = verifier().check(pack_of(documents, b"", result=result.id, sealed_part=""))
        assert place in [field for _, field, _ in faults], lie.__name__
