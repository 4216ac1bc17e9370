"""Inside an action: an item, its next revision, and the card that lists read in its place."""

from collections.abc import Iterable
from datetime import date, datetime

from exam.database import db
from exam.models import Item, ItemCard, ItemRevision
from question_bank.families import text_digest
from question_bank.items import ItemContent, digest_of, document_of
from question_bank.lint import Known
from question_bank.lint.key_habits import key_place
from question_bank.lint.options import key_is_longest
from question_bank.lint.wording import Wording
from question_bank.lint.words import plain

EXCERPT = 160


def new_item(content: ItemContent, *, open_faults: int | None = None, now: datetime, by) -> Item:
    """A new item with its first revision, a draft."""
    item = Item(code=content.code, state="draft", use=content.use, created_at=now)
    db.session.add(item)
    db.session.flush()
    new_revision(item, content, note="", open_faults=open_faults, now=now, by=by)
    return item


def new_revision(item: Item, content: ItemContent, *, note: str, open_faults: int | None = None, now: datetime,
                 by) -> ItemRevision:
    """The next revision of an item, and its card. `open_faults` is None where nobody has looked yet."""
    document = document_of(content)
    revision = ItemRevision(number=len(item.revisions) + 1, document=document, digest=digest_of(document),
                            written_by=str(by), written_at=now, change_note=note)
    item.revisions.append(revision)
    db.session.merge(card_of(item, revision, open_faults))
    db.session.flush()
    return revision


def looked_over(items: Iterable[Item], *, now: datetime) -> None:
    """A second person has read them, and the writing rules ask for nothing more."""
    for item in items:
        card = db.session.get(ItemCard, item.id)
        card.open_faults, card.reviewed_on = 0, now.date()


def card_of(item: Item, revision: ItemRevision, open_faults: int | None) -> ItemCard:
    """What lists say of this revision."""
    content = revision.content
    return ItemCard(
        item_id=item.id, revision_number=revision.number, written_at=revision.written_at,
        excerpt=" ".join(plain(content.stem).split())[:EXCERPT], words=_words(content), competency=content.competency,
        level=content.level, tags=f";{';'.join(content.tags)};", kind=content.kind, language=content.language,
        translation_of=content.translation_of, translation_of_digest=content.translation_of_digest,
        text_digest=text_digest(content), sources=len(content.references), options=len(content.options),
        key_place=key_place(content), key_is_longest=content.kind == "single" and key_is_longest(
            Wording(content, Known())), open_faults=open_faults, reviewed_on=_last_review(content))


def _words(content: ItemContent) -> str:
    """What a search looks through: what a candidate reads, with code and title. A reason would lead to the key."""
    texts = (content.code, content.title, content.scenario, content.stimulus, content.stem,
             *(option.text for option in content.options))
    return " ".join(" ".join(map(plain, texts)).casefold().split())


def _last_review(content: ItemContent) -> date | None:
    days = []
    for review in content.reviews:
        try:
            days.append(date.fromisoformat(review.get("on", "")))
        except ValueError:
            continue
    return max(days, default=None)
