"""Opening the sealed links of letters, and spelling their addresses from the fixed base address (T14)."""

from flask import current_app

from exam.errors import GuessedLinks, LinkBroken
from exam.models import Link
from exam.queries.links import link_with
from exam.rules.links import check_life, open_link, seal_link
from exam.web.clock import now
from exam.web.counting import counts_of
from exam.web.limits import network
from exam.web.secret_keys import secret_keys

FROM_A_NETWORK, FROM_EVERYWHERE = 60, 1_200  # links in a minute that nobody sealed
WAYS = {"accept": "/proctor/accept/", "admit": "/proctor/admit/", "attest": "/proctor/attest/",
        "set-password": "/account/set-password/", "reset-password": "/account/reset-password/",
        "panel": "/panel/rate/"}


def link_address(link: Link) -> str:
    """The full address that stands in a letter."""
    sealed = seal_link(secret_keys(), link.purpose, link.id, link.serial)
    return current_app.config["BASE_URL"] + WAYS[link.purpose] + sealed


def sealed_row(purpose: str, sealed: str) -> Link:
    """The row behind a sealed link, alive or not. Raises LinkBroken for what we did not seal for this purpose.

    Whoever tries many such links is turned away (T11); what we sealed is never counted, so nobody with a letter is.
    """
    try:
        link = link_with(*open_link(secret_keys(), purpose, sealed))
    except LinkBroken:
        _count_a_guess()
        raise
    if link is None or link.purpose != purpose:
        raise LinkBroken("no such link")
    return link


def _count_a_guess() -> None:
    counts, instant = counts_of(current_app), now().timestamp()
    counts.one_more(f"link {network()}", FROM_A_NETWORK, instant, GuessedLinks)
    counts.one_more("link", FROM_EVERYWHERE, instant, GuessedLinks)


def opened_link(purpose: str, sealed: str) -> Link:
    """The row behind a link that still opens. Raises LinkBroken, LinkUsed, LinkDead or LinkExpired."""
    link = sealed_row(purpose, sealed)
    check_life(now=now(), expires_at=link.expires_at, used_at=link.used_at, revoked_at=link.revoked_at)
    return link
