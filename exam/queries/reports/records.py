"""Reports that are records: incidents, holds, results, and the register of releases."""

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from exam.database import db
from exam.models import (
    Account,
    Authorization,
    Candidate,
    ExamForm,
    Hold,
    Incident,
    IncidentDecision,
    Nomination,
    ProgramVersion,
    Release,
    Result,
    Sitting,
)
from exam.queries.reports.people import NAMES
from exam.queries.reports.shape import Chosen, Report, Rows, between, matching, whole_days
from exam.rules.incidents import CODES, TAKES_AWAY, decision_in_words

Earlier, Newer = aliased(Result), aliased(Result)


def _of_program(asked: Select, chosen: Chosen) -> Select:
    return asked.where(ProgramVersion.program_id == chosen.program_id) if chosen.program_id else asked


def _replaced():
    """How many proctors of a sitting were replaced."""
    return (select(func.count()).where(Nomination.sitting_id == Sitting.id, Nomination.state == "replaced")
            .scalar_subquery())


def _incidents(chosen: Chosen) -> Select:
    asked = (select(Incident.id.label("_id"), Candidate.board_candidate_id.label("candidate_id"),
                    ProgramVersion.program_id.label("program_id"), Sitting.state.label("sitting"),
                    _replaced().label("replaced"), Incident.code.label("code"),
                    Incident.source.label("source"), Incident.effect.label("effect"),
                    Incident.reported_at.label("reported_at"), Incident.decided_at.label("decided_at"))
             .join(Sitting, Sitting.id == Incident.sitting_id).join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(*between(Incident.reported_at, chosen), *matching(chosen.search, (*NAMES, Incident.code))))
    return _of_program(asked, chosen).order_by(Incident.reported_at.desc(), Incident.id)


def _decided(rows: Rows, chosen: Chosen) -> Rows:
    asked = (select(IncidentDecision).where(IncidentDecision.incident_id.in_([row["_id"] for row in rows]))
             .order_by(IncidentDecision.decided_at, IncidentDecision.id))
    decisions = defaultdict(list)
    for row in db.session.scalars(asked):
        decisions[row.incident_id].append(row)
    return [{**row, "kind": CODES.get(row["code"], row["code"]),
             "days_open": whole_days(row["reported_at"], row["decided_at"] or chosen.now),
             **_said(row["decided_at"] is not None, decisions[row["_id"]])} for row in rows]


def _said(decided: bool, rows: list[IncidentDecision]) -> dict:
    """The decision in force with its reason; one that nobody has confirmed is called so, whatever it would take."""
    in_force = [row for row in rows if row.decision not in TAKES_AWAY or row.confirmed_at is not None]
    if decided and not in_force:
        return {"decision": "Noted, by the program's standing decision", "reason": ""}
    if not rows:
        return {"decision": "", "reason": ""}
    row = in_force[-1] if decided else rows[-1]
    return {"decision": decision_in_words(row.decision, confirmed=row.confirmed_at is not None), "reason": row.reason}


INCIDENTS = Report(
    "incidents", "Incidents", "Everything irregular that was reported, how long it was open, and what was decided.",
    "see_incidents",
    (("candidate_id", "Candidate id"), ("program_id", "Program"), ("code", "Code"), ("kind", "What it is"),
     ("source", "Reported by"), ("effect", "Effect"), ("reported_at", "Reported"), ("days_open", "Days open"),
     ("decided_at", "Decided"), ("decision", "Decision"), ("reason", "Reason"), ("sitting", "Sitting's state"),
     ("replaced", "Proctors replaced")),
    _incidents, _decided, narrowing=("program", "search", "days"))


def _holds(chosen: Chosen) -> Select:
    asked = (select(Candidate.board_candidate_id.label("candidate_id"), ProgramVersion.program_id.label("program_id"),
                    Hold.reason.label("reason"), Account.name.label("owner"), Hold.placed_at.label("placed_at"),
                    Hold.due_on.label("due_on"), Hold.lifted_at.label("lifted_at"),
                    Hold.lift_reason.label("lift_reason"))
             .join(Sitting, Sitting.id == Hold.sitting_id).join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .join(Account, Account.id == Hold.owner_id).where(*between(Hold.placed_at, chosen)))
    return _of_program(asked, chosen).order_by(Hold.lifted_at.is_not(None), Hold.due_on, Hold.id)


HOLDS = Report(
    "holds", "Holds", "What stops a release by a person's word: those that stand first, by the day they are due.",
    "see_sittings",
    (("candidate_id", "Candidate id"), ("program_id", "Program"), ("reason", "Reason"), ("owner", "Owner"),
     ("placed_at", "Placed"), ("due_on", "Due"), ("lifted_at", "Lifted"), ("lift_reason", "Why it was lifted")),
    _holds, narrowing=("program", "days"))


def _results(chosen: Chosen) -> Select:
    asked = (select(Release.no.label("release_no"), Candidate.board_candidate_id.label("candidate_id"),
                    Candidate.legal_last_name.label("last_name"), Candidate.legal_first_name.label("first_name"),
                    ProgramVersion.program_id.label("program_id"),
                    Authorization.training_event_id.label("training_event_id"), Sitting.sitting_no.label("sitting_no"),
                    ExamForm.code.label("exam_form"), Result.decision.label("decision"),
                    Result.raw_score.label("raw_score"), Result.raw_max.label("raw_max"),
                    Result.cut_raw.label("cut_raw"), Result.scaled_score.label("scaled_score"),
                    Sitting.state.label("sitting"), Release.released_at.label("released_at"),
                    Newer.id.label("_newer"))
             .join(Result, Result.release_id == Release.id).join(Sitting, Sitting.id == Result.sitting_id)
             .outerjoin(Newer, Newer.supersedes_id == Result.id).join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .join(ExamForm, ExamForm.id == Sitting.exam_form_id)
             .join(Authorization, Authorization.id == Sitting.authorization_id)
             .where(*between(Release.released_at, chosen),
                    *matching(chosen.search, (*NAMES, Result.decision, Authorization.training_event_id))))
    return _of_program(asked, chosen).order_by(Release.no)


def _whether_they_count(rows: Rows, chosen: Chosen) -> Rows:
    """Every result that was ever released has its row; who counts decisions counts those that count."""
    return [{**row, "counts": "no, the sitting is void" if row["sitting"] == "void" else
             "no, a newer one replaces it" if row["_newer"] else "yes"} for row in rows]


RESULTS = Report(
    "results", "Results", "Released results with names, also those that a correction replaced; search by person, "
    "training or decision. What leaves the board for others is the signed export.", "export_results",
    (("release_no", "Release"), ("candidate_id", "Candidate id"), ("last_name", "Last name"),
     ("first_name", "First name"), ("program_id", "Program"), ("training_event_id", "Training"),
     ("sitting_no", "Sitting"), ("exam_form", "Exam form"), ("decision", "Decision"), ("counts", "Counts"),
     ("raw_score", "Right answers"), ("raw_max", "Of"), ("cut_raw", "Passes with"), ("scaled_score", "Scaled"),
     ("sitting", "Sitting's state"),
     ("released_at", "Released")), _results, _whether_they_count, narrowing=("program", "search", "days"))


def _register(chosen: Chosen) -> Select:
    asked = (select(Release.no.label("release_no"), Release.released_at.label("released_at"),
                    Release.released_by.label("released_by"), Release.mode.label("mode"),
                    Release.sitting_id.label("sitting_id"), Result.scoring_version.label("scoring_version"),
                    Earlier.release_id.label("supersedes_release_id"), Result.record_hash.label("record_hash"),
                    Result.previous_record_hash.label("previous_record_hash"))
             .join(Result, Result.release_id == Release.id).outerjoin(Earlier, Earlier.id == Result.supersedes_id)
             .join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(*between(Release.released_at, chosen)))
    return _of_program(asked, chosen).order_by(Release.no)


REGISTER = Report(
    "releases", "Register of releases", "Every release and correction in order, each with its hash and the one before.",
    "see_results",
    (("release_no", "Release"), ("released_at", "Released"), ("released_by", "By"), ("mode", "How"),
     ("sitting_id", "Sitting"), ("scoring_version", "Scoring"), ("supersedes_release_id", "Corrects"),
     ("record_hash", "Record"), ("previous_record_hash", "Record before")), _register, narrowing=("program", "days"))
