"""Tokens of the read API: whose they are, and which of them opens something now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import Account, ApiToken
from exam.queries.conflicts import trains_candidates
from exam.rules.permissions import SHOWS_LIVE_ITEMS, holds
from exam.rules.scopes import SCOPES, SHAPE, token_digest


def living_token(sent: str, now: datetime) -> ApiToken | None:
    """The token that was sent, if it is one of ours, in time and not revoked, and its owner's account is open."""
    if not SHAPE.fullmatch(sent):
        return None
    asked = select(ApiToken).where(ApiToken.digest == token_digest(sent))
    row = db.session.scalars(asked.options(joinedload(ApiToken.account).selectinload(Account.roles))).first()
    if row is None or row.revoked_at is not None or now >= row.expires_at or row.account.closed_at is not None:
        return None
    return row


def may_read(token: ApiToken, scope: str) -> bool:
    """Whether the token has the scope and its owner's roles hold the permission behind it at this moment."""
    permission = SCOPES[scope][1]
    if scope not in token.scopes or not holds(token.account.role_names, permission):
        return False
    return permission not in SHOWS_LIVE_ITEMS or not trains_candidates(token.account.id)


def tokens_of(account_id: str | None) -> list[ApiToken]:
    """The tokens of one account (or of everybody), newest first."""
    asked = select(ApiToken).options(selectinload(ApiToken.account)).order_by(ApiToken.made_at.desc(), ApiToken.id)
    return list(db.session.scalars(asked if account_id is None else asked.where(ApiToken.account_id == account_id)))


def token_with_id(token_id: str, account_id: str | None) -> ApiToken:
    """A token of this account (or of anybody). Raises NotFound."""
    row = db.session.get(ApiToken, token_id)
    if row is None or account_id not in (None, row.account_id):
        raise NotFound("no such token")
    return row
