"""The practice exam: the same engine, the candidate's own arrangements, at any time, and for nobody else's eyes."""

import flask

from exam.actions import sittings
from exam.errors import NotFound
from exam.queries.arrangements import arrangement_for
from exam.queries.assets import picture_of
from exam.queries.candidates import own_practice, practices_of
from exam.queries.exam_forms import practice_form
from exam.queries.practice import practice_outcome
from exam.queries.practice_exams import new_practice, practice_form_of, practice_programs
from exam.rules.arrangements import time_in_words
from exam.views.candidate.entrance import door
from exam.web.answers import back, picture
from exam.web.clock import now
from exam.web.identity import actor
from exam.web.limits import limit_tries
from exam.web.room_pass import give_pass


@door.get("/practice")
def practice():
    """What there is to practise with, and the practice exams so far."""
    programs, candidate = practice_programs(now()), flask.g.candidate
    times = {row.id: time_in_words(arrangement_for(new_practice(candidate, practice_form(row), now=now())))
             for row in programs}
    return flask.render_template("candidate/practice.html", programs=programs, arrangements=times,
                                 practices=practices_of(candidate.id))


@door.post("/practice/programs/<program_id>")
def begin_practice(program_id: str):
    """Start at once, with the candidate's own arrangements."""
    form = practice_form_of(program_id, now())
    if form is None:
        raise NotFound("no practice exam for this program")
    limit_tries("practice", flask.g.candidate.id, tries=20, minutes=60)
    sitting = new_practice(flask.g.candidate, form, now=now())
    return _into_the_room(sittings.begin_practice(sitting, now=now(), by=actor()))


@door.post("/practice/<sitting_id>")
def go_on_with_practice(sitting_id: str):
    """Go on with a practice exam here, wherever it ran before."""
    row = own_practice(flask.g.candidate.id, sitting_id)
    return _into_the_room(sittings.take_over_practice(row, now=now(), by=actor()))


@door.get("/practice/<sitting_id>")
def practice_answers_of(sitting_id: str):
    """The questions of a finished practice exam with keys and reasons."""
    row = own_practice(flask.g.candidate.id, sitting_id)
    if row.submission is None:
        return back("candidate.practice")
    pictures = flask.url_for("candidate.practice_answers_of", sitting_id=row.id) + "/pictures/"
    return flask.render_template("candidate/practice_answers.html", outcome=practice_outcome(row, pictures))


@door.get("/practice/<sitting_id>/pictures/<digest>")
def practice_picture(sitting_id: str, digest: str):
    """A picture on the page of the answers."""
    row = own_practice(flask.g.candidate.id, sitting_id)
    if row.submission is None:
        raise NotFound("its answers are not shown yet")
    return picture(picture_of(row, digest))


def _into_the_room(sitting):
    return give_pass(back("room.room"), sitting)
