"""How people were heard in a year, for the annual report: appeals, complaints and notices, counted without names."""

from collections.abc import Mapping

from sqlalchemy import Select, case, func, select

from exam.database import db
from exam.models import Appeal, Inquiry, ProgramVersion, Sitting
from exam.queries.annual_shape import Section, Year, shown_counts
from exam.rules.appeals import OUTCOMES
from exam.rules.small_cells import figure

ABOUT = {"result": "Appeals of a result", "decision": "Appeals of a decision", "conduct": "Complaints"}
ENDS = {**OUTCOMES, "withdrawn": "Taken back", "open": "Not decided yet"}
NOTICES = {"decided": "Ended with a void sitting", "dropped": "Closed, nothing was taken away", "open": "Not ended yet"}


def appeals_and_notices(year: Year) -> list[Section]:
    """Appeals and complaints by what they were about and by how they ended, and notices of an irregularity."""
    end = case((Appeal.outcome.is_not(None), Appeal.outcome), (Appeal.state == "withdrawn", "withdrawn"), else_="open")
    fate = case((Inquiry.state.in_(("decided", "dropped")), Inquiry.state), else_="open")
    filed, sent = year.holds(Appeal.filed_at), year.holds(Inquiry.notified_at)
    return [
        _section(year, "Appeals and complaints", "What candidates and proctors asked the board to look at again in the "
                 "year.", "All", ABOUT, _by(year, Appeal, Appeal.about, filed)),
        _section(year, "How appeals and complaints ended", "The same, by what was decided until now.", "All", ENDS,
                 _by(year, Appeal, end, filed)),
        _section(year, "Notices", "Notices that were sent in the year, before anything could be taken away.", "Sent",
                 NOTICES, _by(year, Inquiry, fate, sent)),
    ]


def _by(year: Year, model, column, conditions: tuple) -> Select:
    kind = column.label("kind")
    return (select(kind, func.count()).select_from(model).join(Sitting, Sitting.id == model.sitting_id)
            .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
            .where(ProgramVersion.program_id == year.program_id, *conditions).group_by(kind))


def _section(year: Year, title: str, sentence: str, whole: str, words: Mapping[str, str], asked: Select) -> Section:
    held = dict(db.session.execute(asked).all())
    counts = [held.get(name, 0) for name in words]
    rows = zip(words.values(), shown_counts(counts, year.least), strict=True)
    return Section(title, sentence, ("What", "Number"), ((whole, figure(sum(counts), year.least)), *rows))
