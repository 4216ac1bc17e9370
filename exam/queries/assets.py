"""The pictures of the bank: one of them, those that items show, and those that items miss."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import Asset, Sitting, SittingPosition
from question_bank import assets
from question_bank.items import ItemContent
from question_bank.problems import Problem

IN_ONE_QUESTION = 500  # a database takes only so many values at once


def asset_with_digest(digest: str) -> Asset:
    """The picture with this digest. Raises NotFound."""
    row = db.session.get(Asset, digest)
    if row is None:
        raise NotFound("no such picture")
    return row


def picture_of(sitting: Sitting, digest: str) -> Asset:
    """A picture that a question of this sitting shows, as it was frozen. Raises NotFound for any other.

    After a practice exam that is also a picture in a reason, but only of questions that are still for practice.
    """
    if sitting.state == "submitted":
        shown = [row.revision.content.assets for row in sitting.positions if row.revision.item.use == "practice"]
    else:
        shown = list(db.session.scalars(select(SittingPosition.media).where(SittingPosition.sitting_id == sitting.id)))
    if not any(digest in digests for digests in shown):
        raise NotFound("no question of this exam shows such a picture")
    return asset_with_digest(digest)


def known_digests(digests: Iterable[str]) -> set[str]:
    """Those of these digests under which there is a picture."""
    wanted, found = sorted(set(digests)), set()
    for start in range(0, len(wanted), IN_ONE_QUESTION):
        found |= set(db.session.scalars(
            select(Asset.digest).where(Asset.digest.in_(wanted[start:start + IN_ONE_QUESTION]))))
    return found


def pictures_missing(contents: Iterable[ItemContent],
                     brought: Mapping[str, assets.Asset] | None = None) -> list[Problem]:
    """A problem for each item that shows a picture which is neither in the bank nor brought along."""
    shown = {content.code: content.assets for content in contents if content.assets}
    known = known_digests(digest for digests in shown.values() for digest in digests) | set(brought or {})
    return [Problem(f"{code}, picture {digest[:12]}", "media-dropped", "This picture is not in the bank. Upload it "
                    "on the page of the item, and use the words that you get there.")
            for code, digests in shown.items() for digest in digests if digest not in known]


def pictures_of(contents: Iterable[ItemContent]) -> dict[str, assets.Asset]:
    """The pictures that these items show, by digest, for a file that carries them out."""
    wanted, found = sorted({digest for content in contents for digest in content.assets}), {}
    for start in range(0, len(wanted), IN_ONE_QUESTION):
        asked = select(Asset).where(Asset.digest.in_(wanted[start:start + IN_ONE_QUESTION]))
        found.update({row.digest: assets.Asset(row.digest, row.media_type, row.width, row.height, row.data)
                      for row in db.session.scalars(asked)})
    return found
