"""Reading an item closely: two revisions side by side, and the question on the screens that candidates have."""

import flask

from exam.queries.item_views import shown
from exam.queries.items import item_with_id, revision_of
from exam.queries.staff import names_of_actors
from exam.rules.differences import revision_sides
from exam.web.guards import for_staff, needs
from exam.web.headers import with_frames, within_our_pages

door = flask.Blueprint("item_reading", __name__, url_prefix="/board/items")
for_staff(door)

# How a frame is drawn: what it is called, its width and height, and whether its words are large and its colours strong.
SCREENS = {"desk": ("On a desktop", "900", "620"), "phone": ("On a phone, 320 pixels wide", "320", "640"),
           "strong": ("Large text and strong contrast", "700", "800")}


@door.get("/<item_id>/compare")
@needs("see_items")
def compare(item_id: str):
    """Any two revisions side by side, word by word; the newest two when none are named."""
    row = item_with_id(item_id)
    newest = row.current.number
    old = revision_of(row, flask.request.args.get("old", max(1, newest - 1), type=int))
    new = revision_of(row, flask.request.args.get("new", newest, type=int))
    return flask.render_template(
        "board/items/compare.html", item=row, old=old, new=new, sides=revision_sides(old.content, new.content),
        names=names_of_actors([old.written_by, new.written_by]))


@door.get("/<item_id>/preview")
@needs("see_items")
def preview(item_id: str):
    """The newest text as candidates see it, on three screens at once."""
    row = item_with_id(item_id)
    return with_frames(flask.render_template("board/items/screens.html", item=row, screens=SCREENS))


@door.get("/<item_id>/screen/<kind>")
@needs("see_items")
def screen(item_id: str, kind: str):
    """The question in the room's own page and style, for a frame; nothing on it saves anything."""
    row, kind = item_with_id(item_id), kind if kind in SCREENS else "desk"
    return within_our_pages(flask.render_template(
        "board/items/screen.html", item=row, shown=shown(row.current.content), kind=kind, words=SCREENS[kind][0],
        demo=False))
