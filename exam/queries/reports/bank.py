"""Reports about exam forms: their figures, and their conformance."""

from math import sqrt

from sqlalchemy import BigInteger, Float, Integer, Select, case, cast, func, select, type_coerce

from exam.database import db
from exam.models import CutScore, ExamForm, ProgramVersion, Sitting
from exam.queries.conformance import Conformance, conformance_of
from exam.queries.form_figures import TOO_FEW, FormFigures, figures_of_forms
from exam.queries.reports.outcomes import STANDING, newest_result, suppress_under
from exam.queries.reports.shape import Chosen, Report, Rows, between_words, rounded
from exam.rules.small_cells import HIDDEN, figure, rate
from question_bank.linking import linking_in_words


def _took():
    """Milliseconds from the beginning to handing in; breaks and pauses are part of them."""
    return type_coerce(Sitting.submitted_at, BigInteger) - type_coerce(Sitting.begun_at, BigInteger)


def _forms(chosen: Chosen) -> Select:
    result = newest_result()
    passed = case((result.c.decision == "PASS", 1), else_=0)
    score = cast(result.c.raw_score, Float)
    asked = (select(ExamForm.id.label("_id"), ExamForm.code.label("exam_form"),
                    ProgramVersion.program_id.label("program_id"), ExamForm.language.label("language"),
                    func.count(result.c.sitting_id).label("_n"), func.avg(score).label("_mean"),
                    func.avg(score * score).label("_square"),
                    func.coalesce(cast(func.sum(passed), Integer), 0).label("_passed"),
                    func.avg(cast(_took(), Float)).label("_milliseconds"))
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
    cuts, known = _cuts(form_ids), figures_of_forms(form_ids)
    return [{**row, **_spread(row, least), **cuts.get(row["_id"], {"cut": "", "linking": ""}),
             **_exactness(known.get(row["_id"], FormFigures()), least)} for row in rows]


def _spread(row: dict, least: int) -> dict:
    n = row["_n"]
    if n < least:
        word = HIDDEN if n else "–"
        return {"n": figure(n, least), **dict.fromkeys(("mean", "sd", "pass_rate", "minutes"), word)}
    spread = sqrt(max(0.0, row["_square"] - row["_mean"] ** 2) * n / (n - 1)) if n > 1 else None
    return {"n": str(n), "mean": round(row["_mean"], 2), "sd": rounded(spread, 2),
            "pass_rate": rate(row["_passed"], n, least), "minutes": round(row["_milliseconds"] / 60_000, 1)}


def _cuts(form_ids: list[str]) -> dict[str, dict]:
    asked = select(CutScore).where(CutScore.exam_form_id.in_(form_ids)).order_by(CutScore.number)
    return {row.exam_form_id: {"cut": f"{row.cut_raw} of {row.maximum}{' (interim)' if row.interim else ''}",
                               "linking": linking_in_words(row.record)} for row in db.session.scalars(asked)}


def _exactness(known: FormFigures, least: int) -> dict:
    """How exactly the form measures, as the newest analysis found it, or why nothing can be said."""
    if 0 < known.n < least:
        known = FormFigures(TOO_FEW.format(least), known.n, as_of=known.as_of)
    return {"analysed": figure(known.n, least), "kr20": rounded(known.kr20),
            "kr20_interval": between_words(known.kr20_low, known.kr20_high), "sem": rounded(known.sem, 2),
            "sem_at_cut": rounded(known.sem_at_cut, 2), "consistency": rounded(known.consistency),
            "words": known.words, "as_of_at": known.as_of}


FORMS = Report(
    "forms", "Exam-form statistics", "Released sittings of each exam form: how many, how they scored, who passed, how "
    "long it took them; and from the newest analysis how exactly the form measures.", "see_analysis",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("language", "Language"), ("n", "Sittings"),
     ("mean", "Mean"), ("sd", "SD"), ("cut", "Cut"), ("linking", "Linking"), ("pass_rate", "Pass rate"),
     ("minutes", "Mean minutes"), ("analysed", "Analysed"), ("kr20", "KR-20"), ("kr20_interval", "Its interval"),
     ("sem", "SEM"), ("sem_at_cut", "SEM at the cut"), ("consistency", "Decision consistency"),
     ("words", "Why there are no figures"), ("as_of_at", "Analysed on")), _forms, _with_spread, narrowing=("program",))


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
             "cells": _cells_in_words(known[row["_id"]]), "tags": _tags_in_words(known[row["_id"]]),
             "gaps": " ".join(known[row["_id"]].gaps) or "keeps every rule"} for row in rows]


def _cells_in_words(known: Conformance) -> str:
    """Each competency with what it holds of what is wanted, level by level."""
    return "; ".join(f"{competency} " + ", ".join(
        f"{level} {held} of {wanted}" for level, (held, wanted) in zip(known.levels, row, strict=True))
        for competency, row in known.cells)


def _tags_in_words(known: Conformance) -> str:
    return "; ".join(f"{tag} {held} ({floor} or more)" if ceiling is None else f"{tag} {held} ({floor} to {ceiling})"
                     for tag, held, floor, ceiling in known.tags)


CONFORMANCE = Report(
    "conformance", "Blueprint conformance", "Each exam form counted again against the blueprint that it was made for.",
    "see_exam_forms",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("state", "State"), ("language", "Language"),
     ("scored", "Scored items"), ("pretest", "On trial"), ("cells", "Competencies and levels"), ("tags", "Tags"),
     ("gaps", "What is missed"), ("digest", "Digest")),
    _conformance, _recounted, narrowing=("program",))
