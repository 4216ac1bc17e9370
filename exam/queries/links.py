"""Which links exist for a nomination, and which of them still open something."""

from sqlalchemy import select

from exam.database import db
from exam.models import Link


def links_of(nomination_id: str, purpose: str | None = None) -> list[Link]:
    """The nomination's links, oldest first."""
    asked = select(Link).where(Link.nomination_id == nomination_id)
    if purpose is not None:
        asked = asked.where(Link.purpose == purpose)
    return list(db.session.scalars(asked.order_by(Link.made_at, Link.id)))


def living_links_of(nomination_id: str, purpose: str | None = None) -> list[Link]:
    """Those neither used nor revoked. Whether their day has passed is asked when one is opened."""
    return [link for link in links_of(nomination_id, purpose) if link.used_at is None and link.revoked_at is None]


def link_with(link_id: str, serial: int) -> Link | None:
    """The row that a sealed link names; None when serial and row do not agree."""
    link = db.session.get(Link, link_id)
    return link if link is not None and link.serial == serial else None


def living_links_of_account(account_id: str) -> list[Link]:
    """The account's password links that are neither used nor revoked."""
    asked = select(Link).where(Link.account_id == account_id, Link.used_at.is_(None), Link.revoked_at.is_(None))
    return list(db.session.scalars(asked))


def newest_account_link(account_id: str) -> Link | None:
    """The newest link to set or reset the password of this account."""
    asked = select(Link).where(Link.account_id == account_id)
    return db.session.scalars(asked.order_by(Link.made_at.desc(), Link.id).limit(1)).first()


def panel_links(panelist_ids: list[str]) -> list[Link]:
    """The links of these members of a panel that are neither used nor revoked."""
    asked = select(Link).where(Link.panelist_id.in_(panelist_ids), Link.used_at.is_(None), Link.revoked_at.is_(None))
    return list(db.session.scalars(asked.order_by(Link.made_at, Link.id)))
