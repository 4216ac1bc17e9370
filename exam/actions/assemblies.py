"""Forms that a job has assembled: each is kept as a draft, or thrown away, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from exam.actions.drafting import Chosen, draft
from exam.database import db, transaction
from exam.errors import NotFound, Refused
from exam.models import ExamForm, Item, ItemRevision, Job
from exam.queries.assembling import wish_from
from exam.queries.programs import program_version_with_id

THROWN_AWAY = ""


def keep(job: Job, numbers: Sequence[int], *, now: datetime, by) -> list[ExamForm]:
    """Keep these forms of an assembly, counted from 1, as drafts: all of them or none."""
    with transaction("assemble_exam_form", by=by, now=now, locking=job) as entry:
        rows = [_undecided(job, number) for number in numbers]
        taken = set(db.session.scalars(select(ExamForm.code).where(ExamForm.code.in_([row["code"] for row in rows]))))
        if taken:
            raise Refused(f"There is already an exam form {', '.join(sorted(taken))}. Assemble under another name.")
        version = program_version_with_id(wish_from(job.asked).version_id)
        forms = [draft(version, row["code"], chosen_in(row["positions"]), row["seed"], purpose="exam", now=now, by=by)
                 for row in rows]
        _decide(job, {str(number): form.id for number, form in zip(numbers, forms, strict=True)})
        entry.about("job", job.id, forms=[[form.code, form.digest, form.seed] for form in forms])
    return forms


def throw_away(job: Job, numbers: Sequence[int], *, now: datetime, by) -> None:
    """Nobody wants these forms; the same seed draws them again while the bank stays as it is."""
    with transaction("throw_exam_form_away", by=by, now=now, locking=job) as entry:
        codes = [_undecided(job, number)["code"] for number in numbers]
        _decide(job, {str(number): THROWN_AWAY for number in numbers})
        entry.about("job", job.id, forms=codes)


def chosen_in(positions: Sequence[tuple[str, bool]]) -> Chosen:
    """(item, scored) for stored (revision id, scored). Raises Refused when an item has a newer revision."""
    asked = select(ItemRevision).where(ItemRevision.id.in_([revision for revision, _ in positions]))
    held = {row.id: row for row in db.session.scalars(asked)}
    older = sorted(row.item.code for row in held.values() if row.item.current.id != row.id)
    if older:
        raise Refused("These items have a newer revision: " + ", ".join(older) + ". Assemble the forms again.")
    items: dict[str, Item] = {key: row.item for key, row in held.items()}
    return [(items[revision], scored) for revision, scored in positions]


def _undecided(job: Job, number: int) -> Mapping:
    forms = job.result["forms"]
    if not 1 <= number <= len(forms):
        raise NotFound("no such form in this assembly")
    if str(number) in job.result["decided"]:
        raise Refused(f"{forms[number - 1]['code']} was kept or thrown away before. Look at this page again.")
    return forms[number - 1]


def _decide(job: Job, decided: Mapping[str, str]) -> None:
    job.result = {**job.result, "decided": {**job.result["decided"], **decided}}
