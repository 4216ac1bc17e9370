"""What the accommodations pages accept: a request, a grant, the reason of a decline, and never a diagnosis."""

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
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
    not_granted = text("What is not granted, and why", most=1000, required=False,
                       description="Only when a part of what was asked for is not granted. The candidate reads this.")

    answers = HiddenField()

    def __init__(self, requests, *values, **named):
        """`answers` are the open requests that stand on the page: one that comes while it is read is not answered."""
        super().__init__(*values, answers=" ".join(row.id for row in requests), **named)
        if not self.answers.data:
            del self.not_granted

    @property
    def answered(self) -> list[str]:
        """The requests that whoever grants has read."""
        return (self.answers.data or "").split()

    @property
    def part_declined(self) -> str:
        """What is not granted of an open request, and why; nothing while none is open."""
        return (self.not_granted.data or "") if "not_granted" in self else ""


class Request(Form):
    """What a candidate asked the board for on paper, by phone or in person."""

    asked_on = DateField("Day on which the request came", description="The days until the answer count from it.",
                         validators=[InputRequired("Give the day on which the request came.")])
    asked_for = text("What is asked for", most=1000, missing="Say what is asked for.",
                     description="What the person needs in an exam, and never a diagnosis.")


class Decline(Form):
    """Why a request is declined, in words that the candidate reads."""

    reason = text("Reason", most=1000, missing="Say why the board declines it.", description=(
        "The candidate reads these words in a letter. Write plainly, say what would help, and name no diagnosis."))


class LimitNow(Form):
    """More time or breaks for an exam that has begun."""

    code = RadioField("Time", choices=listed(LIMITS), default="none")
    break_count = number("Number of breaks", 20, "The larger of this number and the present one counts.")
    break_minutes = number("Minutes of breaks in all", 480)
