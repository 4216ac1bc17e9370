"""The demo's analyses: one is asked for of every exam form that has released sittings."""

from datetime import datetime

from exam.actions import jobs
from exam.cli.demo_staff import staff_actor
from exam.queries.released_answers import released_by_form


def ask_for_analyses(now: datetime) -> None:
    """As the psychometrician does on the page of a form; the worker of the demo makes them."""
    by = staff_actor("psychometrician")
    for form_id in sorted(released_by_form()):
        jobs.ask("analyse_exam_form", {"exam_form_id": form_id, "asked_by": str(by)}, about=form_id, now=now, by=by)
