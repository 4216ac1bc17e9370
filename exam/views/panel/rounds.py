"""Where a panelist stands: the list of the open round without a word of any question, and handing the round in."""

from exam.actions import panels
from exam.errors import Refused
from exam.forms.panel import Answer, Name, judgement_in, whole_exam_form
from exam.models import Link, Panelist
from exam.queries.panel_bookmarks import desk_of
from exam.queries.panel_ratings import has_handed_in, positions_of, ratings_of
from exam.rules import actors
from exam.rules.standard_setting import BOOKMARK, PRACTICE, ROUND_OF_STAGE, STATEMENT, what_to_do_next
from exam.views.panel.entrance import JOINING, at_work, door, entered, is_open, page
from exam.web.answers import back, flash_refusal, told
from exam.web.clock import now
from exam.web.proofs import proved


@door.get("/rate/<sealed>")
def start(sealed: str):
    """Wherever this person stands: asked, waiting, at the door, at work, or done."""
    link, panelist = entered(sealed)
    if panelist.state == "invited" and panelist.study.stage in JOINING:
        return page("invited", link, panelist, sealed, form=Answer(panelist.name), statement=STATEMENT)
    if panelist.state != "accepted":
        return page("away", link, panelist, sealed)
    if not proved("panel", link):
        return page("name", link, panelist, sealed, form=Name(panelist.name))
    return _desk(link, panelist, sealed)


@door.post("/rate/<sealed>/<int:round_number>/hand-in")
def hand_in(sealed: str, round_number: int):
    """Finish the practice or a round."""
    link, panelist = at_work(sealed)
    form = whole_exam_form(panelist.study.rules, round_number)
    if not form.validate():
        return _desk(link, panelist, sealed, form), 400
    try:
        panels.hand_in(panelist, round_number, judgement_in(form), now=now(), by=actors.panelist(panelist.id))
        told("success", "Handed in. Thank you.")
    except Refused as refused:
        flash_refusal(refused)
    return back("panel.start", sealed=sealed)


def _desk(link: Link, panelist: Panelist, sealed: str, form=None):
    study = panelist.study
    practised = has_handed_in(panelist, PRACTICE) or not positions_of(study, PRACTICE)
    number = ROUND_OF_STAGE.get(study.stage) if practised else PRACTICE
    if number is None or not is_open(panelist, number):
        return page("resting", link, panelist, sealed, handed_in=number is not None)
    form = form or whole_exam_form(study.rules, number)
    if study.method == BOOKMARK:
        return page("booklet", link, panelist, sealed, number=number, desk=desk_of(panelist, number), form=form)
    given, positions = ratings_of(panelist, number), positions_of(study, number)
    return page("desk", link, panelist, sealed, number=number, given=given, positions=positions,
                step=what_to_do_next(True, given, positions), form=form)
