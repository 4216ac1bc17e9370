"""Items: the list, one item with its history, and the steps of its life from review to retirement."""

import flask

from exam.actions import items
from exam.forms.board.items import STATE_WORDS, USE_WORDS, Approval, ChangedUse, Retirement, SentBack
from exam.queries.assets import asset_with_digest
from exam.queries.bank_rules import known_names
from exam.queries.item_figures import item_figures
from exam.queries.item_lists import FLAGS, SORTS, ItemFilter, counts_by_state, items_page
from exam.queries.item_pairs import neighbours_of
from exam.queries.item_sets import faults_of_item
from exam.queries.item_use import rescore_proposals_of, uses_of
from exam.queries.item_views import shown
from exam.queries.items import item_with_id, reviews_of, revision_of
from exam.queries.retakes import board_day
from exam.queries.staff import names_of_actors
from exam.queries.translations import kin_of
from exam.rules.differences import revision_changes
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.addresses import asked_for, page_number
from exam.web.answers import picture
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("items", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("")
@needs("see_items")
def listing():
    """The bank, narrowed by what an item is about, where it stands and what stands out; never by its key."""
    chosen, today = ItemFilter(**{name: asked_for(name) for name in ItemFilter.__dataclass_fields__}), board_day(now())
    return flask.render_template(
        "board/items/listing.html", page=items_page(chosen, page_number(), today), chosen=chosen, known=known_names(),
        counts=counts_by_state(chosen, today), states=STATE_WORDS, uses=USE_WORDS, flags=FLAGS, sorts=SORTS)


@door.get("/<item_id>")
@needs("see_items")
def item(item_id: str):
    """What candidates see, the key with its reasons, and everything that happened to the item."""
    row, reviews = item_with_id(item_id), reviews_of(item_with_id(item_id))
    content, neighbours, proposed = row.current.content, neighbours_of(row), rescore_proposals_of(row)
    return flask.render_template(
        "board/items/item.html", item=row, shown=shown(content), reviews=reviews, uses=USE_WORDS,
        names=names_of_actors(_actors(row, reviews, neighbours, proposed)), faults=faults_of_item(content),
        used=uses_of(row), kin=kin_of(row), figures=item_figures(row), neighbours=neighbours, proposed=proposed)


@door.get("/<item_id>/revisions/<int:number>")
@needs("see_items")
def revision(item_id: str, number: int):
    """One revision as it was, and what it changed."""
    row = item_with_id(item_id)
    chosen, before = revision_of(row, number), revision_of(row, number - 1) if number > 1 else None
    return flask.render_template(
        "board/items/revision.html", item=row, revision=chosen, shown=shown(chosen.content),
        changes=revision_changes(before.content, chosen.content) if before else None,
        names=names_of_actors([chosen.written_by]))


@door.get("/pictures/<digest>")
@needs("see_items")
def shown_picture(digest: str):
    """A picture of the bank."""
    return picture(asset_with_digest(digest))


@door.post("/<item_id>/send-to-review")
@needs("write_items")
def send_to_review(item_id: str):
    """The writer has finished."""
    row = item_with_id(item_id)
    return pressed(lambda: items.send_to_review(row, now=now(), by=actor()), "The item is in review.", _address(row))


@door.route("/<item_id>/approve", methods=["GET", "POST"])
@needs("review_items")
def approve(item_id: str):
    """Another person than the writer approves the revision."""
    row = item_with_id(item_id)
    form = Approval(seen=str(row.current.number))
    page = FormPage("Approve this item", "Approve it", _address(row), facts=_facts(row), lead=(
        "An approved item may stand on exam forms. Somebody who wrote a revision never approves it.",))
    return one_form(form, page, lambda: _review(row, form, "approve", bias_note=form.bias_note.data),
                    "The item is approved.")


@door.route("/<item_id>/send-back", methods=["GET", "POST"])
@needs("review_items")
def send_back(item_id: str):
    """The reviewer wants something changed."""
    row = item_with_id(item_id)
    form = SentBack(seen=str(row.current.number))
    page = FormPage("Send this item back", "Send it back", _address(row), facts=_facts(row), lead=(
        "The item becomes a draft again. The writer reads your note on the item's page.",))
    return one_form(form, page, lambda: _review(row, form, "send_back"), "The item went back to its writer.")


@door.route("/<item_id>/retire", methods=["GET", "POST"])
@needs("retire_items")
def retire(item_id: str):
    """The item leaves the bank for good."""
    row, form = item_with_id(item_id), Retirement()
    page = FormPage("Retire this item", "Retire it", _address(row), facts=_facts(row), kind="secondary", lead=(
        "A retired item goes on no new exam form, and it does not come back. Exam forms that hold it stay as they are; "
        "withdraw them on their own pages if you must.",))
    return one_form(form, page, lambda: items.retire(row, reason=form.reason.data, now=now(), by=actor()),
                    "The item is retired.")


@door.route("/<item_id>/change-use", methods=["GET", "POST"])
@needs("change_item_use")
def change_use(item_id: str):
    """Operational, pretest, practice or suspended."""
    row = item_with_id(item_id)
    form = ChangedUse(obj=row)
    page = FormPage("Change the use of this item", "Change it", _address(row), facts=_facts(row), lead=(
        "Exam forms that are assembled from now on follow the new use.",))
    return one_form(form, page, lambda: items.change_use(
        row, use=form.use.data, reason=form.reason.data, now=now(), by=actor()), "The use is changed.")


def _review(row, form: Approval | SentBack, verdict: str, **noted: str) -> None:
    items.review(row, verdict=verdict, note=form.note.data, seen_number=form.seen_number, now=now(), by=actor(),
                 **noted)


def _actors(row, reviews, neighbours, proposed) -> list[str]:
    return [*(one.written_by for one in row.revisions), *(one.opened_by for one in proposed),
            *(one.reviewed_by for rows in reviews.values() for one in rows),
            *(one.decision.decided_by for one in neighbours if one.decision)]


def _address(row) -> str:
    return flask.url_for("items.item", item_id=row.id)


def _facts(row) -> tuple:
    return (("Item", row.code), ("Question", row.current.content.stem), ("Revision", row.current.number))
