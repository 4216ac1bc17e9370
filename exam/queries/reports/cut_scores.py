"""The report about cut scores: the record of every standard that was set."""

from collections import Counter

from sqlalchemy import Select, select

from exam.models import CutScore, ExamForm, ProgramVersion
from exam.queries.reports.shape import Chosen, Report, Rows
from exam.rules.standard_setting import ROLES
from question_bank.linking import linking_in_words


def _cut_scores(chosen: Chosen) -> Select:
    asked = (select(ExamForm.code.label("exam_form"), ProgramVersion.program_id.label("program_id"),
                    CutScore.number.label("number"), CutScore.cut_raw.label("cut_raw"),
                    CutScore.maximum.label("maximum"), CutScore.basis.label("basis"), CutScore.interim.label("interim"),
                    CutScore.record.label("_record"), CutScore.adopted_at.label("adopted_at"),
                    CutScore.adopted_by.label("adopted_by"))
             .join(ExamForm, ExamForm.id == CutScore.exam_form_id)
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id))
    if chosen.program_id:
        asked = asked.where(ProgramVersion.program_id == chosen.program_id)
    return asked.order_by(CutScore.adopted_at, ExamForm.code, CutScore.number)


def _with_record(rows: Rows, chosen: Chosen) -> Rows:
    return [{**row, "linking": linking_in_words(row["_record"]), **_panel(row["_record"])} for row in rows]


def _panel(record: dict) -> dict:
    """What a panel's cut rests on: roles and no names; nothing of a cut that rests on no panel."""
    roles, decision = Counter(one["role"] for one in record.get("panel", ())), record.get("decision") or {}
    return {"method": record.get("method", ""), "rounds": record.get("rounds", ""),
            "panel": ", ".join(f"{number} {ROLES.get(role, role).lower()}" for role, number in sorted(roles.items())),
            "standard_error": record.get("standard_error", ""), "ratings": record.get("ratings", ""),
            "ratings_digest": record.get("ratings_digest", ""),
            "analysis": (record.get("booklet") or {}).get("analysis_digest", ""),
            "proposed_by": decision.get("proposed_by", ""), "deciding_body": decision.get("deciding_body", ""),
            "minutes": decision.get("minutes", "")}


CUT_SCORES = Report(
    "cut-scores", "Standard-setting record", "Every cut score that was adopted: where it comes from, the panel by "
    "roles and without names, its rounds, ratings and standard error, when it was adopted, and by whom.",
    "see_exam_forms",
    (("exam_form", "Exam form"), ("program_id", "Program"), ("number", "No."), ("cut_raw", "Passes with"),
     ("maximum", "Of"), ("basis", "Basis"), ("interim", "Interim"), ("linking", "Linking"),
     ("method", "Method"), ("panel", "Panel"), ("rounds", "Rounds"), ("ratings", "Ratings or bookmarks"),
     ("standard_error", "Standard error"), ("ratings_digest", "Digest of them"),
     ("analysis", "Digest of the booklet's analysis"), ("proposed_by", "Proposed by"),
     ("adopted_at", "Adopted"), ("adopted_by", "Adopted by"), ("deciding_body", "Deciding body"),
     ("minutes", "Minutes")), _cut_scores, _with_record, narrowing=("program",))
