"""What is frozen when a sitting begins, and what is sealed when it is handed in."""

import secrets
from datetime import datetime
from random import SystemRandom

from exam.database import db
from exam.errors import Refused
from exam.models import Sitting, SittingPosition, Submission
from exam.queries.journal import answers_in_force, submission_digest
from exam.rules.parts import part_end
from exam.rules.preparing import is_printed
from question_bank.exam_form import set_faults
from question_bank.items import ItemContent

SHUFFLER = SystemRandom()


def freeze(sitting: Sitting, *, now: datetime) -> None:
    """Store form, revisions, drawn orders, limits, cut, region and program version with the sitting (promise 5)."""
    form = sitting.exam_form
    sitting.cut_score_id = form.cut_score.id if form.cut_score else None
    sitting.begun_at, sitting.region = now, sitting.candidate.region
    sitting.lease_epoch = sitting.device_epoch = 1
    printed = is_printed(sitting.room_codes)
    contents = [item.revision.content for item in form.items]
    if set_faults([(content, True) for content in contents]):
        raise Refused("This exam form cannot be shown as it stands. Nothing has begun. Please tell the board.")
    for item, content in zip(form.items, contents, strict=True):
        db.session.add(SittingPosition(
            sitting_id=sitting.id, position=item.position, item_revision_id=item.item_revision_id,
            revision_digest=item.revision.digest, scored=item.scored, **_drawn(content, printed)))
    if sitting.may_go_on_another_day:
        sitting.shown_through = part_end([content.scenario for content in contents], 0)
    sitting.reckon()


def show_more(sitting: Sitting) -> None:
    """The next part of an exam over several days is shown as well."""
    if not sitting.is_all_shown:
        sets = [row.revision.content.scenario for row in sitting.positions]
        sitting.shown_through = part_end(sets, sitting.shown_through)


def lock_shown(sitting: Sitting) -> None:
    """Another day: what has been shown takes no more answers, and the next part is shown."""
    sitting.locked_through = sitting.shown_through
    show_more(sitting)


def _drawn(content: ItemContent, printed: bool) -> dict:
    """What one question is to this candidate: options in drawn order, how many may be chosen, and its pictures."""
    return {"options": _drawn_options(content, printed), "several": content.kind == "multiple",
            "media": list(content.pictures_asked)}


def _drawn_options(content: ItemContent, printed: bool) -> list[list[str]]:
    """The option ids in the order this candidate sees them, each under an id that means nothing elsewhere.

    Where the questions are read from paper, the order is that of the paper: letters must mean the same on both.
    """
    order = [option.id for option in content.options]
    if not printed and not content.fixed_order and content.kind != "true_false":
        SHUFFLER.shuffle(order)
    return [[secrets.token_hex(4), option_id] for option_id in order]


def submission_of(sitting: Sitting, completion: str, *, at: datetime) -> Submission:
    """The answers in force for every position of the frozen form, with the digest an attestation is bound to."""
    in_force = answers_in_force(sitting.id)
    answers = {str(position.position): in_force.get(position.position) for position in sitting.positions}
    return Submission(sitting_id=sitting.id, completion=completion, submitted_at=at, answers=answers,
                      digest=submission_digest(sitting, answers))
