"""Decisions about the scoring: which there are, what asks for one, and who would be concerned."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import (
    Candidate,
    ExamForm,
    ExamFormItem,
    Item,
    ItemRevision,
    RescoreProposal,
    ScoringDecision,
    ShadowRun,
    Sitting,
)

AT_A_TIME = 500  # a statement takes so many values and no more, however many persons a decision concerns


@dataclass(frozen=True)
class Concerned:
    """One released sitting whose result a decision would change."""

    sitting_id: str
    name: str
    board_candidate_id: str
    form: str
    old: dict
    new: dict


def scoring_decisions() -> list[ScoringDecision]:
    """All of them, newest first."""
    asked = (select(ScoringDecision).options(
        joinedload(ScoringDecision.revision).joinedload(ItemRevision.item), joinedload(ScoringDecision.exam_form),
        joinedload(ScoringDecision.outcome)).order_by(ScoringDecision.proposed_at.desc(), ScoringDecision.id))
    return list(db.session.scalars(asked))


def decision_with_id(decision_id: str) -> ScoringDecision:
    """One decision. Raises NotFound."""
    decision = db.session.get(ScoringDecision, decision_id)
    if decision is None:
        raise NotFound("no such scoring decision")
    return decision


def newest_shadow_run(decision: ScoringDecision) -> ShadowRun | None:
    """The newest shadow run of a decision."""
    asked = select(ShadowRun).where(ShadowRun.decision_id == decision.id).order_by(ShadowRun.number.desc())
    return db.session.scalars(asked).first()


def open_proposals() -> list[RescoreProposal]:
    """Keys that were changed after use, and wait for a decision about what was released; oldest first."""
    asked = (select(RescoreProposal).where(RescoreProposal.state == "open")
             .options(joinedload(RescoreProposal.item)).order_by(RescoreProposal.opened_at, RescoreProposal.id))
    return list(db.session.scalars(asked))


def counted_revisions(code: str) -> list[ItemRevision]:
    """The revisions of the item with this code, in capitals or not, that count on an exam form which was published."""
    asked = (select(ItemRevision).join(Item, Item.id == ItemRevision.item_id)
             .join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(ExamForm, ExamForm.id == ExamFormItem.exam_form_id)
             .where(func.lower(Item.code) == code.strip().lower(), ExamForm.state != "draft",
                    ExamForm.purpose == "exam", ExamFormItem.scored)
             .distinct().order_by(ItemRevision.number.desc()))
    return list(db.session.scalars(asked))


def counted_revision(revision_id: str) -> ItemRevision:
    """A revision that counts on a published exam form. Raises NotFound for any other."""
    row = db.session.get(ItemRevision, revision_id)
    if row is None or row not in counted_revisions(row.item.code):
        raise NotFound("no such revision on a published exam form")
    return row


def forms_with(revision: ItemRevision) -> list[ExamForm]:
    """The published exam forms on which this revision counts, by code."""
    asked = (select(ExamForm).join(ExamFormItem, ExamFormItem.exam_form_id == ExamForm.id)
             .where(ExamFormItem.item_revision_id == revision.id, ExamFormItem.scored, ExamForm.state != "draft",
                    ExamForm.purpose == "exam").order_by(ExamForm.code))
    return list(db.session.scalars(asked))


def concerned_by(run: ShadowRun) -> list[Concerned]:
    """The persons of a shadow run, by name; for few eyes."""
    ids = [row["sitting_id"] for row in run.persons]
    asked, people = select(Sitting.id, Candidate).join(Candidate, Candidate.id == Sitting.candidate_id), {}
    for start in range(0, len(ids), AT_A_TIME):
        people |= dict(db.session.execute(asked.where(Sitting.id.in_(ids[start:start + AT_A_TIME]))).all())
    found = [Concerned(row["sitting_id"], people[row["sitting_id"]].legal_name,
                       people[row["sitting_id"]].board_candidate_id, row["form"], row["old"], row["new"])
             for row in run.persons]
    return sorted(found, key=lambda row: (row.name, row.sitting_id))
