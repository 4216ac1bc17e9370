"""Forms of one's own: who takes an exam again and has met questions of every published form, and what to draw then."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from exam.database import db
from exam.models import Authorization, ExamForm, Item, ItemRevision, Sitting
from exam.queries.assembling import LARGEST_SEED, Wish
from exam.queries.exam_forms import exam_form_for, questions_met
from exam.queries.jobs import newest_jobs
from exam.queries.programs import program_version_on
from exam.queries.retakes import first_day_of
from question_bank.families import families_of

AHEAD = timedelta(days=45)


def sittings_of_returning_candidates(today: date) -> list[Sitting]:
    """Registered exams, soon to be taken, of candidates who have begun one before and have no form of their own yet."""
    before, own = aliased(Sitting), aliased(ExamForm)
    begun = exists().where(before.candidate_id == Sitting.candidate_id, before.begun_at.is_not(None),
                           before.purpose == "exam")
    has_own = exists().where(own.for_candidate_id == Sitting.candidate_id, own.state != "withdrawn",
                             own.assembled_at >= Sitting.registered_at)
    asked = (select(Sitting).join(Authorization, Authorization.id == Sitting.authorization_id)
             .where(Sitting.state == "registered", Sitting.purpose == "exam", Authorization.withdrawn_at.is_(None),
                    Authorization.closes_on >= today, Authorization.opens_on <= today + AHEAD, begun, ~has_own)
             .order_by(Sitting.registered_at, Sitting.id))
    return list(db.session.scalars(asked))


def own_forms_to_ask_for(today: date) -> list[str]:
    """This day, when somebody comes back and nobody has looked today whether a form fits them."""
    if newest_jobs("assemble_own_forms", f"day:{today}", most=1) or not sittings_of_returning_candidates(today):
        return []
    return [today.isoformat()]


def sittings_without_form(today: date) -> list[Sitting]:
    """Those of them that no published form fits on the first day that is left to them."""
    return [row for row in sittings_of_returning_candidates(today)
            if exam_form_for(row, max(first_day_of(row), today)) is None]


def wish_for(sitting: Sitting, today: date) -> Wish:
    """One form for this candidate, without a question that counted before in whatever language."""
    own = sitting.program_version
    newest = program_version_on(own.program_id, max(first_day_of(sitting), today))
    version = newest if newest is not None and newest.blueprint_digest == own.blueprint_digest else own
    return Wish(version_id=version.id, language=sitting.authorization.language, name=f"own-{sitting.id[:8]}",
                seed=_seed_of(sitting.id), measured=True, avoid=tuple(sorted(codes_met(sitting.candidate_id))))


def codes_met(candidate_id: str) -> frozenset[str]:
    """The codes of every item that asks what this candidate was asked before."""
    newest = {row.item_id: row for row in db.session.scalars(select(ItemRevision).order_by(ItemRevision.number))}
    codes = dict(db.session.execute(select(Item.id, Item.code)).all())
    contents = [replace(row.content, code=codes[item_id]) for item_id, row in newest.items()]
    return families_of(questions_met(candidate_id), contents)


def _seed_of(sitting_id: str) -> int:
    return int(hashlib.sha256(sitting_id.encode()).hexdigest()[:8], 16) % LARGEST_SEED + 1
