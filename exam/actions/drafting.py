"""A draft of an exam form: its positions in the drawn order, its language, its digest, and where it misses its plan."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from exam.database import db
from exam.database.base import canonical
from exam.errors import Refused
from exam.models import ExamForm, ExamFormItem, Item, ProgramVersion
from exam.queries.conformance import gaps_of
from question_bank.languages import language_in_words

Chosen = Sequence[tuple[Item, bool]]


def draft(version: ProgramVersion, code: str, chosen: Chosen, seed: int, *, purpose: str, now: datetime, by,
          for_candidate_id: str | None = None) -> ExamForm:
    """Add one form in the transaction of the action that keeps it. `chosen` is (item, scored) in the drawn order."""
    positions = [(item.current.content, scored) for item, scored in chosen]
    language = _one_language(version, {content.language for content, _ in positions})
    gaps = gaps_of(version, positions, seed, language) if purpose == "exam" else []
    form = ExamForm(code=code, program_version_id=version.id, purpose=purpose, seed=seed, state="draft",
                    language=language, digest=_digest(chosen), assembled_at=now, assembled_by=str(by),
                    conformance={"gaps": gaps}, for_candidate_id=for_candidate_id)
    db.session.add(form)
    db.session.flush()
    for position, (item, scored) in enumerate(chosen, start=1):
        db.session.add(ExamFormItem(exam_form_id=form.id, position=position, scored=scored,
                                    item_revision_id=item.current.id))
    db.session.flush()
    return form


def _one_language(version: ProgramVersion, languages: set[str]) -> str:
    if len(languages) != 1:
        raise Refused("These items are in several languages. A form is in one language, so assemble one for each.")
    [language] = languages
    if language not in version.program.exam.languages:
        raise Refused(f"The program does not give its exam in {language_in_words(language)}. Its file names the "
                      "languages.")
    return language


def _digest(chosen: Chosen) -> str:
    rows = [[position, item.current.digest, scored] for position, (item, scored) in enumerate(chosen, start=1)]
    return hashlib.sha256(b"examhall-form-1\x00" + canonical(rows).encode()).hexdigest()
