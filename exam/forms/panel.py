"""What a panelist's pages accept: the answer to the invitation, the name, a rating, the exam as a whole."""

from collections.abc import Mapping

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from exam.forms.base import Form
from exam.forms.conditions import choose_one, needed_choice, needed_text
from exam.forms.proctor import ByName
from exam.rules.standard_setting import QUESTION, is_rating, judgement_fault
from question_bank.angoff import STEP


class Name(ByName):
    """The name that opens the pages in another browser."""


class Answer(ByName):
    """Yes or no; with a yes the signed statement and whether there is a conflict of interest."""

    decision = choose_one("Will you join the panel?", {"yes": "Yes, I will", "no": "No, not this time"},
                          "Say yes or no.")
    signed = BooleanField("I have read these sentences and sign them")
    has_conflict = needed_choice("Could anything make you seem partial?", {
        "no": "No", "yes": "Yes, or I am not sure"}, lambda form: form.decision.data == "yes",
        "Say whether anything could make you seem partial.")
    conflict = needed_text("What could make you seem partial?", lambda form: form.named_conflict() is not None,
                           "Say in a few words what it is. The board then looks at it.", most=1000, rows=3)

    def validate_signed(self, field) -> None:
        """Nobody takes part without the signature."""
        if self.decision.data == "yes" and not field.data:
            raise ValidationError("Sign the sentences, or say no.")

    def named_conflict(self) -> str | None:
        """What was said of a conflict; None when there is none."""
        return self.conflict.data if self.decision.data == self.has_conflict.data == "yes" else None


class Rating(Form):
    """One number, with the arrow keys or typed."""

    percent = IntegerField(QUESTION, validators=[InputRequired("Type a number from 0 to 100.")],
                           render_kw={"min": 0, "max": 100, "step": STEP, "inputmode": "numeric", "type": "number"})

    def validate_percent(self, field) -> None:
        """0 to 100 in steps."""
        if not is_rating(field.data):
            raise ValidationError(f"Use a whole number from 0 to 100 in steps of {STEP}.")


class HandIn(Form):
    """Nothing but the button."""


def _percent(label: str) -> IntegerField:
    return IntegerField(label, validators=[InputRequired("Type a number from 0 to 100."),
                                           NumberRange(0, 100, "Use a whole number from 0 to 100.")],
                        render_kw={"inputmode": "numeric", "type": "number", "min": 0, "max": 100})


class Hofstee(Form):
    """Four numbers about the exam as a whole."""

    low_cut = _percent("The lowest share of right answers, in percent, that could be enough to pass")
    high_cut = _percent("The highest share of right answers, in percent, that should be needed to pass")
    low_fail = _percent("The lowest share of candidates, in percent, that may fail")
    high_fail = _percent("The highest share of candidates, in percent, that may fail")

    def validate_high_cut(self, field) -> None:
        """Each lowest value below its highest."""
        if None not in (self.low_cut.data, field.data) and self.low_cut.data >= field.data:
            raise ValidationError(judgement_fault({"low_cut": 1, "high_cut": 0, "low_fail": 0, "high_fail": 1}))

    def validate_high_fail(self, field) -> None:
        """Each lowest value below its highest."""
        if None not in (self.low_fail.data, field.data) and self.low_fail.data >= field.data:
            raise ValidationError(judgement_fault({"low_cut": 0, "high_cut": 1, "low_fail": 1, "high_fail": 0}))


class Beuk(Form):
    """Two numbers about the exam as a whole."""

    cut = _percent("The share of right answers, in percent, that should be needed to pass")
    fail = _percent("The share of candidates, in percent, that you expect to fail then")


def whole_exam_form(rules: Mapping, round_number: int) -> Form:
    """What is asked when a round is handed in: something about the whole exam only at the end of the last one."""
    if round_number != rules["rounds"]:
        return HandIn()
    return Beuk() if rules["cross_check"] == "beuk" else Hofstee()


def judgement_in(form: Form) -> dict[str, int]:
    """The numbers that were typed."""
    return {field.name: field.data for field in form if isinstance(field, IntegerField)}
