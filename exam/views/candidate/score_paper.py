"""The score report on paper: the sentences of the page, as they stood on the day of the release."""

from dataclasses import asdict
from datetime import date

from flask import current_app

from exam.models import Result
from exam.queries.retakes import board_day as day_on_board
from exam.queries.retakes import verdict_at
from exam.rules.appeals import last_appeal_day
from exam.rules.documents import document
from exam.rules.pathway_words import next_steps
from exam.rules.retakes import RetakeVerdict
from exam.rules.score_report import replaces_in_words, score_report
from exam.web.words import board_day, day


def paper(result: Result) -> bytes:
    """The report of one result as PDF. Its instant is that of the release, so it can be made again."""
    released_at, sitting = result.release.released_at, result.sitting
    program = sitting.program_version.program
    report = score_report(result, program, replaced_by(result))
    contact = current_app.config["BOARD_CONTACT"]
    facts = {**asdict(report), "verdict": report.verdict, "facts": _facts(result), "contact": contact,
             "appeal_until": day(_last_appeal_day(result)),
             "next": asdict(next_steps(program)),
             "address": f"{current_app.config['BASE_URL']}/candidate",
             "again": [] if report.passed else _again(verdict_at(sitting, released_at))}
    return document("score-report", facts, title="Score report", at=released_at)


def replaced_by(result: Result) -> str:
    """The sentence about the earlier result that this one takes the place of; empty where there is none."""
    earlier = result.supersedes
    return replaces_in_words(earlier, board_day(earlier.release.released_at)) if earlier else ""


def _last_appeal_day(result: Result) -> date:
    """The day that the page names, as long as no correction moves it."""
    released_on = day_on_board(result.release.released_at)
    return last_appeal_day(released_on, result.sitting.program_version.program.appeals.file_days)


def _facts(result: Result) -> list[tuple[str, str]]:
    sitting = result.sitting
    program = sitting.program_version.program
    return [("Name", sitting.candidate.legal_name),
            ("Given by", program.contact.board or current_app.config["BOARD_NAME"]),
            ("Program", program.credential.title), ("Sitting", str(sitting.sitting_no)),
            ("Exam form", sitting.exam_form.code), ("Exam date", board_day(sitting.begun_at)),
            ("Released", board_day(result.release.released_at))]


def _again(verdict: RetakeVerdict) -> list[str]:
    """When the exam may be taken again, as it was on the day of the release."""
    if not verdict.allowed:
        return list(verdict.reasons)
    return [f"You may take the exam again, from {day(verdict.earliest_on)} to {day(verdict.last_on)}. "
            f"{verdict.left_in_words}.", "You ask for it on your own page, after you sign in."]
