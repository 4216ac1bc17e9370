"""Closing an account: sign-ins end at once, links die, and what is on record stays."""

from datetime import datetime

from exam.actions.signing_out import end_log_ins, end_password_links
from exam.database import transaction
from exam.errors import Refused
from exam.letters import candidate as to_person
from exam.models import Account
from exam.queries.staff import is_last_administrator


def close_account(account: Account, *, reason: str, now: datetime, by) -> Account:
    """Nobody signs in to it any more. A running exam is not touched: it does not hang on the account's log-in."""
    with transaction("close_account", by=by, now=now, locking=account) as entry:
        if account.closed_at is not None:
            raise Refused("This account is closed already.")
        if str(by).endswith(f":{account.id}"):
            raise Refused("You cannot close your own account. Ask another administrator.")
        if is_last_administrator(account):
            raise Refused("This is the last administrator. Give the role to somebody else first.")
        account.closed_at = now
        end_log_ins(account, now=now)
        end_password_links(account, now=now)
        to_person.account_closed(account, now=now)
        entry.about("account", account.id, reason=reason)
    return account
