"""Something irregular, told at any moment: the board has it at once, and nothing of the exam is lost by it."""

from datetime import timedelta

from exam.actions import incidents
from exam.forms.proctor import ReportIncident
from exam.views.proctor.entrance import at_the_desk, by, door, page
from exam.web.answers import back, told
from exam.web.clock import now


@door.get("/admit/<sealed>/incident")
def incident_page(sealed: str):
    """The form for a report."""
    link, nomination = at_the_desk(sealed, "incident")
    return page("incident", link, nomination, sealed, form=ReportIncident())


@door.post("/admit/<sealed>/incident")
def report_incident(sealed: str):
    """Put the report on record, and go back to where the exam stands."""
    link, nomination = at_the_desk(sealed, "incident")
    form = ReportIncident()
    if not form.validate():
        return page("incident", link, nomination, sealed, form=form), 400
    happened_at = now() - timedelta(minutes=int(form.minutes_ago.data))
    incidents.report(nomination.sitting, code=form.code.data, source="proctor", text=form.text.data,
                     happened_at=happened_at, facts={"nomination": nomination.id}, now=now(), by=by(nomination))
    told("success", "Your report is on record, and the board can read it. Thank you.")
    return back("proctor.live", sealed=sealed)
