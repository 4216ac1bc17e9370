"""What a candidate may see of their own: every load here contains the candidate's id, so a stranger's is NotFound."""

from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import Incident, Result, Sitting, TrailStep
from exam.queries.agreements import agreements_of
from exam.queries.corrections import corrected_at
from exam.queries.nominations import letters_to_proctors, nominations_of
from exam.rules.candidate_way import ORDER, TOLD, step_in_words


def exams_of(candidate_id: str) -> list[Sitting]:
    """The candidate's sittings that are no practice, newest first."""
    asked = select(Sitting).where(Sitting.candidate_id == candidate_id, Sitting.purpose == "exam")
    return list(db.session.scalars(asked.order_by(Sitting.registered_at.desc(), Sitting.id)))


def own_exam(candidate_id: str, sitting_id: str) -> Sitting:
    """One of the candidate's sittings. Raises NotFound for an unknown one and for somebody else's alike (T43)."""
    return _own(candidate_id, sitting_id, "exam")


def own_practice(candidate_id: str, sitting_id: str) -> Sitting:
    """One of the candidate's practice exams. Raises NotFound as above."""
    return _own(candidate_id, sitting_id, "practice")


def _own(candidate_id: str, sitting_id: str, purpose: str) -> Sitting:
    asked = select(Sitting).where(Sitting.id == sitting_id, Sitting.candidate_id == candidate_id,
                                  Sitting.purpose == purpose)
    found = db.session.scalars(asked).first()
    if found is None:
        raise NotFound("no such exam, or somebody else's")
    return found


def practices_of(candidate_id: str) -> list[Sitting]:
    """The candidate's practice exams, newest first."""
    asked = select(Sitting).where(Sitting.candidate_id == candidate_id, Sitting.purpose == "practice")
    return list(db.session.scalars(asked.order_by(Sitting.registered_at.desc(), Sitting.id)))


def own_result(candidate_id: str, sitting_id: str) -> Result:
    """The newest result of a released sitting of the candidate's own. Raises NotFound before the release."""
    asked = (select(Result).join(Sitting, Sitting.id == Result.sitting_id)
             .where(Sitting.id == sitting_id, Sitting.candidate_id == candidate_id, Sitting.state == "released")
             .order_by(Result.scoring_version.desc()))
    found = db.session.scalars(asked).first()
    if found is None:
        raise NotFound("no such result, not released, or somebody else's")
    return found


def reports_by(candidate_account_id: str, sitting_id: str) -> list[Incident]:
    """What this candidate reported about a sitting, oldest first; what others reported is not theirs to read."""
    asked = select(Incident).where(Incident.sitting_id == sitting_id,
                                   Incident.reported_by == f"candidate:{candidate_account_id}")
    return list(db.session.scalars(asked.order_by(Incident.reported_at)))


def story_of(sitting: Sitting) -> list[tuple[datetime, str]]:
    """What has happened, as dated sentences, oldest first."""
    word = sitting.program_version.program.wording.proctor
    people = {row.id: row for row in nominations_of(sitting.id)}
    told = [(sitting.registered_at, "You were registered for this exam.")]
    told += [(row.agreed_at, f"You confirmed the information page, version {row.text_version}.")
             for row in agreements_of(sitting.candidate_id) if row.program_version_id == sitting.program_version_id]
    told += [(row.invited_at, f"We asked {row.name} to be your {word}.") for row in people.values()]
    told += [(row.written_at, f"We wrote to {people[row.nomination_id].name} again.") for row in reminders_of(sitting)]
    told += [(row.at, step_in_words(row.road, row.step, row.facts, proctor=word, actor=row.actor,
                                    name=people[row.subject_id].name if row.road == "nomination" else ""))
             for row in _trail_of(sitting.id) if row.road in TOLD and not _was_a_draft(row)]
    told += [(at, "A question was counted otherwise, and your result was made anew.")
             for at in corrected_at(sitting.id)]
    return sorted(told, key=lambda row: row[0])


def reminders_of(sitting: Sitting) -> list:
    """The letters that reminded a proctor of this sitting, oldest first."""
    return [row for row in letters_to_proctors(sitting.candidate_id)
            if row.sitting_id == sitting.id and row.kind.startswith("proctor/reminder")]


def _trail_of(sitting_id: str) -> list[TrailStep]:
    """Oldest first; steps of one instant in the order of their road."""
    rows = db.session.scalars(select(TrailStep).where(TrailStep.sitting_id == sitting_id))
    return sorted(rows, key=lambda row: (row.at, ORDER.index(row.step)))


def _was_a_draft(row: TrailStep) -> bool:
    """An inquiry that was dropped before any notice was sent: there was nothing that the candidate was told."""
    return row.road == "inquiry" and row.state_before == "suspected" and row.step == "drop"
