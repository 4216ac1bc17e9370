"""Forgeries by somebody who seals the pack anew, without the key: what the evidence says of itself finds them."""

import io
import json
import zipfile

import pytest

from exam.web.evidence_packs import made_pack
from tests.factories import world as make
from tests.factories.evidence import released_result
from tests.support.evidence import part, verifier
from tests.support.settings import SECRET


@pytest.fixture
def pack(db_app, clock) -> bytes:
    world = make.world(now=clock())
    world.secrets = [SECRET]
    return made_pack(released_result(world, right=18)).data


def forged(data: bytes, change) -> bytes:
    """The pack with its documents changed, and every digest of the manifest made to fit."""
    sealing = part("sealing")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    documents = {name: json.loads(held) for name, held in files.items() if name.endswith(".json")}
    change(documents)
    files |= {name: sealing.spelled(document) for name, document in documents.items()}
    manifest = documents["manifest.json"]
    manifest["files"] = {name: sealing.facts_of_file(name, held) for name, held in files.items()
                         if name not in ("manifest.json", "signature.json")}
    files["manifest.json"] = sealing.spelled(manifest)
    signature = {**documents["signature.json"], "manifest_sha256": sealing.sha256(files["manifest.json"]),
                 "signature": ""}
    return sealing.zipped({**files, "signature.json": sealing.spelled(signature)})


def another_answer(documents):
    """The last, wrong, answer becomes right in the journal and in what was handed in."""
    journal = documents["journal.json"]
    right = next(opaque for opaque, option in journal["positions"][24]["options"] if option == "b")
    journal["events"][24]["choice"] = journal["submission"]["answers"]["25"] = right


def another_event(documents):
    journal = documents["journal.json"]
    journal["events"][24]["choice"] = journal["positions"][24]["options"][0][0] + "0"


def another_key(documents):
    documents["exam-form.json"]["items"][24]["document"]["key"] = "c"


def another_key_with_its_digest(documents):
    another_key(documents)
    sealing, item = part("sealing"), documents["exam-form.json"]["items"][24]
    item["digest"] = sealing.sha256(sealing.canonical(item["document"]).encode())


def another_cut(documents):
    documents["cut-scores.json"]["cut_scores"][0]["cut_raw"] = 18


def another_decision(documents):
    documents["result.json"]["results"][0]["decision"] = "PASS"


def other_figures(documents):
    documents["result.json"]["results"][0]["raw_score"] = 19


def another_trace(documents):
    documents["scoring.json"]["versions"][0]["rows"][20]["points"] = 1


def other_words(documents):
    documents["proctor.json"]["attestations"][0]["submission_digest"] = "0" * 64


def another_step(documents):
    next(row for row in documents["trail.json"]["steps"] if row["step"] == "begin")["state_after"] = "paused"


def another_actor(documents):
    next(row for row in documents["audit.json"]["entries"] if row.get("action") == "release")["actor"] = "staff:x"


def an_entry_left_out(documents):
    del documents["audit.json"]["entries"][3]


def an_older_head(documents):
    chain = documents["audit.json"]
    chain["entries"].pop()
    documents["manifest.json"]["audit_head"] = chain["head"] = {"no": chain["head"]["no"], "hash": "0" * 64}


def another_program(documents):
    documents["program.json"]["document"]["exam"]["cut"]["value"] = 10


FORGERIES = {
    another_answer: ("journal.json", "submission/digest"), another_event: ("journal.json", "submission/answers/25"),
    another_key: ("exam-form.json", "items/24/document"),
    another_key_with_its_digest: ("exam-form.json", "digest"), another_cut: ("cut-scores.json", "cut_scores/0/cut_raw"),
    another_decision: ("result.json", "results/0/decision"), other_figures: ("result.json", "results/0/raw_score"),
    another_trace: ("scoring.json", "versions/0/rows/20"),
    other_words: ("proctor.json", "attestations/0/submission_digest"),
    another_step: ("trail.json", None),
    another_actor: ("audit.json", None), an_entry_left_out: ("audit.json", None),
    an_older_head: ("audit.json", "head"), another_program: ("program.json", "digest"),
}


def test_c28_a_pack_sealed_anew_is_found_by_what_it_says_of_itself(pack):
    unsigned = verifier().check(forged(pack, lambda documents: None))[0]
    assert unsigned == [("signature.json", "signature or public_key", "the signature does not fit")]
    unseen = {}
    for change, (file, field) in FORGERIES.items():
        found = verifier().check(forged(pack, change))[0]
        if not any(fault[0] == file and field in (None, fault[1]) for fault in found):
            unseen[change.__name__] = found
    assert unseen == {}


def test_c28_a_document_that_is_none_is_told_and_stops_nothing(pack):
    def emptied(documents):
        documents["journal.json"].clear()
    found = verifier().check(forged(pack, emptied))[0]
    assert ("journal.json", "?") in {fault[:2] for fault in found}
