"""What the page of an incident accepts: a decision and its reason."""

from exam.forms.base import Form, text
from exam.forms.conditions import choose_one
from exam.rules.incidents import DECISIONS


class Decision(Form):
    """What the board decides, and why. None is chosen beforehand."""

    decision = choose_one("Decision", DECISIONS, "Choose one of the decisions.")
    reason = text("Reason", most=2000, missing="Say why the board decides so.",
                  description="The candidate may ask for it. Write what was found, and on what it rests.")
