"""A panelist places the bookmark: on a question of the booklet, or behind the last."""

from exam.actions import panels
from exam.errors import Refused
from exam.rules import actors
from exam.rules.standard_setting import page_in_words
from exam.views.panel.entrance import at_work, door
from exam.web.answers import back, flash_refusal, told
from exam.web.clock import now


@door.post("/rate/<sealed>/<int:round_number>/bookmark/<int:place>")
def place_bookmark(sealed: str, round_number: int, place: int):
    """Keep the bookmark, and back to the list."""
    _, panelist = at_work(sealed)
    try:
        panels.place_bookmark(panelist, round_number, place, now=now(), by=actors.panelist(panelist.id))
        where = page_in_words(place, len(panelist.study.booklet["positions"]))
        told("success", f"Your bookmark lies {where}. You can move it until you hand in.")
    except Refused as refused:
        flash_refusal(refused)
    return back("panel.start", sealed=sealed)
