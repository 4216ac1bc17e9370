"""Ending the links that could still set the password of an account."""

from datetime import datetime

from exam.models import Account
from exam.queries.links import living_links_of_account


def end_password_links(account: Account, *, now: datetime) -> None:
    """Letters that are under way can no longer set a password. Runs inside an action."""
    for link in living_links_of_account(account.id):
        link.revoked_at = now
