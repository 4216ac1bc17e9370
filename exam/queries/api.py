"""What the read API tells: only what is released, published or approved, one page at a time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import ExamForm, Item
from exam.queries.export_rows import Span, last_release, one_moment, rows_in
from exam.queries.exports import void_results
from exam.rules.export_columns import COLUMNS


def results_after(after: int, *, limit: int, program_id: str, now: datetime) -> dict:
    """The next released results, and the number to go on from: of the last one told, or of the newest release."""
    with one_moment() as connection:
        newest = last_release(connection)
        span = Span("", now, program_id, after, newest, limit=limit + 1)
        found = [(dict(zip(COLUMNS, row, strict=True)), raw[38]) for row, raw in rows_in(connection, span)]
    told, more = found[:limit], len(found) > limit
    return {"results": [row for row, _ in told], "next_after": told[-1][1] if more else max(after, newest),
            "more": more}


def results_of_sitting(sitting_id: str, *, now: datetime) -> dict:
    """Every result of one sitting, the one that counts last. Raises NotFound before its release and when it is void."""
    with one_moment() as connection:
        span = Span("", now, "", 0, last_release(connection), sitting_id=sitting_id)
        found = [(dict(zip(COLUMNS, row, strict=True)), raw[38]) for row, raw in rows_in(connection, span)]
    if not found:
        raise NotFound("no released result")
    return {"results": [row for row, _ in found], "next_after": found[-1][1], "more": False}


def void_since(after: int) -> dict:
    """Results with a release number above `after` that became void after their release."""
    return {"void": [each for number, each in void_results("", last_no=None) if number > after]}


def forms_after(after: str, *, limit: int) -> dict:
    """Published exam forms (and those withdrawn later) by code."""
    asked = (select(ExamForm).where(ExamForm.state.in_(("published", "withdrawn")), ExamForm.code > after)
             .order_by(ExamForm.code).limit(limit + 1)
             .options(selectinload(ExamForm.items), selectinload(ExamForm.cut_scores),
                      joinedload(ExamForm.program_version)))
    found = list(db.session.scalars(asked))
    return _page("exam_forms", found, limit, after, _form)


def items_after(after: str, *, limit: int, with_keys: bool) -> dict:
    """Approved items by code; their keys only where they are asked for by name."""
    asked = (select(Item).where(Item.state == "approved", Item.code > after).order_by(Item.code).limit(limit + 1)
             .options(selectinload(Item.revisions)))
    found = list(db.session.scalars(asked))
    return _page("items", found, limit, after, lambda item: _item(item, with_keys))


def _page(name: str, found: list, limit: int, after: str, told) -> dict:
    shown = found[:limit]
    return {name: [told(row) for row in shown], "next_after": shown[-1].code if shown else after,
            "more": len(found) > limit}


def _form(form: ExamForm) -> dict:
    scored = sum(row.scored for row in form.items)
    cut = form.cut_scores[-1].cut_raw if form.cut_scores else None
    return {"code": form.code, "program_id": form.program_version.program_id,
            "program_version": form.program_version.version, "purpose": form.purpose, "language": form.language,
            "state": form.state, "digest": form.digest, "scored_items": scored,
            "pretest_items": len(form.items) - scored, "cut_raw": cut}


def _item(item: Item, with_keys: bool) -> dict:
    content = item.current.content
    told = {"code": item.code, "revision": item.current.number, "digest": item.current.digest, "use": item.use,
            "competency": content.competency, "level": content.level, "language": content.language,
            "kind": content.kind, "stimulus": content.stimulus, "stem": content.stem,
            "options": [{"id": option.id, "text": option.text} for option in content.options]}
    return told | ({"keys": list(content.right_options)} if with_keys else {})
