"""Evidence of how somebody was heard: who was told what and when, the answer, the decision and its reason."""

import io
import zipfile

import pytest

from exam.web.evidence_packs import made_pack
from tests.exam.web.test_evidence_forgeries import forged
from tests.factories import world as make
from tests.factories.evidence import heard_result, result_taken_away
from tests.support.databases import ONE_KIND
from tests.support.evidence import verifier
from tests.support.pdfs import faults_of, words_of
from tests.support.settings import SECRET

pytestmark = ONE_KIND


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


def summary_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("summary.pdf")


def inquiry(documents) -> dict:
    return documents["hearings.json"]["inquiries"][0]


def appeal(documents) -> dict:
    return documents["hearings.json"]["appeals"][0]


def decision(documents) -> dict:
    return documents["incidents.json"]["incidents"][0]["decisions"][0]


HEARD = {
    "inquiries/0/suspicion": lambda files: inquiry(files).update(suspicion="That somebody whispered."),
    "inquiries/0/answer": lambda files: inquiry(files).update(answer="I did it."),
    "inquiries/0/answer_until": lambda files: inquiry(files).update(answer_until=inquiry(files)["notified_at"]),
    "inquiries/0/answered_at": lambda files: inquiry(files).update(answered_at="2031-01-01T00:00:00.000+00:00"),
    "inquiries/0/incident_id": lambda files: inquiry(files).update(incident_id="another"),
    "inquiries/0/notified_at": lambda files: inquiry(files).update(notified_at=None),
    "appeals/0/text": lambda files: appeal(files).update(text="All is well."),
    "appeals/0/outcome": lambda files: appeal(files).update(reasons="We counted it again."),
    "appeals/0/decided_by": lambda files: appeal(files).update(decided_by=appeal(files)["filed_by"]),
    "appeals/0/state": lambda files: appeal(files).update(state="in_review"),
    "incidents/0/decisions/0/decision": lambda files: decision(files).update(reason="No reason."),
}
TAKEN_AWAY = {
    "incidents/0/decisions/0/inquiry_id": lambda files: files["hearings.json"]["inquiries"].clear(),
    "incidents/0/decisions/0/heard_at": lambda files: decision(files).update(heard_at=None),
    "incidents/0/decisions/0/confirmed_by": lambda files: decision(files).update(
        confirmed_by=decision(files)["decided_by"]),
    "incidents/0/decisions/0/confirmed_at": lambda files: (
        decision(files).update(confirmed_at="2020-01-01T00:00:00.000+00:00")),
}


def an_appeal_left_out(data: bytes) -> bool:
    """Whether the verifier names an appeal that was taken out of the pack."""
    gone = []
    changed = forged(data, lambda files: gone.append(files["hearings.json"]["appeals"].pop(0)))
    return ("hearings.json", gone[0]["id"], "is named in the audit trail and not in the pack") in (
        verifier().check(changed)[0])


def unseen(data: bytes, forgeries: dict) -> set[str]:
    """The fields that the verifier does not name although the pack was written otherwise and sealed anew."""
    return {field for field, change in forgeries.items()
            if field not in {fault[1] for fault in verifier().check(forged(data, change))[0]}}


def test_c17_c18_c28_notices_answers_decisions_and_appeals_are_in_the_pack_and_told_in_words(world):
    pack = made_pack(heard_result(world))
    faults, files = verifier().check(pack.data, sealed=pack.sealed_part)
    assert faults == []
    [inquiry], (appeal, complaint) = files["hearings"]["inquiries"], files["hearings"]["appeals"]
    assert (inquiry["answer"], inquiry["state"], appeal["outcome"]) == ("It was blank paper.", "dropped", "not_upheld")
    assert complaint["nomination_id"] == files["proctor"]["nominations"][0]["id"]
    told = {(row["audience"], row["kind"]) for row in files["letters"]["letters"]}
    assert {("candidate", f"candidate/{kind}") for kind in ("notice", "inquiry_closed", "appeal_decided")} <= told
    summary = summary_of(pack.data)
    written = " ".join(words_of(summary).split())
    assert faults_of(summary) == []
    for words in ("That notes lay on the desk.", "It was blank paper.", "The paper was blank.",
                  "Release, with a note on record",
                  "Please count question 4 again.", "Not upheld", "It was counted right.",
                  "Nobody answered the phone.", "Please read a notice from the board"):
        assert words in written, words
    assert unseen(pack.data, HEARD) == set() and an_appeal_left_out(pack.data)


def test_c17_c28_a_result_that_was_taken_away_shows_two_persons_and_the_hearing_before(world):
    pack = made_pack(result_taken_away(world))
    faults, files = verifier().check(pack.data)
    [decision] = files["incidents"]["incidents"][0]["decisions"]
    assert faults == [] and decision["inquiry_id"] == files["hearings"]["inquiries"][0]["id"]
    assert decision["heard_at"] and decision["decided_by"] != decision["confirmed_by"]
    assert unseen(pack.data, TAKEN_AWAY) == set()
