"""The whole plan of disposal: every class, sittings and persons, and the rules that stand behind it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import AnalysisRun, AnswerVector, ExamForm, Release
from exam.queries.programs import programs_on
from exam.queries.retakes import board_day
from exam.queries.retention import CONDITIONS, Due, due_sittings
from exam.queries.retention_persons import due_persons
from exam.rules.retention import CLASSES, rule_of


def everything_due(now: datetime) -> Iterator[Due]:
    """All whose time is over, class by class, with what keeps it all the same."""
    for kind in CLASSES:
        if kind in CONDITIONS:
            yield from due_sittings(kind, now)
        yield from due_persons(kind, now)


def due_counts(now: datetime) -> Mapping[tuple[str, str], Counter]:
    """For each (program, class) how many are due, by what keeps them all the same; "" where nothing does."""
    found: Mapping[tuple[str, str], Counter] = defaultdict(Counter)
    for one in everything_due(now):
        found[one.version.program_id, one.kind][one.kept_by] += 1
    return found


def in_no_analysis(due: Iterable[Due]) -> Counter:
    """How many of the released answers that would go no analysis of their exam form has seen, by the form's code."""
    going = {one.sitting_id for one in due if one.kind == "answers" and not one.kept_by}
    newest = (select(func.max(AnalysisRun.last_release_no))
              .where(AnalysisRun.exam_form_id == AnswerVector.exam_form_id).scalar_subquery())
    asked = (select(AnswerVector.sitting_id, ExamForm.code).join(ExamForm, ExamForm.id == AnswerVector.exam_form_id)
             .join(Release, Release.id == AnswerVector.release_id).where(Release.no > func.coalesce(newest, 0)))
    return Counter(code for sitting_id, code in db.session.execute(asked) if sitting_id in going)


def periods_set(now: datetime) -> dict[str, dict[str, str]]:
    """For each program in effect and each class the rule as it stands, set or not."""
    return {row.program_id: {kind: rule_of(kind, row.program.retention) for kind in CLASSES}
            for row in programs_on(board_day(now))}
