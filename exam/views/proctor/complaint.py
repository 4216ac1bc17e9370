"""A complaint of the proctor: what was wrong, and where each one stands; it changes nothing about the statement."""

from exam.actions import appeals
from exam.forms.proctor import Complaint
from exam.forms.trying import tried
from exam.queries.appeals import complaints_of
from exam.rules.appeals import OUTCOMES
from exam.views.proctor.entrance import at_the_desk, by, door, page
from exam.web.answers import back, told
from exam.web.clock import now


@door.get("/admit/<sealed>/complaint")
def complaint_page(sealed: str):
    """The form, and what was written before with the board's answer."""
    link, nomination = at_the_desk(sealed, "complaint")
    return _page(link, nomination, sealed, Complaint())


@door.post("/admit/<sealed>/complaint")
def complain(sealed: str):
    """It goes to somebody who had no part in the matter."""
    link, nomination = at_the_desk(sealed, "complaint")
    form = Complaint()
    if not tried(form, lambda: appeals.complain(nomination, text=form.text.data, now=now(), by=by(nomination))):
        return _page(link, nomination, sealed, form), 400
    told("success", "The board has it. A letter confirms it.")
    return back("proctor.complaint_page", sealed=sealed)


def _page(link, nomination, sealed: str, form: Complaint):
    return page("complaint", link, nomination, sealed, form=form, rows=complaints_of(nomination), outcomes=OUTCOMES)
