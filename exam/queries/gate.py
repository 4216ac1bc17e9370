"""What the release gate is told about one sitting, and what it answers."""

from sqlalchemy import func, select

from exam.database import db
from exam.models import Attestation, Hold, Incident, Loss, Nomination, Sitting
from exam.queries.key_checks import key_trouble
from exam.queries.losses import IS_OPEN as LOSS_OPEN
from exam.rules.release import GateFacts, missing_for_release


def attestation_in_force(sitting_id: str) -> Attestation | None:
    """The newest attestation whose nomination still stands as attested."""
    asked = (select(Attestation).join(Nomination, Nomination.id == Attestation.nomination_id)
             .where(Attestation.sitting_id == sitting_id, Nomination.state == "attested")
             .order_by(Attestation.signed_at.desc()))
    return db.session.scalars(asked).first()


def gate_facts(sitting: Sitting) -> GateFacts:
    """Everything the gate looks at, read now."""
    attestation = attestation_in_force(sitting.id)
    submission = sitting.submission
    return GateFacts(
        purpose=sitting.purpose, state=sitting.state,
        submission_digest=submission.digest if submission else None,
        attested_digest=attestation.submission_digest if attestation else None,
        nomination_state="attested" if attestation else None,
        approval=attestation.nomination.approval if attestation else "not_needed",
        open_incidents=_count(Incident, Incident.sitting_id == sitting.id, Incident.effect == "hold",
                              Incident.decided_at.is_(None)),
        open_holds=_count(Hold, Hold.sitting_id == sitting.id, Hold.lifted_at.is_(None)),
        open_losses=_count(Loss, Loss.sitting_id == sitting.id, *LOSS_OPEN),
        key_trouble=key_trouble(sitting) if sitting.state == "submitted" else "",
        cut_adopted=sitting.cut_score_id is not None)


def missing_for(sitting: Sitting) -> list[str]:
    """What is still missing before this sitting's result may exist; empty when it may."""
    return missing_for_release(gate_facts(sitting))


def _count(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))
