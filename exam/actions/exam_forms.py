"""Exam forms: assembled, checked against their blueprint, published by a second person, given a cut score."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from exam.database import db, transaction
from exam.database.base import canonical
from exam.errors import Refused
from exam.models import CutScore, ExamForm, ExamFormItem, Item, ProgramVersion
from question_bank.blueprint import blueprint_from_document, gaps
from question_bank.standard_setting import percent_cut


def keep_draft(version: ProgramVersion, chosen: Sequence[tuple[Item, bool]], *, code: str, seed: int, purpose: str,
               now: datetime, by) -> ExamForm:
    """Keep an assembled form as a draft. `chosen` is (item, scored) in the drawn order."""
    with transaction("assemble_exam_form", by=by, now=now) as entry:
        form = ExamForm(code=code, program_version_id=version.id, purpose=purpose, seed=seed, state="draft",
                        digest=_digest(chosen), assembled_at=now, assembled_by=str(by),
                        conformance={"gaps": _gaps(version, chosen) if purpose == "exam" else []})
        db.session.add(form)
        db.session.flush()
        for position, (item, scored) in enumerate(chosen, start=1):
            db.session.add(ExamFormItem(exam_form_id=form.id, position=position, scored=scored,
                                        item_revision_id=item.current.id))
        entry.about("exam_form", form.id, code=code, digest=form.digest, seed=seed)
    return form


def publish(form: ExamForm, *, now: datetime, by) -> ExamForm:
    """A second person looks at the form and freezes it. One that misses its blueprint cannot be published."""
    with transaction("publish_exam_form", by=by, now=now, locking=form) as entry:
        if form.state != "draft":
            raise Refused("This exam form is no draft.")
        if form.assembled_by == str(by):
            raise Refused("You assembled this form, so somebody else has to publish it.")
        chosen = [(row.revision.item, row.scored) for row in form.items]
        missing = _gaps(form.program_version, chosen) if form.purpose == "exam" else []
        if missing:
            raise Refused("This form misses its blueprint:", *missing)
        unapproved = [row.revision.item.code for row in form.items if row.revision.item.state != "approved"]
        if unapproved:
            raise Refused("These items are not approved: " + ", ".join(unapproved) + ".")
        form.state, form.published_at, form.published_by = "published", now, str(by)
        entry.about("exam_form", form.id, digest=form.digest)
    return form


def withdraw(form: ExamForm, *, reason: str, now: datetime, by) -> ExamForm:
    """No new sitting gets this form; sittings that began with it keep it."""
    with transaction("withdraw_exam_form", by=by, now=now, locking=form) as entry:
        if form.state != "published":
            raise Refused("Only a published exam form can be withdrawn.")
        form.state = "withdrawn"
        entry.about("exam_form", form.id, reason=reason)
    return form


def adopt_cut(form: ExamForm, *, now: datetime, by) -> CutScore:
    """Adopt the cut that the program gives: a whole number of right answers, computed once and kept."""
    with transaction("adopt_cut_score", by=by, now=now, locking=form) as entry:
        cut = form.program_version.program.exam.cut
        maximum = sum(row.scored for row in form.items)
        if form.cut_scores:
            raise Refused("This form has a cut score already.")
        raw = percent_cut(cut.value, maximum) if cut.method == "percent" else cut.value
        basis = "interim_percent" if cut.interim and cut.method == "percent" else cut.method
        row = CutScore(exam_form_id=form.id, number=1, cut_raw=raw, maximum=maximum, basis=basis, interim=cut.interim,
                       record={"method": cut.method, "value": cut.value, "program": form.program_version.digest},
                       adopted_at=now, adopted_by=str(by))
        db.session.add(row)
        db.session.flush()
        entry.about("exam_form", form.id, cut_raw=raw, maximum=maximum, basis=basis)
    return row


def _digest(chosen: Sequence[tuple[Item, bool]]) -> str:
    rows = [[position, item.current.digest, scored] for position, (item, scored) in enumerate(chosen, start=1)]
    return hashlib.sha256(b"examhall-form-1\x00" + canonical(rows).encode()).hexdigest()


def _gaps(version: ProgramVersion, chosen: Sequence[tuple[Item, bool]]) -> list[str]:
    blueprint = blueprint_from_document(version.blueprint_document)
    return gaps(blueprint, [item.current.content for item, scored in chosen if scored],
                [item.current.content for item, scored in chosen if not scored])
