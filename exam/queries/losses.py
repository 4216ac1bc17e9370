"""Lost answers: what the journal proves about a sitting, its open loss, and losses whose time to choose is over."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, select, type_coerce

from exam.database import db
from exam.errors import NotFound
from exam.models import Attestation, Incident, Letter, Loss, Sitting
from exam.queries.journal import answers_in_force, submission_digest
from exam.rules.incomplete_data import NEAR_THE_END, Counted, counted

LETTER = "candidate/answers_lost"
NEAR = NEAR_THE_END // timedelta(milliseconds=1)
IS_OPEN = (Loss.outcome.is_(None), Loss.turned_down_at.is_(None))


def counted_for(sitting: Sitting) -> Counted:
    """What can be shown to be complete: reckoned from the journal and the seals, never typed by anybody."""
    scored = {row.position for row in sitting.positions if row.scored}
    handed_in = {int(place): choice for place, choice in sitting.submission.answers.items()}
    return counted(scored, answers_in_force(sitting.id), handed_in, seal_holds=_seal_holds(sitting))


def _seal_holds(sitting: Sitting) -> bool:
    """Whether what was handed in gives its digest, and every statement of a proctor is bound to that very digest."""
    held = sitting.submission
    signed = db.session.scalars(select(Attestation.submission_digest).where(Attestation.sitting_id == sitting.id))
    return {submission_digest(sitting, held.answers), *signed} == {held.digest}


def losses_of(sitting_id: str) -> list[Loss]:
    """Every loss of a sitting, oldest first."""
    asked = select(Loss).where(Loss.sitting_id == sitting_id).order_by(Loss.opened_at, Loss.id)
    return list(db.session.scalars(asked))


def open_loss(sitting_id: str) -> Loss | None:
    """The one that is not carried out yet."""
    return next((row for row in losses_of(sitting_id) if row.is_open), None)


def loss_told(sitting: Sitting) -> Loss | None:
    """The newest one that the candidate was told about."""
    return next((row for row in reversed(losses_of(sitting.id)) if row.confirmed_at is not None), None)


def own_loss(sitting: Sitting) -> Loss:
    """The same. Raises NotFound where the candidate was told about none."""
    row = loss_told(sitting)
    if row is None:
        raise NotFound("no loss was told")
    return row


def opened_loss(incident: Incident) -> Loss:
    """The loss of this incident that waits for its second person. Raises NotFound."""
    row = open_loss(incident.sitting_id)
    if row is None or row.incident_id != incident.id or row.confirmed_at is not None:
        raise NotFound("no loss to confirm")
    return row


def choices_to_remind(now: datetime, only: str = "") -> list[str]:
    """Losses whose time to choose ends within days, and whose candidate had no letter since it came near."""
    told = (select(Letter.id).where(Letter.sitting_id == Loss.sitting_id, Letter.kind == LETTER,
                                    Letter.written_at >= type_coerce(Loss.choose_until, BigInteger) - NEAR))
    asked = (select(Loss.id).where(*IS_OPEN, Loss.choose_until > now, Loss.choose_until <= now + NEAR_THE_END,
                                   ~told.exists()).order_by(Loss.choose_until, Loss.id))
    return list(db.session.scalars(asked.where(Loss.id == only) if only else asked))


def losses_unchosen(now: datetime) -> list[str]:
    """Losses whose time to choose is over without a choice, oldest first."""
    asked = select(Loss.id).where(*IS_OPEN, Loss.choose_until <= now).order_by(Loss.choose_until, Loss.id)
    return list(db.session.scalars(asked))
