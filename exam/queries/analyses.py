"""The snapshots of analyses: the newest of each form, one of them, and which items on trial are proposed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import AnalysisRun, ExamForm, Item, ItemFigure
from exam.queries.item_figures import ItemFigures, figures_of_items
from exam.queries.programs import program_version_with_id
from exam.queries.released_answers import released_by_form
from exam.rules.promotion import promotion_gaps
from question_bank.programs import Program

MOST_RUNS = 20
WITHOUT_FIGURES = (defer(AnalysisRun.document), defer(AnalysisRun.screens))


@dataclass(frozen=True)
class FormStanding:
    """One exam form in the list: how many sittings are released, its newest snapshot, and how many items stand out."""

    form: ExamForm
    released: int
    run: AnalysisRun | None
    flagged: int


@dataclass(frozen=True)
class OnTrial:
    """One item on trial: its newest figures, the program whose rule counts, and what is still missing."""

    item: Item
    figures: ItemFigures
    program: Program
    gaps: list[str]


def form_standings() -> list[FormStanding]:
    """Every exam form that many took or may take, by code: the answers of one candidate alone say nothing."""
    asked = (select(ExamForm).where(ExamForm.purpose == "exam", ExamForm.state != "draft",
                                    ExamForm.for_candidate_id.is_(None))
             .options(joinedload(ExamForm.program_version)).order_by(ExamForm.code))
    released, newest, flagged = released_by_form(), _newest_runs(), _flagged_items()
    return [FormStanding(form, released.get(form.id, (0, 0))[0], newest.get(form.id),
                         flagged.get(newest[form.id].id, 0) if form.id in newest else 0)
            for form in db.session.scalars(asked)]


def runs_of(form_id: str) -> list[AnalysisRun]:
    """The snapshots of a form, the newest first, without their figures."""
    asked = (select(AnalysisRun).where(AnalysisRun.exam_form_id == form_id).options(*WITHOUT_FIGURES)
             .order_by(AnalysisRun.made_at.desc(), AnalysisRun.id).limit(MOST_RUNS))
    return list(db.session.scalars(asked))


def run_with_id(run_id: str) -> AnalysisRun:
    """One snapshot with its figures. Raises NotFound."""
    run = db.session.get(AnalysisRun, run_id)
    if run is None:
        raise NotFound("no such analysis")
    return run


def item_in(run: AnalysisRun, position: int) -> dict:
    """The figures of one position of a snapshot. Raises NotFound."""
    found = next((row for row in run.document["classical"]["items"] if row["position"] == position), None)
    if found is None:
        raise NotFound("no such position")
    return found


def items_on_trial() -> list[OnTrial]:
    """Approved items on trial that were analysed: those that are proposed first, then by code."""
    asked = (select(Item).where(Item.use == "pretest", Item.state == "approved").options(selectinload(Item.revisions))
             .order_by(Item.code))
    items = list(db.session.scalars(asked))
    figures = figures_of_items([item.id for item in items])
    rows = [_on_trial(item, figures[item.id]) for item in items if item.id in figures]
    return sorted(rows, key=lambda row: (bool(row.gaps), row.item.code))


def on_trial(item: Item) -> OnTrial:
    """The same for one item. Raises NotFound for one that is not on trial or was never analysed."""
    figures = figures_of_items([item.id]).get(item.id)
    if item.use != "pretest" or figures is None:
        raise NotFound("no such item on trial")
    return _on_trial(item, figures)


def _on_trial(item: Item, figures: ItemFigures) -> OnTrial:
    run = db.session.get(AnalysisRun, figures.run_id, options=WITHOUT_FIGURES)
    program = program_version_with_id(run.program_version_id).program
    gaps = promotion_gaps(program.statistics, figures.n, figures.p, figures.pbis)
    if figures.revision_number != item.current.number:
        gaps.append("The item was changed after its trial. The new text needs a trial of its own.")
    return OnTrial(item, figures, program, gaps)


def _newest_runs() -> dict[str, AnalysisRun]:
    newest = (select(AnalysisRun.id, func.row_number().over(
        partition_by=AnalysisRun.exam_form_id, order_by=(AnalysisRun.made_at.desc(), AnalysisRun.id)).label("place"))
        .subquery())
    asked = (select(AnalysisRun).join(newest, newest.c.id == AnalysisRun.id).where(newest.c.place == 1)
             .options(*WITHOUT_FIGURES))
    return {run.exam_form_id: run for run in db.session.scalars(asked)}


def _flagged_items() -> dict[str, int]:
    asked = (select(ItemFigure.analysis_run_id, func.count()).where(ItemFigure.flags != [])
             .group_by(ItemFigure.analysis_run_id))
    return dict(db.session.execute(asked).all())
