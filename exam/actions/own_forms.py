"""A form of one's own: kept as a draft for one candidate, and announced to those who publish and set the cut."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from exam.actions.assemblies import chosen_in
from exam.actions.drafting import draft
from exam.database import db, transaction
from exam.letters import board as to_board
from exam.models import ExamForm, Sitting
from exam.queries.assembling import Wish
from exam.queries.programs import program_version_with_id


def keep(sitting: Sitting, wish: Wish, drawn: Mapping, *, now: datetime, by) -> ExamForm:
    """Keep the form as a draft that no other candidate gets. Doing it again keeps nothing twice."""
    with transaction("assemble_own_exam_form", by=by, now=now, locking=sitting) as entry:
        form = db.session.scalars(select(ExamForm).where(ExamForm.code == wish.name)).first()
        if form is None:
            version = program_version_with_id(wish.version_id)
            form = draft(version, wish.name, chosen_in(drawn["positions"]), drawn["seed"], purpose="exam", now=now,
                         by=by, for_candidate_id=sitting.candidate_id)
            to_board.own_form_drawn(form, now=now)
        entry.about("exam_form", form.id, sitting=sitting.id, digest=form.digest, seed=form.seed)
    return form


def tell_short(sittings: int, sentences: list[str], *, now: datetime, by) -> None:
    """The bank cannot give so many candidates a form without questions they have met: who writes items hears of it."""
    with transaction("tell_own_form_short", by=by, now=now) as entry:
        to_board.own_form_short(sittings, sentences, now=now)
        entry.about("job", "own_forms", sittings=sittings)
