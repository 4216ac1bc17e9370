"""What waits for somebody on the staff: counts for the first page, by permission."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import (
    AccommodationRequest,
    Appeal,
    CorrectionNotice,
    ExamForm,
    Hold,
    Incident,
    IncidentDecision,
    KeyFinding,
    Letter,
    Loss,
    Nomination,
    RescoreProposal,
    ScoringDecision,
    ScoringOutcome,
    Sitting,
    StaffRole,
)
from exam.queries.accommodation_requests import IS_OPEN as REQUEST_OPEN
from exam.queries.accommodation_requests import first_answer_due
from exam.queries.appeals import IS_OPEN as APPEAL_OPEN
from exam.queries.appeals import REMEDY_WAITS, remedies_of, remedies_overdue
from exam.queries.blueprints import drafts_to_adopt
from exam.queries.declarations import members_undeclared, standing_for
from exam.queries.incidents import IS_OPEN, calls_now
from exam.queries.inquiries import ready_to_decide
from exam.queries.key_checks import forms_nobody_checks
from exam.queries.letters import TROUBLE, told_to
from exam.queries.losses import IS_OPEN as LOSS_OPEN
from exam.queries.proctor_patterns import patterns_to_look_at
from exam.queries.retakes import board_day
from exam.queries.sittings import attestation_is_overdue, ready_for_batch
from exam.rules.actors import staff
from exam.rules.declarations import STANDINGS
from exam.rules.incidents import TAKES_AWAY

OPEN_STATES = ("registered", "admitted", "in_progress", "paused", "submitted")


@dataclass(frozen=True)
class Waiting:
    """So many things of one kind wait; `where` is the endpoint of the page and its values."""

    label: str
    count: int
    where: str
    values: dict
    permission: str


def waiting_for(account_id: str, may, *, now: datetime) -> list[Waiting]:
    """Everything that waits and that this person may open. `may` tells whether a permission is held."""
    kinds = (*_about_oneself(account_id, now), *_irregular(account_id, now), *_asked_for(now),
             *_on_the_way(account_id, now), *_about_scoring(account_id), *_about_the_rest(now, may))
    return [Waiting(label, count(), where, values, permission) for label, count, where, values, permission in kinds
            if may(permission)]


def _about_oneself(account_id: str, now: datetime) -> tuple:
    standing = standing_for(account_id, now)
    return ((f"Declare your ties: {STANDINGS[standing]}" if standing != "in_force" else "Your declaration of ties",
             lambda: int(standing != "in_force"), "declarations.own", {}, "declare_conflicts"),
            ("Members of the staff without a declaration in force", lambda: members_undeclared(now),
             "staff.listing", {}, "manage_staff"))


def _irregular(account_id: str, now: datetime) -> tuple:
    today = board_day(now)
    return (
        ("Calls for help and reports from exams that have not ended", lambda: calls_now(now),
         "incidents.listing", {"show": "help"}, "see_incidents"),
        ("Incidents that wait for a decision", lambda: count_of(Incident, *IS_OPEN),
         "incidents.listing", {}, "decide_incidents"),
        ("Decisions that wait for a second person", decisions_to_confirm, "incidents.listing", {}, "decide_incidents"),
        ("Lost answers that wait for a second person", lambda: count_of(Loss, *LOSS_OPEN, Loss.confirmed_at.is_(None)),
         "incidents.listing", {"show": "all"}, "decide_incidents"),
        ("Notices that were answered, or whose time is over", lambda: ready_to_decide(now),
         "incidents.listing", {}, "decide_incidents"),
        ("Appeals and complaints to decide", lambda: count_of(Appeal, APPEAL_OPEN),
         "appeals.listing", {}, "decide_appeals"),
        ("Appeals and complaints that are late", lambda: count_of(Appeal, APPEAL_OPEN, Appeal.decide_by < today),
         "appeals.listing", {"show": "late"}, "see_appeals"),
        ("Upheld appeals with something left to do", lambda: count_of(Appeal, *REMEDY_WAITS),
         "appeals.listing", {"show": "remedy"}, "decide_appeals"),
        ("What follows from appeals and is yours to do", lambda: count_of(Appeal, *remedies_of(account_id)),
         "appeals.listing", {"show": "yours"}, "decide_appeals"),
        ("What follows from appeals and whose day has passed", lambda: count_of(Appeal, *remedies_overdue(today)),
         "appeals.listing", {"show": "overdue"}, "see_appeals"),
        ("Proctors whose figures raise a question", lambda: patterns_to_look_at(now),
         "proctor_patterns.listing", {}, "judge_proctor_patterns"),
    )


def _asked_for(now: datetime) -> tuple:
    """Requests for accommodations, with the day by which the first of them has to be answered."""
    due = first_answer_due()
    by = f", the first due by {due:%b} {due.day}, {due.year}" if due else ""
    return (
        (f"Requests for accommodations{by}", lambda: count_of(AccommodationRequest, REQUEST_OPEN),
         "accommodation_requests.listing", {}, "grant_accommodations"),
        ("Requests for accommodations whose day has passed",
         lambda: count_of(AccommodationRequest, REQUEST_OPEN, AccommodationRequest.answer_by < board_day(now)),
         "accommodation_requests.listing", {}, "grant_accommodations"),
    )


def _on_the_way(account_id: str, now: datetime) -> tuple:
    today, in_place = board_day(now), Hold.lifted_at.is_(None)
    return (
        ("Holds that are yours", lambda: count_of(Hold, in_place, Hold.owner_id == account_id),
         "sittings.holds", {"whose": "yours"}, "see_sittings"),
        ("Holds whose day has passed", lambda: count_of(Hold, in_place, Hold.due_on < today),
         "sittings.holds", {}, "see_sittings"),
        ("Attestations that are overdue", lambda: count_of(Sitting, attestation_is_overdue(now)),
         "sittings.listing", {"show": "overdue"}, "see_sittings"),
        ("Proctors to approve", proctors_to_approve, "sittings.proctors", {}, "approve_proctors"),
        ("Results that are ready for your release", lambda: len(ready_for_batch()),
         "releases.batch", {}, "release_results"),
    )


def _about_scoring(account_id: str) -> tuple:
    def place(part: str) -> tuple:
        return "scoring.listing", {"_anchor": part}

    return (
        ("Questions whose key looks wrong: their exam forms are held",
         lambda: count_of(KeyFinding, KeyFinding.decided_at.is_(None)), *place("keys"), "see_scoring"),
        ("Keys that were changed after use", lambda: count_of(RescoreProposal, RescoreProposal.state == "open"),
         *place("changed-keys"), "propose_scoring"),
        ("Scoring decisions that wait for you as the second person", lambda: scorings_to_adopt(account_id),
         *place("decisions"), "adopt_scoring"),
        ("Recipients of an older export to tell",
         lambda: count_of(CorrectionNotice, CorrectionNotice.told_at.is_(None)), *place("recipients"),
         "export_results"),
    )


def _about_the_rest(now: datetime, may) -> tuple:
    return (
        ("Letters that could not be delivered", lambda: count_of(Letter, Letter.state.in_(TROUBLE), told_to(may)),
         "outbox.listing", {"show": "trouble"}, "see_letters"),
        ("Exam forms that wait for publication", lambda: count_of(ExamForm, ExamForm.state == "draft"),
         "exam_forms.listing", {}, "publish_exam_forms"),
        ("Blueprints that the bank can fill and nobody has adopted", drafts_to_adopt, "blueprints.listing", {},
         "adopt_programs"),
        ("Exam forms whose key nobody may check: give somebody the role psychometrician",
         lambda: forms_nobody_checks(now), "staff.listing", {}, "manage_staff"),
        ("Roles that wait for a second administrator", lambda: count_of(StaffRole, StaffRole.proposed.is_(True)),
         "staff.listing", {}, "manage_staff"),
    )


def decisions_to_confirm() -> int:
    """Decisions that would take a sitting away and that nobody has confirmed."""
    asked = (select(func.count(IncidentDecision.incident_id.distinct())).join(Incident)
             .where(*IS_OPEN, IncidentDecision.decision.in_(TAKES_AWAY), IncidentDecision.confirmed_at.is_(None)))
    return db.session.scalar(asked)


def scorings_to_adopt(account_id: str) -> int:
    """Scoring decisions that somebody else proposed and nobody has adopted or rejected."""
    decided = select(ScoringOutcome.decision_id).where(ScoringOutcome.decision_id == ScoringDecision.id)
    return count_of(ScoringDecision, ~decided.exists(), ScoringDecision.proposed_by != str(staff(account_id)))


def proctors_to_approve() -> int:
    """Nominations that need the board's approval, in exams that are not released yet."""
    asked = (select(func.count()).select_from(Nomination).join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Nomination.approval == "needed", Nomination.state.in_(("invited", "accepted", "attested")),
                    Sitting.state.in_(OPEN_STATES)))
    return db.session.scalar(asked)


def count_of(model, *conditions) -> int:
    """How many rows meet the conditions."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))
