"""Tokens of the read API: made by a member of staff, shown once, revoked at any moment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import update

from exam.database import db, transaction, upkeep
from exam.errors import Refused
from exam.models import Account, ApiToken
from exam.rules.permissions import holds
from exam.rules.scopes import LONGEST_DAYS, SCOPES, SHOWN, fresh_token, token_digest


def make_token(account: Account, *, name: str, scopes: Sequence[str], days: int, now: datetime,
               by) -> tuple[ApiToken, str]:
    """A token and its text, which is shown once and kept nowhere. Nobody gives more than their own roles hold."""
    with transaction("make_token", by=by, now=now, locking=account) as entry:
        if not scopes or not 1 <= days <= LONGEST_DAYS:
            raise Refused("Choose what the token may read, and a time of at most one year.")
        if not all(scope in SCOPES and holds(account.role_names, SCOPES[scope][1]) for scope in scopes):
            raise Refused("A token can read only what your own roles may see.")
        text = fresh_token()
        row = ApiToken(account_id=account.id, name=name, prefix=text[:SHOWN], digest=token_digest(text),
                       scopes=sorted(scopes), made_at=now, expires_at=now + timedelta(days=days))
        db.session.add(row)
        db.session.flush()
        entry.about("api_token", row.id, scopes=row.scopes, days=days)
    return row, text


def revoke(token: ApiToken, *, now: datetime, by) -> ApiToken:
    """It opens nothing from now on."""
    with transaction("revoke_token", by=by, now=now, locking=token) as entry:
        if token.revoked_at is not None:
            raise Refused("This token is revoked already.")
        token.revoked_at, token.revoked_by = now, str(by)
        entry.about("api_token", token.id)
    return token


def note_used(days: Mapping[str, date]) -> None:
    """The last day on which each token was used; noted now and then, never while something is read."""
    with upkeep("note_tokens_used"):
        for token_id, day in days.items():
            db.session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_on=day))
