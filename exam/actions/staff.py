"""Staff accounts: invited by letter, roles granted by two persons and taken by one, never by oneself."""

from datetime import datetime

from exam.actions.signing_out import end_log_ins, end_password_links
from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.letters.outbox import make_link
from exam.models import Account, StaffRole
from exam.queries.roster import accounts_with_addresses
from exam.queries.staff import first_staff_account, is_last_administrator
from exam.rules.addresses import canonical_email
from exam.rules.permissions import ROLES

INVITATION_HOURS = 24 * 7


def invite(*, name: str, email: str, roles: list[str], now: datetime, by) -> Account:
    """A new staff account. Its roles are proposed here and count when a second administrator confirms them."""
    with transaction("invite_staff", by=by, now=now, locking=first_staff_account()) as entry:
        if canonical_email(email) in accounts_with_addresses([canonical_email(email)]):
            raise Refused("This email address belongs to an account already.")
        account = Account(kind="staff", email=email, email_canonical=canonical_email(email), name=name, created_at=now)
        db.session.add(account)
        db.session.flush()
        for role in _known(roles):
            account.roles.append(_proposed(role, now=now, by=by))
        _welcome(account, now=now)
        entry.about("account", account.id, proposed=sorted(roles))
    return account


def invite_again(account: Account, *, now: datetime, by) -> Account:
    """A fresh letter for somebody who has not set a password yet; the link before it dies."""
    with transaction("invite_staff_again", by=by, now=now, locking=account) as entry:
        if account.password_hash is not None or account.closed_at is not None:
            raise Refused("This account needs no invitation.")
        end_password_links(account, now=now)
        _welcome(account, now=now)
        entry.about("account", account.id)
    return account


def propose_role(account: Account, role: str, *, now: datetime, by) -> StaffRole:
    """Propose a role for somebody else. It counts when another administrator confirms it."""
    with transaction("propose_role", by=by, now=now, locking=account) as entry:
        _not_oneself(account, by)
        if account.closed_at is not None:
            raise Refused("This account is closed.")
        if any(row.role == role for row in account.roles):
            raise Refused("This person holds the role already, or it waits to be confirmed.")
        row = _proposed(*_known([role]), now=now, by=by)
        account.roles.append(row)
        entry.about("account", account.id, role=role)
    return row


def confirm_role(account: Account, role: str, *, now: datetime, by) -> StaffRole:
    """A second administrator confirms: from the next request on the role counts."""
    with transaction("confirm_role", by=by, now=now, locking=first_staff_account()) as entry:
        _not_oneself(account, by)
        row = next((row for row in account.roles if row.role == role and row.proposed), None)
        if row is None:
            raise Refused("There is nothing to confirm.")
        if row.granted_by == str(by):
            raise Refused("You proposed this role. Another administrator has to confirm it.")
        row.proposed = False
        to_board.roles_changed(account, now=now)
        entry.about("account", account.id, role=role, proposed_by=row.granted_by)
    return row


def remove_role(account: Account, role: str, *, now: datetime, by) -> Account:
    """Take a role away, or a proposal back. It ends with the next request."""
    with transaction("remove_role", by=by, now=now, locking=first_staff_account()) as entry:
        _not_oneself(account, by)
        row = next((row for row in account.roles if row.role == role), None)
        if row is None:
            raise Refused("This person does not hold the role.")
        if role == "administrator" and not row.proposed and is_last_administrator(account):
            raise Refused("This is the last administrator. Give the role to somebody else first.")
        account.roles.remove(row)
        if not row.proposed:
            to_board.roles_changed(account, now=now)
        entry.about("account", account.id, role=role)
    return account


def reset_second_factor(account: Account, *, now: datetime, by) -> Account:
    """The person lost the phone: every log-in ends, and the next sign-in sets up a new second factor."""
    with transaction("reset_second_factor", by=by, now=now, locking=account) as entry:
        _not_oneself(account, by)
        account.totp_secret, account.totp_last_step = None, 0
        end_log_ins(account, now=now)
        to_board.second_factor_reset(account, now=now)
        entry.about("account", account.id)
    return account


def _welcome(account: Account, *, now: datetime) -> None:
    link = make_link("set-password", now=now, hours=INVITATION_HOURS, account_id=account.id)
    to_board.staff_welcome(account, now=now, link=link)


def _proposed(role: str, *, now: datetime, by) -> StaffRole:
    return StaffRole(role=role, granted_at=now, granted_by=str(by), proposed=True)


def _known(roles: list[str]) -> list[str]:
    if not roles or set(roles) - ROLES.keys():
        raise Refused("Choose one of the roles.")
    return sorted(set(roles))


def _not_oneself(account: Account, by) -> None:
    if str(by).endswith(f":{account.id}"):
        raise Refused("You cannot change your own account's rights. Ask another administrator.")
