"""Importing a roster: choose a file, look at every line, confirm; and adding one person by hand."""

import flask

from exam.actions import roster
from exam.errors import Refused, StaleEdit
from exam.forms.board.roster import NewCandidate, RosterConfirmation, RosterFile, lines_of
from exam.queries.retakes import board_day
from exam.queries.roster import asked_of_people_on, terms_on
from exam.queries.roster_screening import preview_of
from exam.rules.roster_row import COLUMNS, REQUIRED, checked_row
from exam.views.board.acting import tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("roster_import", __name__, url_prefix="/board/roster")
for_staff(door)


@door.get("/import")
@needs("change_roster")
def choose():
    """Choose a file. The page says which columns it needs."""
    return _choosing(RosterFile())


@door.post("/import")
@needs("change_roster")
def preview():
    """Look at what is in the file: nothing goes in yet."""
    form = RosterFile()
    if not form.validate():
        return _choosing(form), 400
    return _shown(form.file.data.read(), form)


@door.post("/import/confirm")
@needs("change_roster")
def confirm():
    """The lines that were looked at go in, all of them or none. If they changed meanwhile, the page comes back."""
    form = RosterConfirmation()
    if not form.validate():
        empty = RosterFile(formdata=None)
        empty.file.errors = form.content.errors
        return _choosing(empty), 400
    data = form.data_of_file
    reading = preview_of(data, now=now())
    if not tried(form, lambda: _register(form, reading)):
        return _preview(data, reading, form), 400
    told("success", f"Authorized: {len(reading.good)}. The letters are on the way.")
    return back("roster.listing")


def _register(form: RosterConfirmation, reading) -> None:
    if form.lines.data != lines_of(reading):
        raise StaleEdit("The roster has changed since you looked at this file. Look at the lines again, and confirm.")
    roster.register_candidates([known.row for known in reading.good], now=now(), by=actor())


@door.route("/add", methods=["GET", "POST"])
@needs("change_roster")
def add():
    """Add one person, with the same checks as a line of a file."""
    form, terms = NewCandidate(), terms_on(board_day(now()))
    form.offer(terms)
    if flask.request.method == "POST" and form.validate():
        row, wrong = checked_row(1, form.cells(), terms, today=board_day(now()))
        if row is None:
            form.show(wrong)
        elif tried(form, lambda: roster.add_candidate(row, now=now(), by=actor())):
            told("success", f"{row.legal_name} is authorized. A letter is on the way.")
            return back("roster.listing", search=row.candidate_id)
    status = 400 if flask.request.method == "POST" else 200
    return flask.render_template("board/roster/add.html", form=form, asked=asked_of_people_on(board_day(now()))), status


def _choosing(form: RosterFile):
    return flask.render_template("board/roster/choose.html", form=form, columns=COLUMNS, required=REQUIRED,
                                 asked=asked_of_people_on(board_day(now())))


def _shown(data: bytes, form: RosterFile):
    """The preview, or the form again when the file is no roster at all."""
    try:
        return _preview(data, preview_of(data, now=now()), RosterConfirmation(formdata=None))
    except Refused as refused:
        form.file.errors = list(refused.sentences)
        return _choosing(form), 400


def _preview(data: bytes, reading, form: RosterConfirmation):
    form.carry(data, reading)
    return flask.render_template("board/roster/preview.html", reading=reading, form=form)
