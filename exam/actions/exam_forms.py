"""Exam forms: assembled, checked against their blueprint, published by a second person, withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from exam.actions.drafting import Chosen, draft
from exam.database import db, transaction
from exam.errors import Refused
from exam.models import ExamForm, ProgramVersion
from exam.queries.conformance import gaps_of, positions_of
from exam.queries.form_sheet import new_sheet
from question_bank.exam_form import other_options, set_faults


def keep_draft(version: ProgramVersion, chosen: Chosen, *, code: str, seed: int, purpose: str, now: datetime,
               by) -> ExamForm:
    """Keep one assembled form as a draft. `chosen` is (item, scored) in the drawn order."""
    return keep_drafts(version, [(code, chosen, seed)], purpose=purpose, now=now, by=by)[0]


def keep_drafts(version: ProgramVersion, drawn: Sequence[tuple[str, Chosen, int]], *, purpose: str, now: datetime,
                by) -> list[ExamForm]:
    """Keep several forms that were drawn together, as (code, chosen, seed): all of them or none."""
    with transaction("assemble_exam_form", by=by, now=now) as entry:
        taken = set(db.session.scalars(select(ExamForm.code).where(ExamForm.code.in_([row[0] for row in drawn]))))
        if taken:
            raise Refused(f"There is already an exam form {', '.join(sorted(taken))}. Choose another name.")
        forms = [draft(version, *row, purpose=purpose, now=now, by=by) for row in drawn]
        entry.about("exam_form", forms[0].id, forms=[[form.code, form.digest, form.seed] for form in forms])
    return forms


def publish(form: ExamForm, *, now: datetime, by) -> ExamForm:
    """A second person looks at the form and freezes it. One that misses its blueprint cannot be published."""
    with transaction("publish_exam_form", by=by, now=now, locking=form) as entry:
        if form.state != "draft":
            raise Refused("This exam form is no draft.")
        if form.assembled_by == str(by):
            raise Refused("You assembled this form, so somebody else has to publish it.")
        _must_be_fit(form)
        sheet = new_sheet(form)
        db.session.add(sheet)
        form.state, form.published_at, form.published_by = "published", now, str(by)
        entry.about("exam_form", form.id, digest=form.digest, sheet=sheet.digest)
    return form


def withdraw(form: ExamForm, *, reason: str, now: datetime, by) -> ExamForm:
    """No new sitting gets this form; sittings that began with it keep it. A draft is refused so."""
    with transaction("withdraw_exam_form", by=by, now=now, locking=form) as entry:
        if form.state == "withdrawn":
            raise Refused("This exam form was withdrawn before.")
        form.state = "withdrawn"
        entry.about("exam_form", form.id, reason=reason)
    return form


def _must_be_fit(form: ExamForm) -> None:
    """The form keeps its blueprint, and every item on it is approved in exactly the revision that it holds."""
    missing = (gaps_of(form.program_version, positions_of(form), form.seed, form.language)
               if form.purpose == "exam" else [])
    if missing:
        raise Refused("This form misses its blueprint:", *missing)
    torn = set_faults(positions_of(form))
    if torn:
        raise Refused("Some questions belong together and cannot be shown so:", *torn)
    wanted = form.program_version.program.exam.options_per_item
    others = other_options([content for content, _ in positions_of(form)], wanted) if form.purpose == "exam" else []
    if others:
        raise Refused(f"The program asks for {wanted} options. These items have another number: "
                      + ", ".join(others) + ".")
    held = [(row.revision, row.revision.item) for row in form.items]
    unapproved = [item.code for _, item in held if item.state != "approved"]
    if unapproved:
        raise Refused("These items are not approved: " + ", ".join(unapproved) + ".")
    older = [item.code for revision, item in held if item.current.id != revision.id]
    if older:
        raise Refused("These items have a newer revision: " + ", ".join(older) + ". Assemble the form again.")
