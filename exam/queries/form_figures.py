"""The few figures of an exam form for reports: from its newest analysis, with n, or in words why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from exam.database import among, db
from exam.models import AnalysisRun

NONE_YET = "Not analysed yet."
TOO_FEW = "Fewer than {} sittings were analysed, too few for a figure."


@dataclass(frozen=True)
class FormFigures:
    """How exactly a form measures; where `words` say why there are no figures, all of them are None."""

    words: str = NONE_YET
    n: int = 0
    kr20: float | None = None
    kr20_low: float | None = None
    kr20_high: float | None = None
    sem: float | None = None
    sem_at_cut: float | None = None
    consistency: float | None = None
    accuracy: float | None = None
    as_of: datetime | None = None


def figures_of_forms(form_ids: Iterable[str], *, before: datetime | None = None) -> dict[str, FormFigures]:
    """What the newest analysis says about each form, or the newest one before an instant. No older one is opened."""
    place = func.row_number().over(partition_by=AnalysisRun.exam_form_id,
                                   order_by=(AnalysisRun.made_at.desc(), AnalysisRun.id.desc())).label("place")
    placed = select(AnalysisRun.id, place).where(among(AnalysisRun.exam_form_id, form_ids))
    if before is not None:
        placed = placed.where(AnalysisRun.made_at < before)
    newest = placed.subquery()
    asked = (select(AnalysisRun).join(newest, newest.c.id == AnalysisRun.id).where(newest.c.place == 1)
             .options(defer(AnalysisRun.screens)))
    return {row.exam_form_id: _said(row) for row in db.session.scalars(asked)}


def _said(run: AnalysisRun) -> FormFigures:
    known, limits = run.document.get("classical") or {}, run.document.get("limits") or {}
    if known.get("kr20") is None:
        few = known.get("refused") and TOO_FEW.format(limits.get("show_from_n", 30))
        return FormFigures(few or "KR-20 is not defined for these answers.", run.n, as_of=run.made_at)
    at_cut, interval = known.get("sem_at_cut") or {}, known.get("alpha_interval") or {}
    decision = (known.get("decision") or {}).get("livingston_lewis") or {}
    return FormFigures(
        "", run.n, known["kr20"], interval.get("low"), interval.get("high"), known.get("sem_sd_n1"),
        at_cut.get("keats") if at_cut.get("keats") is not None else at_cut.get("lord"), decision.get("consistency"),
        decision.get("accuracy"), run.made_at)
