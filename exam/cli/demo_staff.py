"""The demo's staff: invited, with a password and a second factor, as people would do it."""

from datetime import datetime

import pyotp
from flask import current_app

from exam.actions import accounts, courier, declarations
from exam.models import Account
from exam.queries.accounts import account_with_email, living_log_ins
from exam.queries.links import newest_account_link
from exam.rules import actors
from exam.rules.demo_people import PASSWORD, STAFF, DemoStaff

SEED = actors.system("demo")
TIES = {"reviewer@example.org": "My sister works for a school that trains peer specialists. I teach nobody there."}


def invite_everybody(now: datetime) -> None:
    """Every member of staff who is not there yet."""
    for person in STAFF:
        if account_with_email(person.email) is None:
            _invite(person, now)


def declare_again(now: datetime) -> None:
    """Everybody renews their declaration, as the board asks each year; one of them has something to say."""
    for person in STAFF:
        _declare(account_with_email(person.email), now, ties=TIES.get(person.email, ""))


def staff_actor(name: str) -> actors.Actor:
    """One of the staff as the audit trail knows them; `name` is the part before the @."""
    return actors.staff(account_with_email(f"{name}@example.org").id)


def first_password(account: Account, now: datetime) -> None:
    """The letter arrives, and its reader sets the demo's password."""
    deliver(now)
    accounts.set_password(newest_account_link(account.id), account, PASSWORD, now=now, by=SEED)


def deliver(now: datetime) -> None:
    """Everything that lies in the outbox is delivered at this instant: the demo's mailbox is always at home."""
    while (letter := courier.claim(now=now)) is not None:
        courier.mark_sent(letter, now=now)


def _invite(person: DemoStaff, now: datetime) -> None:
    account = accounts.invite_staff(name=person.name, email=person.email, roles=person.roles, now=now, by=SEED)
    first_password(account, now)
    by = actors.staff(account.id)
    accounts.sign_in(account, now=now, by=by)
    [log_in], secret = living_log_ins(account.id), pyotp.random_base32()
    accounts.set_up_second_factor(log_in, secret, pyotp.TOTP(secret).at(now), now=now, by=by)
    _declare(account, now)
    accounts.sign_out(log_in, now=now, by=by)


def _declare(account: Account, now: datetime, ties: str = "") -> None:
    declarations.declare(account, ties=ties, months=current_app.config["DECLARATION_MONTHS"], now=now,
                         by=actors.staff(account.id))
