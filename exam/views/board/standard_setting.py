"""Standard setting on the board's pages: studies, their panels, rounds opened and closed, a cut proposed."""

import flask

from exam.actions import cut_scores, standard_setting
from exam.actions.cut_scores import Ground
from exam.errors import Refused
from exam.forms.board.standard_setting import Closing, Invitation, LastDay, Proposal, Start
from exam.queries.cut_scores import is_first_form, proposals_of
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.panel_pictures import pictures_of_round
from exam.queries.panel_standing import standing_of
from exam.queries.staff import names_of_actors
from exam.queries.standard_setting import forms_to_judge, panelist_of, record_of, studies, study_with_id
from exam.rules.standard_setting import METHOD_WORDS, ROLES, STAGE_WORDS
from exam.views.board.acting import FormPage, one_form, pressed, tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("standard_setting", __name__, url_prefix="/board/standard-setting")
for_staff(door)
WORDS = {"stages": STAGE_WORDS, "roles": ROLES, "methods": METHOD_WORDS}


@door.get("")
@needs("see_standard_setting")
def listing():
    """Every study, the newest first."""
    return flask.render_template("board/standard_setting/listing.html", studies=studies(), **WORDS)


@door.route("/start", methods=["GET", "POST"])
@needs("run_standard_setting")
def start():
    """A new study for one published exam form."""
    form = Start()
    form.offer(forms_to_judge())
    page = FormPage("Begin a standard setting", "Begin", flask.url_for("standard_setting.listing"), lead=(
        "A panel of people who know the work judges the questions of one exam form. The values come from its program.",
        "You invite the panel on the next page."))
    return one_form(form, page, lambda: standard_setting.start(
        exam_form_with_id(form.exam_form.data), method=form.method.data, definition=form.definition.data,
        shows_impact=form.shows_impact.data, now=now(), by=actor()),
        "The standard setting has begun. Open it and invite the panel.")


@door.get("/<study_id>")
@needs("see_standard_setting")
def study(study_id: str):
    """Where one study stands, who is on the panel, and what closed rounds came to."""
    row = study_with_id(study_id)
    closed = [(number, row.rounds[number]) for number in ("1", "2") if number in row.rounds]
    return flask.render_template(
        "board/standard_setting/study.html", study=row, standing=standing_of(row), names=names_of_actors(
            [row.started_by]), rounds=[(number, found, pictures_of_round(found)) for number, found in closed],
        proposals=proposals_of(row.exam_form_id), **WORDS)


@door.route("/<study_id>/invite", methods=["GET", "POST"])
@needs("run_standard_setting")
def invite(study_id: str):
    """Ask one more person."""
    row, form = study_with_id(study_id), Invitation()
    page = FormPage("Invite somebody to the panel", "Send the invitation", _address(row), lead=(
        "The letter holds a link of this person's own. They need no account.",))
    return one_form(form, page, lambda: standard_setting.invite(
        row, name=form.name.data, email=form.email.data, role=form.role.data, region=form.region.data, now=now(),
        by=actor()), "The invitation is on its way.")


@door.post("/<study_id>/panelists/<panelist_id>/admit")
@needs("run_standard_setting")
def admit(study_id: str, panelist_id: str):
    """Somebody who named a conflict may take part."""
    row = study_with_id(study_id)
    return pressed(lambda: standard_setting.admit(panelist_of(row, panelist_id), now=now(), by=actor()),
                   "This person takes part.", _address(row))


@door.post("/<study_id>/panelists/<panelist_id>/replace")
@needs("run_standard_setting")
def replace(study_id: str, panelist_id: str):
    """Somebody takes no part any more; the link dies."""
    row = study_with_id(study_id)
    return pressed(lambda: standard_setting.replace(panelist_of(row, panelist_id), now=now(), by=actor()),
                   "This person takes no part any more. Invite somebody else if you need to.", _address(row))


@door.post("/<study_id>/remind")
@needs("run_standard_setting")
def remind(study_id: str):
    """A letter to everybody for whom something waits."""
    row = study_with_id(study_id)
    return pressed(lambda: standard_setting.remind(row, now=now(), by=actor()), "The reminders are on their way.",
                   _address(row))


@door.route("/<study_id>/move-end", methods=["GET", "POST"])
@needs("run_standard_setting")
def move_end(study_id: str):
    """Another last day for what is open."""
    row, form = study_with_id(study_id), LastDay()
    page = FormPage("Change the last day", "Keep this day", _address(row), lead=(
        "Nothing closes by itself on this day. Whoever has not answered two days before gets a reminder.",))
    return one_form(form, page, lambda: standard_setting.move_end(row, until=form.until.data, now=now(), by=actor()),
                    "The last day is changed.")


@door.post("/<study_id>/open-round")
@needs("run_standard_setting")
def open_round(study_id: str):
    """The panel rates alone, or rates again."""
    row = study_with_id(study_id)
    return pressed(lambda: standard_setting.open_round(row, now=now(), by=actor()), "The round is open.",
                   _address(row))


@door.post("/<study_id>/close-round")
@needs("run_standard_setting")
def close_round(study_id: str):
    """Everybody has handed in: what it came to is worked out and kept."""
    row = study_with_id(study_id)
    return pressed(lambda: standard_setting.close_round(
        row, standard_setting.summed_up(row), now=now(), by=actor()), "The round is closed.", _address(row))


@door.route("/<study_id>/close", methods=["GET", "POST"])
@needs("run_standard_setting")
def close(study_id: str):
    """End a study without a cut."""
    row, form = study_with_id(study_id), Closing()
    page = FormPage("End this standard setting", "End it without a cut score", _address(row), kind="secondary", lead=(
        "The links of the panel open nothing any more. What was rated stays on record.",))
    return one_form(form, page, lambda: standard_setting.close(row, reason=form.reason.data, now=now(), by=actor()),
                    "The standard setting has ended without a cut score.")


@door.route("/<study_id>/propose", methods=["GET", "POST"])
@needs("propose_cut_scores")
def propose(study_id: str):
    """The panel's cut, moved or not, for somebody else to adopt."""
    row, form = study_with_id(study_id), Proposal()
    if row.stage != "judged":
        raise Refused("The last round of this standard setting is not closed yet.")
    if is_first_form(row.exam_form):
        del form.why_unlinked
    if flask.request.method == "POST" and tried(form, lambda: _propose(row, form)):
        told("success", "The cut score is proposed. Somebody else has to adopt it.")
        return back("cut_scores.history", form_id=row.exam_form_id)
    html = flask.render_template("board/standard_setting/propose.html", study=row, record=record_of(row), form=form)
    return html, 400 if form.errors else 200


@door.get("/<study_id>/record")
@needs("see_standard_setting")
def record(study_id: str):
    """Everything that a cut of this panel rests on, on one page to print."""
    row = study_with_id(study_id)
    if row.stage != "judged":
        raise Refused("There is a record once the last round is closed.")
    return flask.render_template("board/standard_setting/record.html", study=row, record=record_of(row),
                                 proposals=proposals_of(row.exam_form_id), **WORDS)


def _propose(row, form: Proposal) -> None:
    why_unlinked = form.why_unlinked.data if form.why_unlinked else ""
    ground = Ground(form.reason.data, form.deciding_body.data or "", form.minutes.data or "", why_unlinked)
    cut_scores.propose_panels_cut(row, halves=form.halves.data, ground=ground, now=now(), by=actor())


def _address(row) -> str:
    return flask.url_for("standard_setting.study", study_id=row.id)
