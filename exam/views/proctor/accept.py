"""The first touch: a person who was named as proctor says yes or no."""

from exam.actions import nominations
from exam.forms.proctor import answer_form, says_yes
from exam.models import Nomination
from exam.rules.proctor_policy import kinds_offered
from exam.views.proctor.entrance import by, door, entered, page
from exam.web.answers import back
from exam.web.clock import now
from exam.web.same_device import is_candidates_browser


def form_for(nomination: Nomination):
    """The form with the kinds of relationship of this program."""
    policy = nomination.sitting.program_version.program.proctor
    return answer_form(kinds_offered(policy))(nomination.name)


@door.get("/accept/<sealed>")
def accept_page(sealed: str):
    """Who asks, for whom, and the rules; looking answers nothing."""
    link, nomination = entered("accept", sealed)
    return page("invited", link, nomination, sealed, form=form_for(nomination))


@door.post("/accept/<sealed>")
def accept(sealed: str):
    """Take the answer: yes with its facts, or no."""
    link, nomination = entered("accept", sealed)
    form = form_for(nomination)
    if not form.validate():
        return page("invited", link, nomination, sealed, form=form), 400
    if says_yes(form):
        nominations.accept(nomination, link, statement=statement_of(nomination, form), now=now(), by=by(nomination))
    else:
        nominations.decline(nomination, link, now=now(), by=by(nomination))
    return back("proctor.accept_page", sealed=sealed)


def statement_of(nomination: Nomination, form) -> dict:
    """What was stated, in the form in which it is kept, with the version of the rules that were shown."""
    rules = nomination.sitting.program_version.program.statements.proctor_rules
    return {"relationship_kind": form.relationship_kind.data, "organisation": form.organisation.data,
            "since": form.since.data, "conflicts": form.conflicts(), "rules_version": rules.version,
            "duties": form.duties(), "same_device": is_candidates_browser(nomination.sitting)}
