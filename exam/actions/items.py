"""Items: imported, written, edited as a new revision, sent to review, approved by another person, retired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from exam.actions.assets import keep_pictures, must_have_pictures
from exam.actions.item_revisions import looked_over, new_item, new_revision
from exam.actions.rescore_proposals import propose_rescoring
from exam.database import db, lock, transaction
from exam.errors import Refused, StaleEdit
from exam.models import Item, ItemReview, ItemRevision
from exam.queries.bank_import import Incoming, counts_of, incoming
from exam.queries.bank_rules import open_faults
from exam.queries.item_sets import set_disagreements, siblings_of
from exam.queries.item_use import answered_otherwise
from exam.queries.items import item_with_code
from question_bank import assets, workflow
from question_bank.items import ItemContent, digest_of


def import_items(contents: Sequence[ItemContent], *, pictures: Iterable[assets.Asset] = (),
                 open_faults: Mapping[str, int] | None = None, now: datetime, by) -> dict[str, int]:
    """Take a whole list in, or nothing. A known code gets a new revision only when its content differs.

    An import never changes the use of an item that is there, never wakes a retired one, and never changes what counts
    as right in an item that candidates may have answered. Of the pictures those go in that the items show.
    `open_faults` says for each code how much the writing rules still ask for, where somebody has looked.
    """
    with transaction("import_items", by=by, now=now) as entry:
        rows = incoming(contents)
        counts = counts_of(rows)
        _must_be_takeable(rows)
        shown = {digest for content in contents for digest in content.assets}
        added = keep_pictures((one for one in pictures if one.digest in shown), now=now, by=by)
        must_have_pictures(contents)
        for row in rows:
            _take_in(row, (open_faults or {}).get(row.content.code), now=now, by=by)
        entry.about("bank", "items", **counts, pictures=added,
                    digest=digest_of([[row.content.code, row.outcome] for row in rows]))
    return counts


def write(content: ItemContent, *, now: datetime, by) -> Item:
    """A new draft."""
    with transaction("write_item", by=by, now=now) as entry:
        if item_with_code(content.code) is not None:
            raise Refused(f"There is already an item {content.code}. Choose another code.")
        must_have_pictures([content])
        _tell_the_set(siblings_of(content), content, joins=True, now=now, by=by)
        item = new_item(content, open_faults=len(open_faults([content])), now=now, by=by)
        entry.about("item", item.id, code=item.code)
    return item


def edit(item: Item, content: ItemContent, *, seen_number: int, note: str, key_reason: str = "", now: datetime,
         by) -> ItemRevision:
    """A new revision over the one that the editor saw. A newer one in between raises StaleEdit; nothing is lost.

    Another text of a set is a new draft of every item of the set: they are read together. Where candidates may have
    answered the item, another key needs a reason and proposes to score anew.
    """
    with transaction("edit_item", by=by, now=now) as entry:
        siblings = _hold_with_its_set(item, content)
        if item.current.number != seen_number:
            raise StaleEdit("Somebody saved another revision while you were writing. Both texts are shown below.")
        if item.state == "retired":
            raise Refused("This item is retired. Write a new one instead.")
        must_have_pictures([content])
        joins, answered = item.current.content.scenario != content.scenario, answered_otherwise(item, content)
        revision = new_revision(item, content, note=note, open_faults=len(open_faults([content])), now=now, by=by)
        item.state = "draft"
        opened = propose_rescoring(item, answered, revision, reason=key_reason, now=now, by=by)
        retold = _tell_the_set(siblings, content, joins=joins, now=now, by=by)
        entry.about("item", item.id, revision=revision.number, digest=revision.digest, set_with=retold,
                    rescore_proposals=opened)
    return revision


def _hold_with_its_set(item: Item, content: ItemContent) -> list[Item]:
    """Lock the item and the others of its set, always in one order, so that two editors of a set do not block."""
    siblings = siblings_of(content)
    for row in sorted([item, *siblings], key=lambda one: one.id):
        lock(row)
    return siblings


def _tell_the_set(siblings: Sequence[Item], content: ItemContent, *, joins: bool, now: datetime, by) -> list[str]:
    """Give the text of a set to those of its items that hold another one, and name them."""
    others = [one for one in siblings if one.current.content.stimulus != content.stimulus]
    if joins and others:
        raise Refused(f"The set {content.scenario} has another text already. Leave the text of the set empty to take "
                      "it over, or give the set another code.")
    for one in others:
        told = replace(one.current.content, stimulus=content.stimulus)
        new_revision(one, told, note=f"The text of the set was changed with {content.code}.",
                     open_faults=len(open_faults([told])), now=now, by=by)
        one.state = "draft"
    return [one.code for one in others]


def send_to_review(item: Item, *, now: datetime, by) -> Item:
    """The writer has finished a revision."""
    with transaction("send_to_review", by=by, now=now, locking=item) as entry:
        item.state = _moved(item.state, "send_to_review")
        entry.about("item", item.id, revision=item.current.number)
    return item


def review(item: Item, *, verdict: str, note: str, now: datetime, by, seen_number: int | None = None,
           bias_note: str = "") -> ItemReview:
    """Approve the revision that was seen, or send it back. Who wrote it never approves it.

    `bias_note` is the bias review of an approval: whom the wording could favor, leave out or hurt.
    """
    with transaction("review_item", by=by, now=now, locking=item) as entry:
        revision = item.current
        if seen_number not in (None, revision.number):
            raise StaleEdit("Somebody saved another revision while you were reading. Look at the item again first.")
        if verdict == "approve" and not workflow.may_approve(revision.written_by, str(by)):
            raise Refused("You wrote this revision, so somebody else has to approve it.")
        if verdict == "approve":
            _must_be_sound([item])
            looked_over([item], now=now)
        item.state = _moved(item.state, verdict)
        row = ItemReview(item_revision_id=revision.id, verdict=verdict, note=note, bias_note=bias_note,
                         reviewed_by=str(by), reviewed_at=now)
        db.session.add(row)
        entry.about("item", item.id, revision=revision.number, verdict=verdict)
    return row


def approve_imported(items: Sequence[Item], *, note: str, now: datetime, by, bias_note: str = "") -> int:
    """Approve a whole list of revisions that somebody else imported; refused as a whole if one is one's own."""
    with transaction("approve_items", by=by, now=now) as entry:
        _must_be_sound(items)
        looked_over(items, now=now)
        for item in items:
            if not workflow.may_approve(item.current.written_by, str(by)):
                raise Refused("You imported some of these items, so somebody else has to approve them.")
            item.state = _moved(_moved(item.state, "send_to_review"), "approve")
            db.session.add(ItemReview(item_revision_id=item.current.id, verdict="approve", note=note,
                                      bias_note=bias_note, reviewed_by=str(by), reviewed_at=now))
        entry.about("bank", "items", approved=len(items))
    return len(items)


def retire(item: Item, *, reason: str, now: datetime, by) -> Item:
    """Take an item out of the bank for good; exam forms that hold it stay as they are."""
    with transaction("retire_item", by=by, now=now, locking=item) as entry:
        item.state = _moved(item.state, "retire")
        entry.about("item", item.id, reason=reason)
    return item


def change_use(item: Item, *, use: str, reason: str, now: datetime, by) -> Item:
    """Operational, pretest, practice or suspended: where an approved item may be used."""
    with transaction("change_item_use", by=by, now=now, locking=item) as entry:
        entry.about("item", item.id, before=item.use, use=use, reason=reason)
        item.use = use
    return item


def _moved(state: str, move: str) -> str:
    try:
        return workflow.after(state, move)
    except workflow.WorkflowError as trouble:
        raise Refused(f"This is not possible: {trouble}.") from None


def _must_be_takeable(rows: Sequence[Incoming]) -> None:
    for outcome, sentence in (("retired", "These items are retired: {}. Give the new text a new code."),
                              ("key_used", "These items have another key than the one that candidates may have "
                               "answered: {}. Change such a key on the page of the item, where you say why.")):
        codes = [row.content.code for row in rows if row.outcome == outcome]
        if codes:
            raise Refused(sentence.format(", ".join(codes)))


def _take_in(row: Incoming, open_faults: int | None, *, now: datetime, by) -> None:
    if row.outcome == "created":
        new_item(row.content, open_faults=open_faults, now=now, by=by)
    elif row.outcome == "changed":
        new_revision(row.item, row.content, note="imported", open_faults=open_faults, now=now, by=by)
        row.item.state = "draft"


def _must_be_sound(items: Sequence[Item]) -> None:
    """No error of the writing rules, and a recorded reason for each warning."""
    contents = [item.current.content for item in items]
    faults = sorted([*open_faults(contents), *set_disagreements(contents)], key=lambda one: one.severity)
    if faults:
        first = "This must be mended before it can be approved:" if any(fault.blocks for fault in faults) else \
            "Each of these warnings must be mended, or given a reason on the item, before it can be approved:"
        raise Refused(first, *map(str, faults[:20]))
