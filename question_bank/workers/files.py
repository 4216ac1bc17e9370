"""The worker that reads and writes files of items."""

import base64
from dataclasses import asdict

from question_bank.assets import asset_from
from question_bank.interchange import losses_of, read_any, write_any
from question_bank.items import content_from_document, document_of
from question_bank.lint import bank_faults, unanswered
from question_bank.lint.known import known_from
from question_bank.lint.people import people_in
from question_bank.workers.limits import work


def read_job(job: dict) -> dict:
    """Read a file: its items and problems."""
    reading = read_any(job["name"], base64.b64decode(job["data"]))
    return {"format": reading.format, "items": [document_of(item) for item in reading.items],
            "problems": [asdict(problem) for problem in reading.problems],
            "pictures": [base64.b64encode(picture.data).decode() for picture in reading.assets.values()]}


def write_job(job: dict) -> dict:
    """Write a file of items, or say which of them the format cannot hold at all."""
    items = [content_from_document(row) for row in job["items"]]
    lost = [problem for problem in losses_of(job["format"], items) if problem.severity == "error"]
    if lost:
        return {"refused": [f"{problem.place}: {problem.message}" for problem in lost]}
    pictures = {one.digest: one for one in (asset_from(base64.b64decode(data)) for data in job["pictures"])}
    return {"data": base64.b64encode(write_any(job["format"], items, pictures)).decode()}


def lint_job(job: dict) -> dict:
    """Hold items against the writing rules: what is still open."""
    items = [content_from_document(row) for row in job["items"]]
    return {"faults": [asdict(fault) for fault in unanswered(items, known_from(job["known"]))]}


def bank_job(job: dict) -> dict:
    """Hold items against each other: what is alike, copied or there twice, and who they are about."""
    items = [content_from_document(row) for row in job["items"]]
    people = people_in(item for item in items if item.use in ("operational", "pretest") and not item.translation_of)
    counted = {name: dict(getattr(people, name)) for name in ("groups", "pronouns", "ages", "names")}
    return {"faults": [asdict(fault) for fault in bank_faults(items, known_from(job["known"]))], "people": counted}


def losses_job(job: dict) -> dict:
    """What a format cannot hold of these items."""
    items = [content_from_document(row) for row in job["items"]]
    return {"losses": [asdict(problem) for problem in losses_of(job["format"], items)]}


if __name__ == "__main__":
    work({"read": read_job, "write": write_job, "lint": lint_job, "bank": bank_job, "losses": losses_job})
