"""Many released results: one made through the real actions, the others copied from its rows."""

from sqlalchemy import insert, inspect

from exam.actions import releases
from exam.database import db, new_id
from exam.models import (
    Account,
    Attestation,
    Authorization,
    Candidate,
    Nomination,
    Release,
    Result,
    Sitting,
    Submission,
)
from exam.rules import actors
from exam.web.clock import system_clock
from tests.factories import world as maker

AT_A_TIME = 2000
MODELS = (Account, Candidate, Authorization, Sitting, Submission, Nomination, Attestation, Release, Result)


def released_results(number: int) -> None:
    """So many results in this database, in one chain."""
    world = maker.world(now=system_clock())
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    first = releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    originals = (sitting.candidate.account, sitting.candidate, sitting.authorization, sitting, sitting.submission,
                 first.attestation.nomination, first.attestation, first.release, first)
    facts = [{column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs} for row in originals]
    db.session.rollback()
    for start in range(2, number + 1, AT_A_TIME):
        copies = [_copied(facts, one) for one in range(start, min(start + AT_A_TIME, number + 1))]
        with db.engine.begin() as connection:
            for place, model in enumerate(MODELS):
                connection.execute(insert(model), [each[place] for each in copies])


def _copied(facts: list[dict], number: int) -> list[dict]:
    """The rows of one more result: the same facts under ids of their own."""
    account, candidate, permit, sitting, submission, nomination, attestation, release, result = map(dict, facts)
    for row in (account, candidate, permit, sitting, nomination, attestation, release, result):
        row["id"] = new_id()
    account["email"] = account["email_canonical"] = candidate["email"] = f"person{number}@example.org"
    candidate |= {"account_id": account["id"], "board_candidate_id": f"BULK-{number}",
                  "legal_last_name": f"Example{number % 997}"}
    permit["candidate_id"] = candidate["id"]
    sitting |= {"candidate_id": candidate["id"], "authorization_id": permit["id"]}
    for row in (submission, nomination, attestation, release, result):
        row["sitting_id"] = sitting["id"]
    attestation["nomination_id"] = nomination["id"]
    release["no"] = number
    result |= {"attestation_id": attestation["id"], "release_id": release["id"], "record_hash": f"{number:064x}",
               "previous_record_hash": f"{number - 1:064x}"}
    return [account, candidate, permit, sitting, submission, nomination, attestation, release, result]
