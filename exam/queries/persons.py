"""One person's file: every id under which the audit trail and the log of views know a candidate."""

from sqlalchemy import select

from exam.database import db
from exam.models import (
    Appeal,
    Authorization,
    Candidate,
    Incident,
    Inquiry,
    Letter,
    Nomination,
    Result,
    Sitting,
)


def candidate_known_as(board_candidate_id: str) -> Candidate | None:
    """The candidate whom the board knows by this id; None where nobody is."""
    return db.session.scalars(select(Candidate).where(Candidate.board_candidate_id == board_candidate_id)).first()


def file_of(person: Candidate) -> dict[str, str]:
    """{id: what it is} of everything that is about this person: the person, and each exam with what belongs to it."""
    sittings = select(Sitting.id).where(Sitting.candidate_id == person.id)
    asked = {
        "authorization": select(Authorization.id).where(Authorization.candidate_id == person.id),
        "sitting": sittings,
        **{kind: select(model.id).where(model.sitting_id.in_(sittings)) for kind, model in (
            ("nomination", Nomination), ("incident", Incident), ("inquiry", Inquiry), ("appeal", Appeal),
            ("result", Result))},
        "letter": select(Letter.id).where((Letter.account_id == person.account_id) | Letter.sitting_id.in_(sittings)),
    }
    found = {person.id: "candidate", person.account_id: "account"}
    for kind, each in asked.items():
        found |= dict.fromkeys(db.session.scalars(each), kind)
    return found


def subjects_about(person: Candidate) -> list[str]:
    """What the audit trail calls everything that is about this person."""
    return [f"{kind}:{key}" for key, kind in file_of(person).items()]
