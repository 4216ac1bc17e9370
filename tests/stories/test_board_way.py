"""The board's way: a roster becomes people, a doubt becomes a decision of two persons, and results leave in a batch."""

import io
import re

import pytest

from exam.actions import nominations
from exam.database import db
from exam.models import Candidate, Incident, IncidentDecision, Letter, Result, Sitting
from exam.queries.chain import first_bad_entry
from exam.rules import actors
from tests.factories import states
from tests.factories import world as maker
from tests.factories.members import signed_in_member
from tests.factories.people import token
from tests.factories.proctors import Phone
from tests.factories.rosters import line, roster_file

IMPORT = "/board/roster/import"


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock(), release={"mode": "staff_batch"})


def hidden(page: str, *names: str) -> dict[str, str]:
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", *names)}


def import_roster(person, *lines) -> str:
    """Choose a file, look at it, confirm it; the page that was looked at."""
    fields = {"csrf_token": token(person.client, IMPORT), "file": (io.BytesIO(roster_file(*lines)), "training.csv")}
    page = person.client.post(IMPORT, data=fields).get_data(as_text=True)
    assert person.client.post(f"{IMPORT}/confirm", data=hidden(page, "content", "lines")).status_code == 303
    return page


def sitting_of(board_id: str) -> Sitting:
    return db.session.query(Sitting).join(Candidate).filter(Candidate.board_candidate_id == board_id).one()


def name_a_coworker(world, sitting: Sitting):
    by = actors.candidate(sitting.candidate.account_id)
    maker.agree(world, sitting)
    return nominations.nominate(sitting, name="Robin Reed", email=f"{sitting.id[:6]}@example.net", phone="816-555-0123",
                                relationship_kind="coworker", organisation="Clinic", now=world.now, by=by)


def test_from_a_training_to_released_results(world, app, clock):
    maria, theo = (signed_in_member(app, "administrator", "releaser", now=clock()) for _ in range(2))

    # A training is over. Maria imports its file; one line stays out, and she sees why before anything happens.
    looked_at = import_roster(maria, line(1), line(2), line(3), line(4, training_hours="20"))
    assert "Authorize 3 people" in looked_at and "20 hours are fewer than the 35" in looked_at
    assert db.session.query(Letter).filter_by(kind="candidate/welcome").count() == 3

    # Person 1 was granted breaks before the exam. The second names a co-worker, which the program wants checked.
    first, second, third = (sitting_of(f"MO-{number}") for number in (1, 2, 3))
    maria.send(f"/board/accommodations/{first.candidate_id}/grant", codes=["break-stop-clock"], break_count="2",
               break_minutes="20", reason="Has to move now and then.")
    nomination = name_a_coworker(world, second)
    assert "Proctors to approve" in maria.page("/board") and "Robin Reed" in maria.page("/board/sittings/proctors")
    maria.send(f"/board/sittings/{second.id}/proctors/{nomination.id}/approve", given="yes", note="Called the clinic.")
    assert nomination.approval == "given"

    # The three sit. The first proctor attests; the second says that help was given; the third stays silent.
    for sitting in (first, third):
        maker.agree(world, sitting)
        maker.submitted(world, maker.begun(world, sitting))
    maker.submitted(world, maker.begun(world, second))
    assert (first.break_count, second.break_count) == (2, 0)
    maker.attested(world, first)
    maker.attested(world, second, answers={**maker.ALL_YES, "7": "no"})

    # The list says what each of them waits for. Nobody is overdue yet.
    page = maria.page("/board/sittings?show=submitted")
    assert "ready for release" in page and "1 incident waits" in page and "The proctor has not attested yet." in page
    clock.advance(minutes=30)
    assert "No sitting fits." in maria.page("/board/sittings?show=overdue")

    # Maria would make the second exam void. Alone she cannot; Theo has talked to both and decides otherwise.
    incident = db.session.query(Incident).filter_by(sitting_id=second.id).one()
    states.heard(incident, now=clock(), by=maria.by)
    maria.send(f"/board/incidents/{incident.id}", decision="void_counting", reason="The proctor helped.")
    proposal = db.session.query(IncidentDecision).one()
    refused = maria.send(f"/board/incidents/{incident.id}/decisions/{proposal.id}/confirm", page="/board/incidents/"
                         + incident.id)
    assert "Somebody else has to confirm" in refused and second.state == "submitted"
    theo.send(f"/board/incidents/{incident.id}", decision="release_with_note", reason="Reading aloud was arranged.")

    # Two results are ready. Theo looks at the list, types its number, and only those two leave.
    batch = theo.page("/board/sittings/batch-release")
    fields = {**hidden(batch, "looked_at"), "count": "2"}
    assert theo.client.post("/board/sittings/batch-release", data=fields).status_code == 303
    assert {row.sitting_id for row in db.session.query(Result)} == {first.id, second.id}
    assert third.state == "submitted"

    # The third proctor stays silent. Nothing overrides that: Maria names the other person who was in the room.
    theo.send(f"/board/sittings/{third.id}/release", page=f"/board/sittings/{third.id}")
    assert third.state == "submitted"
    maria.send(f"/board/sittings/{third.id}/replace-proctor", name="Sam Witness", email="sam@example.net",
               phone="816-555-0177", relationship_kind="supervisor", organisation="Clinic")
    Phone(app.test_client(), third.nominations[-1]).accept()
    maker.attested(world, third)

    # A witness who was named after the exam is looked at by people before anything is released.
    assert "1 incident waits" in maria.page(f"/board/sittings/{third.id}")
    late = db.session.query(Incident).filter_by(sitting_id=third.id).one()
    theo.send(f"/board/incidents/{late.id}", decision="release", reason="The clinic confirms that Sam was in the room.")
    assert "Sam Witness" in maria.page("/board/sittings/proctors")
    maria.send(f"/board/sittings/{third.id}/proctors/{third.nominations[-1].id}/approve", given="yes",
               note="Called the clinic.")
    assert "The result is released." in theo.send(f"/board/sittings/{third.id}/release",
                                                  page=f"/board/sittings/{third.id}")

    # Everything left its trace, and the chain is whole.
    assert "The chain is whole" in signed_in_member(app, "auditor", now=clock()).page("/board/audit/verify")
    assert first_bad_entry({})[1] is None
