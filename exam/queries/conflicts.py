"""Who may not decide about a candidate, and why: ties that are on record, and a part in what is decided about (C12)."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import (
    Account,
    Authorization,
    Conflict,
    Hold,
    Incident,
    IncidentDecision,
    Inquiry,
    Nomination,
    Release,
    Rescoring,
    ScoringDecision,
    ScoringOutcome,
    ScoringVersion,
    Sitting,
)
from exam.queries.staff import open_staff
from exam.rules.conflicts import IS_THE_CANDIDATE, PROCTOR_OF_ANOTHER, PROCTOR_OF_THIS, REASONS
from exam.rules.permissions import holds

DECIDED = "You took part in what is appealed: {}."


def conflicts_of(account_id: str, sitting: Sitting) -> list[str]:
    """Why this person may not decide about this sitting, as sentences; empty when nothing is known."""
    account = db.session.get(Account, account_id)
    return [] if account is None else [*_same_mailbox(account, sitting), *_declared(account, sitting)]


def _same_mailbox(account: Account, sitting: Sitting) -> list[str]:
    if account.email_canonical == sitting.candidate.account.email_canonical:
        return [IS_THE_CANDIDATE]
    asked = (select(Nomination.sitting_id).join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Nomination.email_canonical == account.email_canonical,
                    Sitting.candidate_id == sitting.candidate_id))
    found = set(db.session.scalars(asked))
    if sitting.id in found:
        return [PROCTOR_OF_THIS]
    return [PROCTOR_OF_ANOTHER] if found else []


def _declared(account: Account, sitting: Sitting) -> list[str]:
    trainings = select(Authorization.training_event_id).where(
        Authorization.candidate_id == sitting.candidate_id, Authorization.training_event_id != "")
    asked = select(Conflict.kind).where(
        Conflict.account_id == account.id, Conflict.ended_at.is_(None),
        or_(Conflict.candidate_id == sitting.candidate_id, Conflict.training_event_id.in_(trainings)))
    return [REASONS[kind] for kind in sorted(set(db.session.scalars(asked)))]


def trains_candidates(account_id: str) -> bool:
    """Whether this person declared that they trained somebody, or a training, and nobody has ended that yet (C13)."""
    asked = select(Conflict.id).where(Conflict.account_id == account_id, Conflict.kind == "trained",
                                      Conflict.ended_at.is_(None))
    return db.session.scalars(asked.limit(1)).first() is not None


def parts_in(actor: str, sitting_id: str) -> list[str]:
    """This actor's part in the decisions about a sitting: nobody decides an appeal against their own (C18)."""
    incidents = select(Incident.id).where(Incident.sitting_id == sitting_id)
    scorings = (select(ScoringVersion.decision_id).join(Sitting, Sitting.exam_form_id == ScoringVersion.exam_form_id)
                .where(Sitting.id == sitting_id))
    steps = {
        "you reported an incident": (Incident, Incident.sitting_id == sitting_id, (Incident.reported_by,)),
        "you decided about an incident": (IncidentDecision, IncidentDecision.incident_id.in_(incidents),
                                          (IncidentDecision.decided_by, IncidentDecision.confirmed_by)),
        "you opened the inquiry or sent its notice": (Inquiry, Inquiry.sitting_id == sitting_id,
                                                      (Inquiry.opened_by, Inquiry.notified_by)),
        "you placed or lifted a hold": (Hold, Hold.sitting_id == sitting_id, (Hold.placed_by, Hold.lifted_by)),
        "you released the result": (Release, Release.sitting_id == sitting_id, (Release.released_by,)),
        "you scored it again": (Rescoring, Rescoring.sitting_id == sitting_id, (Rescoring.done_by,)),
        "you proposed another scoring of its exam form": (ScoringDecision, ScoringDecision.id.in_(scorings),
                                                          (ScoringDecision.proposed_by,)),
        "you adopted another scoring of its exam form": (ScoringOutcome, ScoringOutcome.decision_id.in_(scorings),
                                                         (ScoringOutcome.decided_by,)),
    }
    return [DECIDED.format(words) for words, (model, about, columns) in steps.items()
            if db.session.scalars(select(columns[0]).where(about, or_(*(column == actor for column in columns)))
                                  .limit(1)).first() is not None]


def who_may_decide(sitting: Sitting, permission: str, *, appeal: bool = False) -> list[tuple[Account, list[str]]]:
    """The matrix: everybody whose roles would allow it, each with what stands against it."""
    return [(account, [*conflicts_of(account.id, sitting),
                       *(parts_in(f"staff:{account.id}", sitting.id) if appeal else [])])
            for account in open_staff() if holds(account.role_names, permission)]


def declared_conflicts() -> list[Conflict]:
    """Every tie that was declared: those in force first, the newest first."""
    asked = select(Conflict).options(joinedload(Conflict.account), joinedload(Conflict.candidate))
    return list(db.session.scalars(asked.order_by(Conflict.ended_at.is_not(None), Conflict.declared_at.desc())))


def conflict_with_id(conflict_id: str) -> Conflict:
    """One declared tie. Raises NotFound."""
    row = db.session.get(Conflict, conflict_id)
    if row is None:
        raise NotFound("no such conflict")
    return row
