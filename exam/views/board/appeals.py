"""Appeals and complaints: what is due, one of them with who may decide it, and what follows from it."""

import flask

from exam.actions import appeals
from exam.forms.board.incidents import AppealDecision, RemedyNote
from exam.forms.candidate import AppealForm
from exam.queries.appeals import appeal_with_id, appeals_page, open_for
from exam.queries.conflicts import who_may_decide
from exam.queries.incidents import incidents_of
from exam.queries.retakes import board_day
from exam.queries.sittings import exam_sitting
from exam.queries.staff import names_of_actors
from exam.rules.appeals import ABOUT, OUTCOMES, REMEDIES
from exam.rules.incidents import CODES, decision_in_words
from exam.views.board.acting import FormPage, one_form, pressed, tried
from exam.views.board.addresses import asked_for, page_number
from exam.web.answers import told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, current_account

door = flask.Blueprint("appeals", __name__, url_prefix="/board/appeals")
for_staff(door)
HEADINGS = {"open": "Appeals and complaints", "late": "Late appeals and complaints",
            "remedy": "Upheld, with something left to do", "yours": "What follows from appeals and is yours to do",
            "overdue": "What follows from appeals and should be done by now", "all": "All appeals and complaints"}

RECORDING = ("Use this for what the candidate said by phone or sent on paper. Write it down in their own words. They "
             "get a letter with the day by which the board answers, and read on their page where it stands.",)
NOT_NOW = ("The days in which something about this exam can be appealed are over, or have not begun. The board answers "
           "by its own letter.",)


@door.get("")
@needs("see_appeals")
def listing():
    """What has to be decided, what is due first comes first; the late ones; what is left to do; or everything."""
    show = asked_for("show") if asked_for("show") in HEADINGS else "open"
    page = appeals_page(show, page_number(), account_id=current_account().id, now=now())
    return flask.render_template("board/appeals/listing.html", page=page, show=show, headings=HEADINGS, about=ABOUT,
                                 today=board_day(now()), outcomes=OUTCOMES,
                                 names=names_of_actors([f"staff:{row.remedy_owner_id}" for row in page.rows]))


@door.route("/record/<sitting_id>", methods=["GET", "POST"])
@needs("decide_appeals")
def record(sitting_id: str):
    """What a candidate said by phone or sent on paper: it is theirs as if they had written it on their page."""
    sitting = exam_sitting(sitting_id)
    open_now, address = open_for(sitting, now=now()), flask.url_for("sittings.sitting", sitting_id=sitting.id)
    form, lead = AppealForm(open_now), RECORDING if open_now else NOT_NOW
    page = FormPage("Record an appeal or complaint", "Record it", address, lead,
                    facts=(("Candidate", sitting.candidate.legal_name),))
    return one_form(form, page, lambda: appeals.appeal(
        sitting, about=form.about.data, text=form.text.data, said_to_staff=True, now=now(), by=actor()),
        "It is on record, and the candidate gets a letter.")


@door.get("/<appeal_id>")
@needs("see_appeals")
def appeal(appeal_id: str):
    """One appeal: what was asked, what was decided before, who may decide now, and the decision."""
    return _page(appeal_with_id(appeal_id), AppealDecision(formdata=None))


@door.post("/<appeal_id>")
@needs("decide_appeals")
def decide(appeal_id: str):
    """Decide, with reasons and what follows."""
    row, form = appeal_with_id(appeal_id), AppealDecision()
    if not tried(form, lambda: appeals.decide(
            row, outcome=form.outcome.data, remedy=form.remedy.data, reasons=form.reasons.data,
            owner_id=form.owner.data or "", due_on=form.due_on.data, now=now(), by=actor())):
        return _page(row, form), 400
    told("success", "The decision is kept, and the person who asked is told.")
    return flask.redirect(_address(row), code=303)


@door.post("/<appeal_id>/take-up")
@needs("decide_appeals")
def take_up(appeal_id: str):
    """You look after it from now on."""
    row = appeal_with_id(appeal_id)
    return pressed(lambda: appeals.take_up(row, now=now(), by=actor()), "You look after it now.", _address(row))


@door.route("/<appeal_id>/remedy", methods=["GET", "POST"])
@needs("decide_appeals")
def remedy(appeal_id: str):
    """What was upheld has been carried out."""
    row, form = appeal_with_id(appeal_id), RemedyNote()
    page = FormPage("Note what was done", "Keep the note", _address(row),
                    facts=(("What follows", REMEDIES.get(row.remedy, "not decided")),))
    return one_form(form, page, lambda: appeals.note_remedy(row, note=form.note.data, now=now(), by=actor()),
                    "It is noted as done.")


def _page(row, form: AppealDecision):
    earlier, deciders = incidents_of(row.sitting_id), who_may_decide(row.sitting, "decide_appeals", appeal=True)
    form.offer([account for account, _ in deciders], board_day(now()))
    people = [f"staff:{row.remedy_owner_id}", row.filed_by, row.taken_up_by or "", row.decided_by or "",
              row.remedy_done_by or ""]
    people += [decision.decided_by for incident in earlier for decision in incident.decisions]
    return flask.render_template(
        "board/appeals/appeal.html", appeal=row, form=form, about=ABOUT, outcomes=OUTCOMES, remedies=REMEDIES,
        today=board_day(now()), earlier=earlier, codes=CODES, in_words=decision_in_words, names=names_of_actors(people),
        deciders=deciders)


def _address(row) -> str:
    return flask.url_for("appeals.appeal", appeal_id=row.id)
