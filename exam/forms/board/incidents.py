"""What pages of incidents, appeals, conflicts and patterns accept: what was decided or found, and why."""

from datetime import date, timedelta

from wtforms import DateField, SelectField

from exam.forms.base import Form, line, text
from exam.forms.conditions import Needed, choose_one, listed
from exam.rules.appeals import AT_ONCE, DAYS_FOR_REMEDY, OUTCOMES, REMEDIES
from exam.rules.conflicts import KINDS
from exam.rules.incidents import CHOOSABLE


class Decision(Form):
    """What the board decides, and why. None is chosen beforehand."""

    decision = choose_one("Decision", CHOOSABLE, "Choose one of the decisions.")
    reason = text("Reason", most=2000, missing="Say why the board decides so.",
                  description="The candidate may ask for it. Write what was found, and on what it rests.")


class Suspicion(Form):
    """What is suspected and what speaks for it, as the candidate will read it."""

    suspicion = text("What is suspected", most=2000, missing="Write what is suspected.",
                     description="The candidate reads exactly this. Calm words, no finding, no guess about the person.")
    evidence = text("What speaks for it", most=4000, missing="Write what speaks for it.",
                    description="What was seen or measured, when and by whom. No question, no answer, no score.")


class ConflictForm(Form):
    """What ties somebody on the staff to a candidate or to a training."""

    kind = choose_one("What ties you", KINDS, "Choose what ties you.")
    candidate = line("Candidate id", most=60, required=False,
                     description="As the board knows the person. Leave it empty when you name a training.")
    training = line("Training", most=60, required=False,
                    description="The id of a training, when you taught it: it counts for everybody who was in it.")
    note = line("Note", most=500, required=False)


class PatternFinding(Form):
    """What staff found when they looked at a proctor's figures."""

    finding = choose_one("What you found", {
        "nothing": "I looked, and found nothing", "incident": "It has to be looked into: open an incident"},
        "Choose what you found.")
    sitting = SelectField("The exam that the incident is about", validate_choice=False)
    note = text("Note", most=1000, missing="Write what you looked at, and what you found.")


def _leaves_work(form: "AppealDecision") -> bool:
    return bool(form.remedy.data) and form.remedy.data not in AT_ONCE and form.outcome.data != "not_upheld"


class AppealDecision(Form):
    """How an appeal ends, what follows and who looks after it, and why."""

    outcome = choose_one("Outcome", OUTCOMES, "Choose an outcome.")
    remedy = choose_one("What follows", REMEDIES, "Choose what follows.")
    owner = SelectField("Who looks after what follows", validate_choice=False,
                        validators=[Needed(_leaves_work, "Choose who looks after what follows.")])
    due_on = DateField("Until which day", validators=[Needed(_leaves_work, "Give the day until which it is done.")])
    reasons = text("Reasons", most=4000, missing="Write the reasons.",
                   description="Whoever appealed reads exactly this.")

    def offer(self, people, today: date) -> None:
        """Who may look after it, and a day to start from."""
        self.owner.choices = listed({account.id: account.name for account in people}, "Nobody: nothing is left to do")
        if not self.is_submitted():
            self.due_on.data = today + timedelta(days=DAYS_FOR_REMEDY)


class RemedyNote(Form):
    """How something that was upheld was carried out."""

    note = text("What was done", most=1000, missing="Say what was done.")
