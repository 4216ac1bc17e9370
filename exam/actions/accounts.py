"""Accounts: signing in and out, setting and changing a password, the second factor, staff and their roles."""

import secrets
from datetime import datetime

from exam.actions.password_links import end_password_links
from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import candidate as to_holder
from exam.letters.board import second_factor_reset, staff_welcome
from exam.letters.outbox import make_link
from exam.models import Account, Link, LogIn, StaffRole
from exam.queries.accounts import account_with_email, living_log_ins
from exam.queries.staff import is_last_administrator
from exam.rules import passwords
from exam.rules.addresses import canonical_email
from exam.rules.permissions import ROLES, refuse_for_oneself

INVITATION_HOURS = 24 * 14


def sign_in(account: Account, *, now: datetime, by) -> str:
    """Start a log-in and return its secret, which only the visitor's cookie will hold."""
    secret = secrets.token_urlsafe(32)
    with transaction("sign_in", by=by, now=now) as entry:
        db.session.add(LogIn(id_hash=passwords.log_in_digest(secret), account_id=account.id, began_at=now))
        entry.about("account", account.id)
    return secret


def sign_out(log_in: LogIn, *, now: datetime, by) -> None:
    """End this log-in: a copied cookie opens nothing any more."""
    with transaction("sign_out", by=by, now=now, locking=log_in) as entry:
        log_in.ended_at = log_in.ended_at or now
        entry.about("account", log_in.account_id)


def end_other_log_ins(log_in: LogIn, *, now: datetime, by) -> int:
    """End every log-in of this account but the present one."""
    with transaction("end_other_log_ins", by=by, now=now) as entry:
        number = _end_log_ins(log_in.account_id, but=log_in.id_hash, now=now)
        entry.about("account", log_in.account_id, ended=number)
    return number


def set_password(link: Link, account: Account, password: str, *, now: datetime, by) -> Account:
    """Set the first password, or a new one, from a letter's link. Every log-in ends; the second factor stays."""
    with transaction("set_password", by=by, now=now, locking=link) as entry:
        if link.used_at is not None or link.revoked_at is not None:
            raise Refused("This link has done its work. Ask for a new one.")
        had_one = account.password_hash is not None
        account.password_hash = passwords.hashed(password)
        link.used_at = now
        _end_log_ins(account.id, but="", now=now)
        if had_one:
            to_holder.password_changed(account, now=now)
        entry.about("account", account.id, purpose=link.purpose)
    return account


def change_password(log_in: LogIn, password: str, *, now: datetime, by) -> None:
    """A new password by somebody who has just typed the old one; other log-ins end, and a letter tells."""
    account = log_in.account
    with transaction("change_password", by=by, now=now, locking=account) as entry:
        account.password_hash = passwords.hashed(password)
        _end_log_ins(account.id, but=log_in.id_hash, now=now)
        to_holder.password_changed(account, now=now)
        entry.about("account", account.id)


def ask_password_reset(account: Account, *, now: datetime, by) -> None:
    """Write the letter with the link. Whether an account exists is told by the letter alone (T48)."""
    with transaction("ask_password_reset", by=by, now=now, locking=account) as entry:
        to_holder.password_reset(account, now=now)
        entry.about("account", account.id)


def set_up_second_factor(log_in: LogIn, secret: str, typed: str, *, now: datetime, by) -> None:
    """Keep the secret once the first code shows that the person's device holds it too."""
    account = log_in.account
    with transaction("set_up_second_factor", by=by, now=now, locking=account) as entry:
        if account.totp_secret is not None:
            raise Refused("A second factor is set up already.")
        account.totp_secret, account.totp_last_step = secret, 0
        _spend_code(account, typed, now=now)
        log_in.second_factor_at = now
        entry.about("account", account.id)


def show_second_factor(log_in: LogIn, typed: str, *, now: datetime, by) -> None:
    """Open the rest of the pages with a one-time code; each code works once."""
    account = log_in.account
    with transaction("show_second_factor", by=by, now=now, locking=account) as entry:
        _spend_code(account, typed, now=now)
        log_in.second_factor_at = now
        entry.about("account", account.id)


def reset_second_factor(account: Account, *, reason: str, now: datetime, by) -> None:
    """Staff lost their device: an administrator clears the factor, and every log-in ends."""
    with transaction("reset_second_factor", by=by, now=now, locking=account) as entry:
        refuse_for_oneself(by, account.id)
        account.totp_secret, account.totp_last_step = None, 0
        _end_log_ins(account.id, but="", now=now)
        second_factor_reset(account, now=now)
        entry.about("account", account.id, reason=reason)


def invite_staff(*, name: str, email: str, roles, now: datetime, by, proposed: bool = False) -> Account:
    """A new staff account without a password: its owner sets one from the letter's link.

    Roles that are only `proposed` count when a second administrator has confirmed them.
    """
    with transaction("invite_staff", by=by, now=now) as entry:
        if account_with_email(email) is not None:
            raise Refused("There is already an account with this address.")
        account = Account(kind="staff", name=name, email=email, email_canonical=canonical_email(email), created_at=now)
        db.session.add(account)
        db.session.flush()
        _grant(account, roles, now=now, by=by, proposed=proposed)
        link = make_link("set-password", now=now, hours=INVITATION_HOURS, account_id=account.id)
        staff_welcome(account, now=now, link=link)
        entry.about("account", account.id, roles=sorted(roles))
    return account


def close_account(account: Account, *, reason: str, now: datetime, by) -> Account:
    """The account signs in no more; everything it did stays on record."""
    with transaction("close_account", by=by, now=now, locking=account) as entry:
        refuse_for_oneself(by, account.id)
        if account.closed_at is not None:
            raise Refused("This account is closed already.")
        if is_last_administrator(account):
            raise Refused("This is the last administrator. Give the role to somebody else first.")
        account.closed_at = now
        _end_log_ins(account.id, but="", now=now)
        end_password_links(account, now=now)
        to_holder.account_closed(account, now=now)
        entry.about("account", account.id, reason=reason)
    return account


def _grant(account: Account, roles, *, now: datetime, by, proposed: bool = False) -> None:
    unknown = set(roles) - ROLES.keys()
    if unknown or not set(roles) <= ROLES.keys():
        raise Refused("Choose roles from the list.")
    for role in sorted(roles):
        account.roles.append(StaffRole(role=role, granted_at=now, granted_by=str(by), proposed=proposed))


def _spend_code(account: Account, typed: str, *, now: datetime) -> None:
    step = passwords.step_of_code(account.totp_secret, typed, at_seconds=int(now.timestamp()))
    if step is None or step <= account.totp_last_step:
        raise Refused("This code does not fit. Wait for the next one in your app, and type it again.")
    account.totp_last_step = step


def _end_log_ins(account_id: str, *, but: str, now: datetime) -> int:
    others = [row for row in living_log_ins(account_id) if row.id_hash != but]
    for row in others:
        row.ended_at = now
    return len(others)
