"""The sheet of an exam form: rendered when it is published, kept as it is, and read back with its digest checked."""

import hashlib

from exam.database import db
from exam.errors import ExamhallError, NotFound
from exam.models import ExamForm, ExamFormSheet
from exam.queries.conformance import positions_of
from exam.queries.item_views import BOARD_PICTURES
from question_bank.form_sheet import sheet_of

STYLE = "/static/css/form-sheet.css"  # its plain name, which every later version serves as well


def rendered_sheet(form: ExamForm, *, for_candidate: bool = False) -> bytes:
    """The sheet from the frozen revisions of the form, for a panel or as the printed exam of a candidate."""
    contents = [content for content, _ in positions_of(form)]
    return sheet_of(form.code, form.digest, form.language, contents, style=STYLE,
                    picture=lambda digest: BOARD_PICTURES + digest, for_candidate=for_candidate)


def new_sheet(form: ExamForm) -> ExamFormSheet:
    """What is kept of the sheet when the form is published."""
    data = rendered_sheet(form)
    return ExamFormSheet(exam_form_id=form.id, data=data, digest=hashlib.sha256(data).hexdigest())


def printed_exam(form: ExamForm) -> bytes:
    """What a candidate reads on paper. Raises NotFound for a form that was never published: it may still change."""
    if form.published_at is None or form.purpose != "exam":
        raise NotFound("this form has no printed exam")
    return rendered_sheet(form, for_candidate=True)


def kept_sheet(form_id: str) -> bytes:
    """The bytes that were kept. Raises NotFound for a form that was never published."""
    row = db.session.get(ExamFormSheet, form_id)
    if row is None:
        raise NotFound("this form has no sheet")
    if hashlib.sha256(row.data).hexdigest() != row.digest:
        raise ExamhallError("the sheet of an exam form is not what was published")
    return row.data
