"""What the pages about scoring accept: a proposal, its adoption or rejection, a key check, and telling recipients."""

from wtforms import DateField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from exam.forms.base import Form, line, text
from exam.forms.board.exam_forms import boxes
from exam.forms.conditions import choose_from_list, choose_one
from exam.rules.rescoring import KINDS

BIG = {"rows": 4}


class Propose(Form):
    """How one question should be scored, and why."""

    kind = choose_one("What should change", KINDS, "Choose what should change.")
    right_options = boxes("Options that count as right from now on", description=(
        "Only for the first choice above. Where one option was to be chosen, any one of these will be right."))
    form_id = SelectField("On which exam form")
    cut_raw = IntegerField("Fewest points that pass after this", validators=[
        Optional(), NumberRange(min=1, max=1000, message="Type a whole number of points.")],
        description="Leave it empty where the cut is a share of the points: it is reckoned anew.")
    reason = text("The reason", most=2000, missing="Say why.", render_kw=BIG,
                  description="What is wrong with the question, and how you know.")


class Adopt(Form):
    """A second person adopts what the shadow run shows."""

    looked_at = HiddenField()
    reason = text("Why you adopt it", most=2000, missing="Say why you adopt it.", render_kw=BIG)
    body = line("Body that decided to take back a released pass", required=False,
                description="Leave both empty to let every released pass stand. This is the usual choice.")
    minutes = line("Its minutes: date and number", required=False)


class Reject(Form):
    """A second person says no."""

    reason = text("Why not", most=2000, missing="Say why not.", render_kw=BIG)


class AskForCheck(Form):
    """Who looks after what a key check finds, and until when."""

    owner = choose_from_list("Who looks after what is found", {}, "Choose somebody who looks after it.")
    due_on = DateField("Until which day", validators=[InputRequired("Choose a day.")])


class ConfirmKey(Form):
    """The key is right, and why."""

    reason = text("Why the key is right", most=2000, missing="Say why the key is right.", render_kw=BIG)


class TellRecipient(Form):
    """How somebody was told."""

    how = line("How they were told", most=500, missing="Say how they were told.",
               description="For example: by phone, spoke with the records office.")
