"""What the pages of standard setting accept: a new study, a panelist, a reason, how a cut is moved and why."""

from fractions import Fraction

from wtforms import BooleanField, DateField, RadioField, SelectField
from wtforms.validators import Email, InputRequired

from exam.forms.base import Form, line, text
from exam.forms.board import cut_scores
from exam.forms.conditions import choose_from_list, listed
from exam.rules.standard_setting import ANGOFF, METHOD_TASKS, ROLES
from question_bank.angoff import HALVES


class Start(Form):
    """For which form, against which candidate, and whether raters may see how candidates did."""

    exam_form = SelectField("Exam form", validators=[InputRequired("Choose an exam form.")])
    method = RadioField("Method", default=ANGOFF, choices=listed(METHOD_TASKS),
                        description="A bookmark panel needs an analysis of the form by a model (100 sittings).")
    definition = text("The candidate who is only just good enough", most=4000, render_kw={"rows": 8},
                      missing="Describe what a candidate who is only just good enough can and cannot do.",
                      description="What can this person do without help, what only with help, what not yet? "
                                  "Every panelist reads this before each rating.")
    shows_impact = BooleanField("In round 2, show how candidates did in released exams")

    def offer(self, forms) -> None:
        """The forms to choose from; where their programs name one method, it is chosen already."""
        self.exam_form.choices = listed({row.id: row.code for row in forms}, "Choose")
        named = {row.program_version.program.standard_setting.method for row in forms} & METHOD_TASKS.keys()
        if not self.is_submitted() and len(named) == 1:
            self.method.data = named.pop()


class Invitation(Form):
    """Who is asked, and for what they stand on the panel."""

    name = line("Name", missing="Type the name.", description="It stands in the letter and is asked for once. "
                "The record names role and region only.")
    email = line("Email address", most=254, missing="Type the email address.",
                 rules=(Email(message="This is not a whole email address."),))
    role = choose_from_list("Stands on the panel as", ROLES, "Choose what this person brings.")
    region = line("Region", most=100, missing="Type the region, such as Southeast.")


class LastDay(Form):
    """Until when the invitations are answered, or the open round is handed in."""

    until = DateField("Last day", validators=[InputRequired("Give the day.")])


class Closing(Form):
    """Why a study ends without a cut."""

    reason = text("Reason", most=1000, missing="Say why it ends here.", render_kw={"rows": 3})


def _step(halves: int) -> str:
    if not halves:
        return "As the panel found it"
    number = Fraction(abs(halves), 2)
    words = f"{number.numerator // number.denominator}" if number.denominator == 1 else f"{float(number):g}"
    return f"{words} standard error{'' if number == 1 else 's'} {'higher' if halves > 0 else 'lower'}"


class Proposal(Form):
    """How the panel's cut is moved, the reason, and who decided when results are known already."""

    halves = SelectField("The cut", coerce=int, default=0, choices=listed({halves: _step(halves) for halves in HALVES}))
    reason = text("Reason", most=1000, missing="Say why this is the right cut.", render_kw={"rows": 4})
    why_unlinked = cut_scores.why_unlinked()
    deciding_body = cut_scores.deciding_body()
    minutes = cut_scores.minutes()
