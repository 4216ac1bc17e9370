"""What the pages of a sitting accept: time, holds, incidents, and everything about its proctor."""

from wtforms import DateField, DateTimeLocalField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from exam.forms.account import email_line
from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_one, listed
from exam.rules.incidents import CODES

LONGEST = "Give between 1 and 480 minutes."


class GiveTime(Form):
    """Working time for a running exam."""

    minutes = IntegerField("Minutes", validators=[InputRequired(LONGEST), NumberRange(1, 480, LONGEST)])
    kind = choose_one("Why", {"outage": "A fault on our side cost the time", "extra": "Another reason"}, "Choose why.")
    reason = line("Reason", most=300, missing="Say why time is given.")


class PauseNow(Form):
    """Why the clock is stopped."""

    reason = line("Reason", most=300, missing="Say why the exam is paused.")


class PlaceHold(Form):
    """A reason not to release yet, who looks after it, and until when."""

    reason = text("Reason", most=1000, missing="Say why the release has to wait.")
    owner = SelectField("Who looks after it", validators=[InputRequired("Choose a person.")])
    due_on = DateField("Look at it again by", validators=[InputRequired("Give a day.")])


class LiftHold(Form):
    """Why the hold ends."""

    reason = text("Reason", most=1000, missing="Say why the hold is lifted.")


class ReportIncident(Form):
    """What happened, when, and of which kind."""

    code = SelectField("Kind", choices=listed({code: f"{code} {words}" for code, words in CODES.items()}))
    happened_at = DateTimeLocalField("When it happened", format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
                                     description="In the board's time zone. Empty means now.", validators=[Optional()])
    text = text("What happened", missing="Say what happened.", description="Facts only, no guesses about the person.")


class Approval(Form):
    """The board's answer about a proctor, after a check against a source of its own."""

    given = choose_one("Decision", {"yes": "Approve this proctor", "no": "Do not approve"}, "Choose one.")
    note = line("How it was checked", most=500, missing="Say how it was checked.",
                description="For example: called the clinic's own number from its web page.")


class ReplaceProctor(Form):
    """Somebody else who proctors."""

    name = line("Name", most=200)
    email = email_line(autocomplete="off")
    phone = line("Phone number", most=40)
    relationship_kind = SelectField("Relationship to the candidate")
    organisation = line("Organisation", most=200, required=False)
