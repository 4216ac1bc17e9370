"""The key check of an exam form: kept as it was made; a question whose key looks wrong holds the form."""

import hashlib
from datetime import date, datetime

from exam.database import db, new_id, transaction
from exam.database.base import canonical
from exam.errors import Refused
from exam.models import ExamForm, Job, KeyCheck, KeyFinding
from exam.queries.item_answers import LOOKS_WRONG
from exam.queries.key_checks import confirmed_before, forms_to_check, who_looks_after_keys
from exam.queries.retakes import board_day
from exam.rules.key_checks import DAYS_TO_LOOK


def ask_unasked(form: ExamForm, *, now: datetime, by) -> bool:
    """New answers came in and nothing is released yet: the check is asked for by itself. False when it is not due."""
    with transaction("ask_for_key_check", by=by, now=now, locking=form) as entry:
        due = form.id in forms_to_check(now, only=form.id)
        if due:
            asked = {"exam_form_id": form.id, "owner_id": who_looks_after_keys().id, "asked_by": str(by),
                     "due_on": (board_day(now) + DAYS_TO_LOOK).isoformat()}
            db.session.add(Job(kind="check_key", about=form.id, asked=asked, asked_at=now, asked_by=str(by)))
        else:
            entry.action = "ask_for_key_check_not_due"
        entry.about("exam_form", form.id)
    return due


def keep(form: ExamForm, document: dict, *, owner_id: str, due_on: date, now: datetime, by) -> KeyCheck:
    """Keep the figures. What looks wrong is held, with an owner and a day, unless it was settled before."""
    with transaction("check_key", by=by, now=now, locking=form) as entry:
        digest = hashlib.sha256(b"examhall-key-check-1\x00" + canonical(document).encode()).hexdigest()
        check = KeyCheck(id=new_id(), exam_form_id=form.id, n=document["n"], document=document, digest=digest,
                         made_at=now, made_by=str(by))
        db.session.add(check)
        db.session.flush()
        revisions, settled = {row.position: row.revision for row in form.items}, confirmed_before(form.id)
        found = [flag for flag in document["flags"] if flag["kind"] in LOOKS_WRONG
                 and revisions[flag["position"]].id not in settled]
        for flag in found:
            db.session.add(KeyFinding(
                key_check_id=check.id, exam_form_id=form.id, item_revision_id=revisions[flag["position"]].id,
                position=flag["position"], sentence=flag["sentence"], owner_id=owner_id, due_on=due_on))
        db.session.flush()
        entry.about("exam_form", form.id, key_check=check.id, n=check.n, findings=len(found), digest=digest)
    return check


def confirm(finding: KeyFinding, *, reason: str, now: datetime, by) -> KeyFinding:
    """Somebody has read the question again: the key is right, and why."""
    with transaction("confirm_key", by=by, now=now, locking=finding) as entry:
        if finding.decided_at is not None:
            raise Refused("This has been decided already.")
        if not reason.strip():
            raise Refused("Say why the key is right.")
        finding.outcome, finding.reason = "confirmed", reason.strip()
        finding.decided_at, finding.decided_by = now, str(by)
        entry.about("exam_form", finding.exam_form_id, finding=finding.id)
    return finding
