"""What pages of legal holds accept: about whom, and why."""

from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_one


class HoldOnCandidate(Form):
    """A hold on everything of one candidate."""

    candidate = line("Candidate id", most=60, missing="Type the candidate's id, as it stands on the roster.")
    reason = text("Reason", most=1000, missing="Say why nothing may be disposed of.",
                  description="Such as the number of the case. No answer and no score.")


class HoldOnSitting(Form):
    """A hold on one sitting, or on everything of its candidate."""

    about = choose_one("What is held", {"sitting": "This sitting alone", "candidate": "Everything of this candidate"},
                       "Choose what is held.")
    reason = text("Reason", most=1000, missing="Say why nothing may be disposed of.",
                  description="Such as the number of the case. No answer and no score.")


class LiftLegalHold(Form):
    """Why a legal hold is over."""

    reason = text("Reason", most=1000, missing="Say why the hold is over.")
