"""Accounts of staff and candidates, and visitors who are signed in without typing a password."""

from datetime import datetime
from itertools import count

from flask.testing import FlaskClient

from exam.actions import accounts
from exam.database import db
from exam.models import Account, Declaration, LogIn, StaffRole
from exam.rules import actors
from exam.rules.addresses import canonical_email
from exam.rules.passwords import hashed, log_in_digest

NUMBERS = count(1)
PASSWORD = "quiet lantern over seven rivers"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def staff(*roles: str, now: datetime, password: str | None = None, totp: str | None = None,
          declared: bool = True) -> Account:
    """A staff account with these roles, whose declaration of ties stands for a year."""
    number = next(NUMBERS)
    email = f"staff{number}@board.example"
    account = Account(kind="staff", email=email, email_canonical=canonical_email(email), name=f"Staff {number}",
                      created_at=now, totp_secret=totp, password_hash=hashed(password) if password else None)
    account.roles = [StaffRole(role=role, granted_at=now, granted_by="system:test") for role in roles]
    db.session.add(account)
    db.session.flush()
    if declared:
        db.session.add(Declaration.signed(account, months=12, now=now, by=actors.staff(account.id)))
    db.session.commit()
    return account


def signed_in(client: FlaskClient, account: Account, *, now: datetime, factor: bool = True) -> FlaskClient:
    """The client with a living log-in of this account, its second factor shown unless told otherwise."""
    by = actors.staff(account.id) if account.kind == "staff" else actors.candidate(account.id)
    secret = accounts.sign_in(account, now=now, by=by)
    if factor:
        db.session.get(LogIn, log_in_digest(secret)).second_factor_at = now
        db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"], cookie["seen"] = secret, True, int(now.timestamp())
    return client


def token(client: FlaskClient, address: str) -> str:
    """The CSRF token of the page at this address, as its first form carries it."""
    page = client.get(address).get_data(as_text=True)
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def post(client: FlaskClient, address: str, page: str | None = None, **fields):
    """Send a form as the browser does: with the token of the page it stands on."""
    return client.post(address, data={"csrf_token": token(client, page or address), **fields})
