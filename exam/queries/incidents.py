"""Incidents and holds: what waits for a decision, and everything that is known about one of them."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import Attestation, Hold, Incident, IncidentDecision, Sitting
from exam.queries.paging import Page, page_of
from exam.rules.incidents import TAKES_AWAY

IS_OPEN = (Incident.effect == "hold", Incident.decided_at.is_(None))
BEFORE_IT_RUNS = timedelta(days=7)  # for so long a report about an exam that has not begun is news


def _calls(now: datetime) -> tuple:
    """What candidate or proctor report before the exam has ended: two people may sit there and wait for an answer.

    It does not matter that the report holds nothing: a name that does not fit has to be answered at once.
    """
    is_recent = and_(Sitting.state.in_(("registered", "admitted")), Incident.reported_at > now - BEFORE_IT_RUNS)
    return (Incident.source.in_(("candidate", "proctor")), or_(Sitting.state.in_(("in_progress", "paused")), is_recent))


def incidents_page(which: str, number: int, *, now: datetime) -> Page:
    """`open` ones, oldest first; calls for `help` from exams that have not ended, or `all`, newest first."""
    asked = select(Incident).options(joinedload(Incident.sitting).joinedload(Sitting.candidate),
                                     selectinload(Incident.decisions))
    if which == "open":
        return page_of(asked.where(*IS_OPEN).order_by(Incident.reported_at, Incident.id), number)
    if which == "help":
        asked = asked.join(Sitting, Sitting.id == Incident.sitting_id).where(*_calls(now))
    return page_of(asked.order_by(Incident.reported_at.desc(), Incident.id), number)


def calls_now(now: datetime) -> int:
    """How many calls for help and reports came from exams that have not ended."""
    asked = select(func.count()).select_from(Incident).join(Sitting, Sitting.id == Incident.sitting_id)
    return db.session.scalar(asked.where(*_calls(now)))


def incident_with_id(incident_id: str) -> Incident:
    """One incident. Raises NotFound."""
    row = db.session.get(Incident, incident_id)
    if row is None:
        raise NotFound("no such incident")
    return row


def decision_with_id(incident: Incident, decision_id: str) -> IncidentDecision:
    """A decision of this incident. Raises NotFound for any other."""
    row = next((row for row in incident.decisions if row.id == decision_id), None)
    if row is None:
        raise NotFound("no such decision of this incident")
    return row


def incidents_of(sitting_id: str) -> list[Incident]:
    """Everything that was reported about one sitting, oldest first."""
    asked = select(Incident).where(Incident.sitting_id == sitting_id).options(selectinload(Incident.decisions))
    return list(db.session.scalars(asked.order_by(Incident.reported_at, Incident.id)))


def attestations_of(sitting_id: str) -> list[Attestation]:
    """Every statement signed about one sitting, oldest first."""
    asked = select(Attestation).where(Attestation.sitting_id == sitting_id).options(joinedload(Attestation.nomination))
    return list(db.session.scalars(asked.order_by(Attestation.signed_at)))


def holds_of(sitting_id: str) -> list[Hold]:
    """Every hold of one sitting, oldest first."""
    return list(db.session.scalars(select(Hold).where(Hold.sitting_id == sitting_id).order_by(Hold.placed_at)))


def hold_with_id(sitting_id: str, hold_id: str) -> Hold:
    """A hold of this sitting. Raises NotFound for any other."""
    row = db.session.get(Hold, hold_id)
    if row is None or row.sitting_id != sitting_id:
        raise NotFound("no such hold of this sitting")
    return row


def open_holds(owner_id: str | None = None) -> list[Hold]:
    """Holds in place, of one owner or of everybody; the most urgent first."""
    asked = select(Hold).where(Hold.lifted_at.is_(None))
    if owner_id is not None:
        asked = asked.where(Hold.owner_id == owner_id)
    return list(db.session.scalars(asked.order_by(Hold.due_on, Hold.id)))


def void_decision_of(sitting_id: str) -> IncidentDecision | None:
    """The confirmed decision that made this sitting void."""
    asked = (select(IncidentDecision).join(Incident, Incident.id == IncidentDecision.incident_id)
             .where(Incident.sitting_id == sitting_id, IncidentDecision.decision.in_(TAKES_AWAY),
                    IncidentDecision.confirmed_at.is_not(None)).order_by(IncidentDecision.confirmed_at.desc()))
    return db.session.scalars(asked).first()
