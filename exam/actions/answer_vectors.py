"""The compact answers of a sitting, made inside the transaction of its release and nowhere else."""

from exam.models import AnswerVector, Release, Sitting
from exam.queries.journal import seconds_by_position
from exam.rules.answer_vectors import chosen_bits, held_seconds, packed


def vector_of(sitting: Sitting, release: Release) -> AnswerVector:
    """What was handed in, in the order of the exam form. Before the release there is nothing to analyse (promise 2)."""
    handed_in, spent = sitting.submission.answers, seconds_by_position(sitting.id)
    choices = [chosen_bits([option.id for option in row.revision.content.options],
                           row.options_of(handed_in[str(row.position)])) for row in sitting.positions]
    return AnswerVector(sitting_id=sitting.id, release_id=release.id, exam_form_id=sitting.exam_form_id,
                        choices=packed(choices),
                        seconds=packed([held_seconds(spent.get(row.position)) for row in sitting.positions]))
