"""The extract of the audit trail: what was done to one person or one item, or by somebody."""

from sqlalchemy import ColumnElement, Select, Text, select, type_coerce

from exam.database import AuditEntry, db
from exam.models import Item, ItemRevision, ScoringDecision
from exam.queries.audit import tells_of_arrangements
from exam.queries.persons import candidate_known_as, subjects_about
from exam.queries.reports.shape import Chosen, Report, between, matching


def _audit(chosen: Chosen) -> Select:
    """Without what tells of arrangements, whoever asks: of those only numbers leave their page (C21)."""
    return (select(AuditEntry.no.label("no"), AuditEntry.at.label("at"), AuditEntry.actor.label("actor"),
                   AuditEntry.action.label("action"), AuditEntry.subject.label("subject"),
                   AuditEntry.hash.label("hash"))
            .where(~tells_of_arrangements(), *between(AuditEntry.at, chosen), *_about(chosen.search))
            .order_by(AuditEntry.no))


def _about(search: str) -> list[ColumnElement]:
    """Everything about one candidate or one item, by the id that the board knows; else whose ids hold these signs."""
    person = candidate_known_as(search.strip()) if search else None
    if person is not None:
        listed = type_coerce(AuditEntry.facts, Text).contains(person.id, autoescape=True)
        return [AuditEntry.subject.in_(subjects_about(person)) | (AuditEntry.subject.startswith("roster:") & listed)]
    item = db.session.scalars(select(Item.id).where(Item.code == search.strip())).first() if search else None
    if item is not None:
        scored = select(ScoringDecision.id).join(ItemRevision).where(ItemRevision.item_id == item)
        return [AuditEntry.subject.in_([f"item:{item}", *(f"scoring_decision:{key}" for key in
                                                         db.session.scalars(scored))])]
    return matching(search, (AuditEntry.subject, AuditEntry.actor))


AUDIT = Report(
    "audit", "Audit extract", "What was done to one person or one item, or by somebody. Search by a candidate id, an "
    "item's code, or an id that stands in the audit trail. What was arranged for somebody is left out.", "see_audit",
    (("no", "No."), ("at", "When"), ("actor", "By"), ("action", "Action"), ("subject", "About"), ("hash", "Hash")),
    _audit, narrowing=("search", "days"))
