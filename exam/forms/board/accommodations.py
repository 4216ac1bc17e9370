"""What the accommodations page accepts: codes from the offered list, breaks, and a reason without a diagnosis."""

from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from exam.forms.base import Form, text
from exam.forms.conditions import listed

LIMITS = {"none": "Leave the limit as it is", "time-1.25": "1.25 times the limit", "time-1.5": "1.5 times the limit",
          "time-2.0": "Double the limit", "time-untimed": "No limit"}


def number(label: str, most: int, description: str = "") -> IntegerField:
    """A whole number from 0 on; empty counts as 0."""
    sentence = f"Give a whole number from 0 to {most}."
    return IntegerField(label, default=0, description=description, validators=[
        Optional(), NumberRange(0, most, sentence)], filters=[lambda value: value or 0])


class Grant(Form):
    """What is granted."""

    codes = SelectMultipleField("What is granted", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    break_count = number("Number of breaks", 20, "Only with one of the two kinds of breaks.")
    break_minutes = number("Minutes of breaks in all", 480)
    reason = text("Reason of the decision", most=1000, missing="Say why the board decided so.",
                  description="What the person needs in an exam, and never a diagnosis.")


class LimitNow(Form):
    """More time or breaks for an exam that has begun."""

    code = RadioField("Time", choices=listed(LIMITS), default="none")
    break_count = number("Number of breaks", 20, "The larger of this number and the present one counts.")
    break_minutes = number("Minutes of breaks in all", 480)
