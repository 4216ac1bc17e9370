"""The answer to an invitation, and the name that opens a panelist's pages in another browser."""

from exam.actions import panels
from exam.forms.panel import Answer, Name
from exam.rules import actors
from exam.rules.standard_setting import STATEMENT
from exam.views.panel.entrance import door, entered, page
from exam.web.answers import back
from exam.web.clock import now
from exam.web.limits import limit_tries
from exam.web.proofs import prove

NAMES = 10  # a name is not to be guessed


@door.post("/rate/<sealed>")
def answer(sealed: str):
    """Yes with a signature, or no; the name shows that a person answers."""
    link, panelist = entered(sealed)
    form = Answer(panelist.name)
    limit_tries("panel-name", link.id, tries=NAMES, minutes=15)
    if not form.validate():
        return page("invited", link, panelist, sealed, form=form, statement=STATEMENT), 400
    if form.decision.data == "yes":
        panels.accept(panelist, conflict=form.named_conflict(), now=now(), by=actors.panelist(panelist.id))
        prove("panel", link)
    else:
        panels.decline(panelist, now=now(), by=actors.panelist(panelist.id))
    return back("panel.start", sealed=sealed)


@door.post("/rate/<sealed>/name")
def come_in(sealed: str):
    """The name opens the pages in this browser."""
    link, panelist = entered(sealed)
    form = Name(panelist.name)
    limit_tries("panel-name", link.id, tries=NAMES, minutes=15)
    if not form.validate():
        return page("name", link, panelist, sealed, form=form), 400
    prove("panel", link)
    return back("panel.start", sealed=sealed)
