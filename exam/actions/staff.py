"""Roles of staff: granted by two persons, taken away by one, and never one's own."""

from datetime import datetime

from exam.actions.accounts import INVITATION_HOURS
from exam.actions.password_links import end_password_links
from exam.database import transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.letters.outbox import make_link
from exam.models import Account, StaffRole
from exam.queries.staff import first_staff_account, is_last_administrator
from exam.rules.permissions import ROLES, refuse_for_oneself


def invite_again(account: Account, *, now: datetime, by) -> Account:
    """A fresh letter for somebody who has not set a password yet; the link before it dies."""
    with transaction("invite_staff_again", by=by, now=now, locking=account) as entry:
        if account.password_hash is not None or account.closed_at is not None:
            raise Refused("This account needs no invitation.")
        end_password_links(account, now=now)
        link = make_link("set-password", now=now, hours=INVITATION_HOURS, account_id=account.id)
        to_board.staff_welcome(account, now=now, link=link)
        entry.about("account", account.id)
    return account


def propose_role(account: Account, role: str, *, now: datetime, by) -> StaffRole:
    """Propose a role for somebody else. It counts when another administrator confirms it."""
    with transaction("propose_role", by=by, now=now, locking=account) as entry:
        refuse_for_oneself(by, account.id)
        if account.closed_at is not None:
            raise Refused("This account is closed.")
        if role not in ROLES:
            raise Refused("Choose one of the roles.")
        if any(row.role == role for row in account.roles):
            raise Refused("This person holds the role already, or it waits to be confirmed.")
        row = StaffRole(role=role, granted_at=now, granted_by=str(by), proposed=True)
        account.roles.append(row)
        entry.about("account", account.id, role=role)
    return row


def confirm_role(account: Account, role: str, *, now: datetime, by) -> StaffRole:
    """A second administrator confirms: from the next request on the role counts."""
    with transaction("confirm_role", by=by, now=now, locking=first_staff_account()) as entry:
        refuse_for_oneself(by, account.id)
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
        refuse_for_oneself(by, account.id)
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
