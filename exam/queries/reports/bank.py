"""Reports about questions and exam forms: figures of items and forms, conformance, and cut scores."""

from math import sqrt

from sqlalchemy import Float, Integer, Select, case, cast, func, select
from sqlalchemy.orm import defer

from exam.database import db
from exam.models import AnalysisRun, CutScore, ExamForm, Item, ItemCard, ProgramVersion, Sitting
from exam.queries.conformance import conformance_of
from exam.queries.item_figures import NONE_YET, ItemFigures, figures_of_items
from exam.queries.reports.outcomes import STANDING, newest_result, suppress_under
from exam.queries.reports.shape import Chosen, Report, Rows, matching
from exam.rules.small_cells import HIDDEN, figure, rate


def _items(chosen: Chosen) -> Select:
    return (select(Item.id.label("_id"), Item.code.label("item"), Item.state.label("state"), Item.use.label("use"),
                   ItemCard.competency.label("competency"), ItemCard.level.label("level"))
            .join(ItemCard, ItemCard.item_id == Item.id).where(*matching(chosen.search, (Item.code,
                                                                                         ItemCard.competency)))
            .order_by(Item.code))


def _with_figures(rows: Rows, chosen: Chosen) -> Rows:
    found = figures_of_items([row["_id"] for row in rows])
    return [{**row, **_figures(found.get(row["_id"], ItemFigures(NONE_YET)))} for row in rows]


def _figures(known: ItemFigures) -> dict:
    shown = known.n >= suppress_under()
    return {"n": figure(known.n, suppress_under()), "p": _rounded(known.p if shown else None),
            "pbis": _rounded(known.pbis if shown else None), "flags": ", ".join(known.flags), "as_of": known.as_of,
            "revision": known.revision_number or ""}


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 3)


ITEMS = Report(
    "items", "Item statistics", "The newest figures of each item, from released sittings only.", "see_analysis",
    (("item", "Item"), ("competency", "Competency"), ("level", "Level"), ("state", "State"), ("use", "Use"),
     ("revision", "Revision"), ("n", "n"), ("p", "Share right"), ("pbis", "Point-biserial"), ("flags", "Stands out"),
     ("as_of", "As of")), _items, _with_figures, narrowing=("search",))


def _forms(chosen: Chosen) -> Select:
    result = newest_result()
    passed = case((result.c.decision == "PASS", 1), else_=0)
    score = cast(result.c.raw_score, Float)
    asked = (select(ExamForm.id.label("_id"), ExamForm.code.label("exam_form"),
                    ProgramVersion.program_id.label("program_id"), ExamForm.language.label("language"),
                    func.count(result.c.sitting_id).label("_n"), func.avg(score).label("_mean"),
                    func.avg(score * score).label("_square"),
                    func.coalesce(cast(func.sum(passed), Integer), 0).label("_passed"))
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .outerjoin(Sitting, (Sitting.exam_form_id == ExamForm.id) & STANDING)
             .outerjoin(result, result.c.sitting_id == Sitting.id)
             .where(ExamForm.purpose == "exam", ExamForm.state != "draft")
             .group_by(ExamForm.id, ExamForm.code, ProgramVersion.program_id, ExamForm.language))
    if chosen.program_id:
        asked = asked.where(ProgramVersion.program_id == chosen.program_id)
    return asked.order_by(ExamForm.code)


def _with_spread(rows: Rows, chosen: Chosen) -> Rows:
    least, form_ids = suppress_under(), [row["_id"] for row in rows]
    cuts, runs = _cuts(form_ids), _newest_runs(form_ids)
    return [{**row, **_spread(row, least), "cut": cuts.get(row["_id"], ""), **_reliability(runs.get(row["_id"]), least)}
            for row in rows]


def _spread(row: dict, least: int) -> dict:
    n = row["_n"]
    if n < least:
        word = HIDDEN if n else "–"
        return {"n": figure(n, least), "mean": word, "sd": word, "pass_rate": word}
    variance = max(0.0, row["_square"] - row["_mean"] ** 2) * n / (n - 1)
    return {"n": str(n), "mean": round(row["_mean"], 2), "sd": round(sqrt(variance), 2),
            "pass_rate": rate(row["_passed"], n, least)}


def _cuts(form_ids: list[str]) -> dict[str, str]:
    asked = select(CutScore).where(CutScore.exam_form_id.in_(form_ids)).order_by(CutScore.number)
    return {row.exam_form_id: f"{row.cut_raw} of {row.maximum}{' (interim)' if row.interim else ''}"
            for row in db.session.scalars(asked)}


def _newest_runs(form_ids: list[str]) -> dict[str, AnalysisRun]:
    asked = (select(AnalysisRun).where(AnalysisRun.exam_form_id.in_(form_ids)).options(defer(AnalysisRun.screens))
             .order_by(AnalysisRun.made_at, AnalysisRun.id))
    return {row.exam_form_id: row for row in db.session.scalars(asked)}


def _reliability(run: AnalysisRun | None, least: int) -> dict:
    """KR-20 and the error of measurement of the newest analysis, as it stands in its document."""
    known = (run.document.get("classical", {}).get("ctt") or {}) if run is not None and run.n >= least else {}
    return {"kr20": _rounded(known.get("alpha")), "sem": _rounded(known.get("sem")),
            "as_of": run.made_at if run is not None else None}


FORMS = Report(
    "forms", "Exam-form statistics", "Released sittings of each exam form: how many, how they scored, who passed.",
    "see_analysis",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("language", "Language"), ("n", "Sittings"),
     ("mean", "Mean"), ("sd", "SD"), ("cut", "Cut"), ("pass_rate", "Pass rate"), ("kr20", "KR-20"), ("sem", "SEM"),
     ("as_of", "Reliability as of")), _forms, _with_spread, narrowing=("program",))


def _conformance(chosen: Chosen) -> Select:
    asked = (select(ExamForm.id.label("_id"), ExamForm.code.label("exam_form"),
                    ProgramVersion.program_id.label("program_id"), ExamForm.state.label("state"),
                    ExamForm.language.label("language"), ExamForm.digest.label("digest"))
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id).where(ExamForm.purpose == "exam"))
    if chosen.program_id:
        asked = asked.where(ProgramVersion.program_id == chosen.program_id)
    return asked.order_by(ExamForm.code)


def _recounted(rows: Rows, chosen: Chosen) -> Rows:
    found = select(ExamForm).where(ExamForm.id.in_([row["_id"] for row in rows]))
    known = {form.id: conformance_of(form) for form in db.session.scalars(found)}
    return [{**row, "scored": "{} of {}".format(*known[row["_id"]].scored),
             "pretest": "{} of {}".format(*known[row["_id"]].pretest),
             "gaps": " ".join(known[row["_id"]].gaps) or "keeps every rule"} for row in rows]


CONFORMANCE = Report(
    "conformance", "Blueprint conformance", "Each exam form counted again against the blueprint that it was made for.",
    "see_exam_forms",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("state", "State"), ("language", "Language"),
     ("scored", "Scored items"), ("pretest", "On trial"), ("gaps", "What is missed"), ("digest", "Digest")),
    _conformance, _recounted, narrowing=("program",))


def _cut_scores(chosen: Chosen) -> Select:
    asked = (select(ExamForm.code.label("exam_form"), ProgramVersion.program_id.label("program_id"),
                    CutScore.number.label("number"), CutScore.cut_raw.label("cut_raw"),
                    CutScore.maximum.label("maximum"), CutScore.basis.label("basis"), CutScore.interim.label("interim"),
                    CutScore.adopted_at.label("adopted_at"), CutScore.adopted_by.label("adopted_by"))
             .join(ExamForm, ExamForm.id == CutScore.exam_form_id)
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id))
    if chosen.program_id:
        asked = asked.where(ProgramVersion.program_id == chosen.program_id)
    return asked.order_by(CutScore.adopted_at, ExamForm.code, CutScore.number)


CUT_SCORES = Report(
    "cut-scores", "Standard-setting record", "Every cut score that was adopted, where it comes from, when and by whom.",
    "see_exam_forms",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("number", "No."), ("cut_raw", "Passes with"),
     ("maximum", "Of"), ("basis", "Basis"), ("interim", "Interim"), ("adopted_at", "Adopted"),
     ("adopted_by", "By")), _cut_scores, narrowing=("program",))
