"""What the summary of an evidence pack says: its documents in the words of people, without any question's text."""

from collections.abc import Iterator, Mapping

from flask import current_app

from exam.models import Result
from exam.queries.staff import names_of_actors
from exam.rules.appeals import ABOUT, OUTCOMES, REMEDIES
from exam.rules.incidents import CODES, decision_in_words
from exam.rules.inquiries import STATES_IN_WORDS
from exam.web.words import spoken
from question_bank.linking import linking_in_words

NO_NAME = {"candidate": "the candidate", "proctor": "the proctor", "system": "Examhall", "staff": "staff"}
APPEAL_STATES = {"received": "received", "in_review": "being looked at", "decided": "decided",
                 "withdrawn": "taken back"}


def summary_facts(result: Result, documents: Mapping[str, dict]) -> dict:
    """The facts of the document, each a plain text, oldest first."""
    traced = documents["scoring"]["versions"]
    rows = next(row["rows"] for row in traced if row["result"] == result.id)
    head, heard, incidents = documents["audit"]["head"], documents["hearings"], documents["incidents"]["incidents"]
    names = names_of_actors([row["actor"] for row in documents["audit"]["entries"] if "actor" in row])
    gone = [f"The answers were disposed of on {_utc(row['disposed_at'])} UTC, by the rule {row['rule']}. "
            f"{row['row_count']} rows with the digest {row['digest']} were removed, so the score cannot be derived "
            "again from answers." for row in documents["journal"]["disposals"]]
    return {
        "board": current_app.config["BOARD_NAME"], "head": f"{head['no']}:{head['hash']}",
        "facts": _result_facts(result),
        "attestations": [[row["signed_name"], _utc(row["signed_at"]), row["outcome"].replace("_", " "),
                          row["submission_digest"]] for row in documents["proctor"]["attestations"]],
        "rows": [[row["position"], row["item"], ", ".join(row["key"]), ", ".join(row["chosen"]) or "none",
                  f"{row['points']} of {row['most']}" if row["counts"] else "does not count"] for row in rows],
        "disposed": gone,
        "steps": [[_utc(row["at"]), row["road"], row["step"].replace("_", " "), row["state_after"].replace("_", " ")]
                  for row in documents["trail"]["steps"]],
        "incidents": [[_utc(row["reported_at"]), _code(row["code"]), row["effect"],
                       "decided" if row["decided_at"] else "open"] for row in incidents],
        "decisions": [list(decision_told(row, incident["code"], names)) for incident in incidents
                      for row in incident["decisions"]],
        "inquiries": [list(_inquiry(row, incidents, names)) for row in heard["inquiries"]],
        "appeals": [list(_appeal(row, names)) for row in heard["appeals"]],
        "letters": [[_utc(row["written_at"]), f"the {row['audience']}", row["subject"], row["state"].replace("_", " ")]
                    for row in documents["letters"]["letters"]]}


def _result_facts(result: Result) -> list[tuple]:
    sitting = result.sitting
    return [
        ("Candidate", sitting.candidate.legal_name), ("Candidate id", sitting.candidate.board_candidate_id),
        ("Program", f"{sitting.program_version.program_id} {sitting.program_version.version}"),
        ("Sitting", sitting.sitting_no), ("Exam form", sitting.exam_form.code), ("Result", result.id),
        ("Decision", result.decision), ("Right answers", f"{result.raw_score} of {result.raw_max}"),
        ("Passes with", f"{result.cut_raw} ({'interim' if result.cut_interim else 'adopted'})"),
        ("Scaled score", f"{result.scaled_score}, {result.scaled_cut} is needed"),
        ("Linking of the exam form", linking_in_words(result.cut_score.record)),
        ("Scoring version", result.scoring_version), ("Begun", spoken(sitting.begun_at)),
        ("Handed in", spoken(sitting.submitted_at)), ("Released", spoken(result.release.released_at)),
        ("Record", result.record_hash)]


def decision_told(row: dict, code: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """One decision about an incident, fact by fact."""
    yield "About", _code(code)
    yield "Decision", decision_in_words(row["decision"], confirmed=row["confirmed_at"] is not None)
    yield "Reason", row["reason"]
    yield "Decided", _done(row["decided_at"], row["decided_by"], names)
    if row["confirmed_at"]:
        yield "Confirmed by a second person", _done(row["confirmed_at"], row["confirmed_by"], names)
        yield "The candidate had been heard", _utc(row["heard_at"])


def _inquiry(row: dict, incidents: list[dict], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "About", _code(next(one["code"] for one in incidents if one["id"] == row["incident_id"]))
    yield "Where it stands", STATES_IN_WORDS[row["state"]]
    yield "What is suspected", row["suspicion"]
    yield "What speaks for it", row["evidence"]
    yield "Standard of proof", row["standard_of_proof"]
    yield "Opened", _done(row["opened_at"], row["opened_by"], names)
    if row["notified_at"]:
        yield "Notice sent to the candidate", _done(row["notified_at"], row["notified_by"], names)
        yield "To be answered by", _utc(row["answer_until"])
        yield "The candidate's answer", row["answer"] or "none"
        yield "Answered", _utc(row["answered_at"])
    if row["ended_at"]:
        yield "Closed", _utc(row["ended_at"])


def _appeal(row: dict, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "About", ABOUT[row["about"]]
    yield "What was written", row["text"]
    yield "Filed", _done(row["filed_at"], row["filed_by"], names)
    yield "To be decided by", row["decide_by"]
    yield "Where it stands", APPEAL_STATES[row["state"]]
    if row["taken_up_at"]:
        yield "Taken up", _done(row["taken_up_at"], row["taken_up_by"], names)
    if row["decided_at"]:
        yield "Outcome", OUTCOMES[row["outcome"]]
        yield "What follows", REMEDIES[row["remedy"]]
        yield "Reasons", row["reasons"]
        yield "Decided", _done(row["decided_at"], row["decided_by"], names)
    if row["remedy_note"]:
        yield "What was done", row["remedy_note"]


def _code(code: str) -> str:
    return f"{code}, {CODES.get(code, 'a code of the program').lower()}"


def _done(at: str, actor: str, names: Mapping[str, str]) -> str:
    """When and by whom: the name of staff where it is known."""
    return f"{_utc(at)}, by {names.get(actor) or NO_NAME.get(actor.partition(':')[0], actor)}"


def _utc(instant: str | None) -> str:
    return "-" if instant is None else instant[:19].replace("T", " ")
