"""Letters to the board's administrators: what waits for them. No names stand in a subject line."""

from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.letters.outbox import write
from exam.models import Account, Appeal, Declaration, ExamForm, Incident, Inquiry, Letter, Nomination, StaffRole


def staff_welcome(account: Account, *, now: datetime, link) -> Letter:
    """A staff account is waiting: set your password and your second factor."""
    return write("board/staff_welcome", account.email, now=now, account_id=account.id, account=account, link=link)


def second_factor_reset(account: Account, *, now: datetime) -> Letter:
    """Another administrator has reset the second factor: the next sign-in sets up a new one."""
    return write("board/second_factor_reset", account.email, now=now, account_id=account.id, account=account)


def roles_changed(account: Account, *, now: datetime) -> Letter:
    """The roles of a staff account have changed; the page says what they are."""
    return write("board/roles_changed", account.email, now=now, account_id=account.id, account=account)


def declaration_ends(account: Account, declaration: Declaration, *, now: datetime) -> Letter:
    """The declaration of ties ends soon, and nothing can be changed on the board's pages without one."""
    return write("board/declaration_ends", account.email, now=now, account_id=account.id, account=account,
                 ends=declaration.valid_until)


def proctor_silent(nomination: Nomination, *, now: datetime) -> list[Letter]:
    """A proctor has not answered in time; the candidate is told as well."""
    return _to_holders("administrator", "proctor_silent", now=now, nomination=nomination)


def attestation_overdue(nomination: Nomination, *, now: datetime) -> list[Letter]:
    """A sitting was handed in and its attestation is overdue."""
    return _to_holders("administrator", "attestation_overdue", now=now, nomination=nomination)


def proctor_bounced(nomination: Nomination, *, now: datetime) -> list[Letter]:
    """A letter to a proctor came back."""
    return _to_holders("administrator", "proctor_bounced", now=now, nomination=nomination)


def incident_opened(incident: Incident, *, now: datetime) -> list[Letter]:
    """An incident waits for a decision."""
    return _to_holders("releaser", "incident_opened", now=now, incident=incident)


def own_form_drawn(form: ExamForm, *, now: datetime) -> list[Letter]:
    """A form was drawn for one candidate; somebody publishes it, and somebody sets its cut."""
    return [letter for role in ("reviewer", "psychometrician")
            for letter in _to_holders(role, "own_form_drawn", now=now, form=form)]


def own_form_short(sittings: int, sentences: list[str], *, now: datetime) -> list[Letter]:
    """No form can be drawn for candidates who have met too many questions."""
    return _to_holders("psychometrician", "own_form_short", now=now, sittings=sittings, sentences=sentences)


def notice_answered(inquiry: Inquiry, *, now: datetime) -> list[Letter]:
    """A candidate has answered a notice: the incident can be decided."""
    return _to_holders("releaser", "notice_answered", now=now, incident=inquiry.incident)


def appeal_filed(appeal: Appeal, *, now: datetime) -> list[Letter]:
    """An appeal or a complaint waits for somebody who had no part in it."""
    return _to_holders("administrator", "appeal_filed", now=now, appeal=appeal)


def _to_holders(role: str, kind: str, *, now: datetime, **words) -> list[Letter]:
    asked = select(Account).join(StaffRole).where(
        StaffRole.role == role, StaffRole.proposed.is_(False), Account.closed_at.is_(None))
    return [write(f"board/{kind}", account.email, now=now, account_id=account.id, **words)
            for account in db.session.scalars(asked.order_by(Account.id))]
