"""Sealed links: a signature with a salt for each purpose. Life and death of a link stand in its row."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from exam.errors import LinkBroken, LinkDead, LinkExpired, LinkUsed


def _sealer(secrets: Sequence[str], purpose: str) -> URLSafeSerializer:
    # itsdangerous tries the keys from the last to the first and signs with the last.
    return URLSafeSerializer(list(reversed(secrets)), salt=f"examhall-link-{purpose}",
                             signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"})


def seal_link(secrets: Sequence[str], purpose: str, link_id: str, serial: int) -> str:
    """The text that stands in the letter. `secrets` begins with the present one."""
    return _sealer(secrets, purpose).dumps([link_id, serial])


def open_link(secrets: Sequence[str], purpose: str, sealed: str) -> tuple[str, int]:
    """The link's id and serial. Raises LinkBroken for anything that we did not seal for this purpose."""
    try:
        link_id, serial = _sealer(secrets, purpose).loads(sealed)
    except (BadData, ValueError, TypeError):
        raise LinkBroken("this link is not complete") from None
    return str(link_id), int(serial)


def check_life(*, now: datetime, expires_at: datetime, used_at: datetime | None,
               revoked_at: datetime | None) -> None:
    """Raise what is wrong with a link whose seal is good: used before dead before expired."""
    if used_at is not None:
        raise LinkUsed("this link has done its work")
    if revoked_at is not None:
        raise LinkDead("this link was replaced")
    if now >= expires_at:
        raise LinkExpired("this link has run out")
