"""Pictures of the bank: taken in once, under the digest of their bytes, and never changed."""

from collections.abc import Iterable
from datetime import datetime

from exam.database import ASSET_LOCK, db, one_at_a_time, transaction
from exam.errors import Refused
from exam.models import Asset
from exam.queries.assets import known_digests, pictures_missing
from question_bank import assets
from question_bank.items import ItemContent


def add_asset(data: bytes, *, now: datetime, by) -> assets.Asset:
    """Take one picture in. One that is there already stays as it is. Raises Refused for what is no picture of ours."""
    try:
        picture = assets.asset_from(data)
    except assets.AssetRefused as refused:
        raise Refused(str(refused)) from None
    with transaction("add_asset", by=by, now=now) as entry:
        added = keep_pictures([picture], now=now, by=by)
        entry.about("asset", picture.digest, added=added, media_type=picture.media_type, bytes=len(data))
    return picture


def keep_pictures(pictures: Iterable[assets.Asset], *, now: datetime, by) -> int:
    """Inside an action: put down those that are not there yet, and say how many these were."""
    given = {picture.digest: picture for picture in pictures}
    if not given:
        return 0
    one_at_a_time(db.session, ASSET_LOCK)  # two people may bring the same picture in the same moment
    fresh = [given[digest] for digest in sorted(set(given) - known_digests(given))]
    db.session.add_all(Asset(digest=one.digest, media_type=one.media_type, width=one.width, height=one.height,
                             data=one.data, added_at=now, added_by=str(by)) for one in fresh)
    db.session.flush()
    return len(fresh)


def must_have_pictures(contents: Iterable[ItemContent]) -> None:
    """Inside an action: refuse items that show a picture which the bank does not hold."""
    missing = pictures_missing(contents)
    if missing:
        raise Refused(*(f"{problem.place}: {problem.message}" for problem in missing[:20]))
