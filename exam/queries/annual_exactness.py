"""How exactly the exam forms of a program measured, for the annual report: the newest analysis until its year ended."""

from sqlalchemy import select

from exam.database import db
from exam.models import ExamForm, ProgramVersion
from exam.queries.annual_shape import Section, Year
from exam.queries.form_figures import FormFigures, figures_of_forms
from exam.queries.retakes import board_day
from exam.rules.small_cells import HIDDEN, figure

HEAD = ("Exam form", "Sittings", "KR-20, 95 % interval", "SEM", "SEM at the cut", "Decision consistency", "Analysed on")


def exactness(year: Year) -> Section:
    """Reliability, error and decision consistency of each form that was analysed."""
    asked = (select(ExamForm.id, ExamForm.code).join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ProgramVersion.program_id == year.program_id, ExamForm.purpose == "exam").order_by(ExamForm.code))
    codes = dict(db.session.execute(asked).all())
    known = figures_of_forms(codes, before=year.ends)
    return Section("How exactly the exam measures", "From the newest analysis of each exam form until the end of the "
                   "year, over all its released sittings by then. SEM is the error of a score, in questions; "
                   "consistency is the share of people for whom a second form of the kind would decide alike.", HEAD,
                   tuple((code, *_said(known[form_id], year.least)) for form_id, code in codes.items()
                         if form_id in known))


def _said(known: FormFigures, least: int) -> tuple[str, ...]:
    if known.n < least:
        return (figure(known.n, least), *[HIDDEN] * 4, board_day(known.as_of).isoformat())
    if known.kr20 is None:
        return (figure(known.n, least), known.words, "–", "–", "–", board_day(known.as_of).isoformat())
    interval = "" if known.kr20_low is None else f" ({known.kr20_low:.2f} to {known.kr20_high:.2f})"
    return (figure(known.n, least), f"{known.kr20:.2f}{interval}",
            *("–" if value is None else f"{value:.2f}" for value in (known.sem, known.sem_at_cut, known.consistency)),
            board_day(known.as_of).isoformat())
