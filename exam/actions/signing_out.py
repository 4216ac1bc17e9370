"""Ending every log-in of an account and every link that could set its password."""

from datetime import datetime

from exam.models import Account
from exam.queries.links import living_links_of_account
from exam.queries.staff import open_log_ins_of


def end_log_ins(account: Account, *, now: datetime) -> None:
    """Whoever is signed in anywhere is signed out at the next request. Runs inside an action."""
    for log_in in open_log_ins_of(account.id):
        log_in.ended_at = now


def end_password_links(account: Account, *, now: datetime) -> None:
    """Letters that are under way can no longer set a password. Runs inside an action."""
    for link in living_links_of_account(account.id):
        link.revoked_at = now
