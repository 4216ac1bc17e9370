"""What the attestation accepts: the end code, each statement for itself, one choice at the end, and the name."""

from wtforms.validators import ValidationError

from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_one, needed_choice, needed_line, needed_select, needed_text
from exam.forms.proctor import REPORTABLE, ByName
from exam.rules.codes import ALPHABET, LENGTH, plain
from exam.rules.statements import contradictions, incident_of

CHOICES = {"attest": "I attest", "attest_with_incident": "I attest, and I report an incident",
           "did_not_proctor": "I did not proctor this exam"}
YES_NO = {"yes": "Yes", "no": "No"}


class EndCode(Form):
    """The code from the candidate's last page."""

    code = line("End code", most=40, missing="Please type the end code.", render_kw={
        "autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"})

    def validate_code(self, field) -> None:
        """What cannot be a code is a slip, or a program that fills fields: it costs none of the five tries."""
        typed = plain(field.data)
        if len(typed) != LENGTH or set(typed) - set(ALPHABET):
            raise ValidationError("The code has eight letters and numbers, in two groups. Please type it again.")


class NoEndCode(ByName):
    """ "I have no end code", with a name and what was tried."""

    text = text("What happened? How can the board reach you?", most=2000, missing="Please tell what happened.",
                render_kw={"rows": 5})


class DidNotProctor(ByName):
    """ "I did not proctor this exam": it needs no code."""

    sure = choose_one("What do you want to tell the board?", {
        "did_not_proctor": "I did not proctor this exam",
        "not_this_page": "I did proctor it, and opened this page by mistake"}, "Please choose.")
    text = text("Is there more that the board should know?", most=2000, required=False, render_kw={"rows": 4})


def proctored(form) -> bool:
    """Whether the choice at the end is one of the two that sign the statements."""
    return form.choice.data != "did_not_proctor"


def describes(form) -> bool:
    """Whether something was irregular, as the proctor says."""
    return proctored(form) and form.irregular.data == "yes"


def needs_words(form) -> bool:
    """Whether the board must be told what happened."""
    return describes(form) or (proctored(form) and form.said_no())


class StatementParts(Form):
    """What every version of the statement shares, whatever its words."""

    numbers: tuple[str, ...] = ()

    def answers(self) -> dict[str, str]:
        """{statement number: yes or no}"""
        return {number: self[f"statement_{number}"].data or "" for number in self.numbers}

    def said_no(self) -> bool:
        """Whether at least one statement was not agreed to."""
        return "no" in self.answers().values()

    def reported(self) -> tuple[str, str] | None:
        """The kind of the irregularity and what happened, or None."""
        if self.irregular.data == "yes":
            return self.kind.data, f"When: {self.happened.data}. {self.what.data}"
        noes = [number for number, answer in self.answers().items() if answer == "no"]
        return (incident_of(noes[0]), self.what.data) if noes else None

    def validate_choice(self, field) -> None:
        """The choice must fit what was answered above."""
        for sentence in contradictions(field.data, said_no=self.said_no(), reported=self.irregular.data == "yes"):
            raise ValidationError(sentence)


def statement_form(statements: dict[str, str]):
    """The class of the form for exactly these statements, in the order in which they are read."""
    class Statement(StatementParts):
        """One question for each statement."""

        numbers = tuple(statements)

    for number, words in statements.items():
        field = needed_choice(words, YES_NO, proctored, f"Please answer statement {number}.")
        setattr(Statement, f"statement_{number}", field)
    for name, field in _rest().items():
        setattr(Statement, name, field)
    return Statement


def _rest() -> dict:
    """The fields that follow the statements."""
    return {
        "irregular": needed_choice("Did anything irregular happen?", {
            "no": "No, nothing irregular happened", "yes": "Yes, and I describe it here"}, proctored,
            "Please tell whether anything irregular happened."),
        "kind": needed_select("What was it about?", REPORTABLE, describes, "Please choose what it was about."),
        "happened": needed_line("About when?", describes, "Please tell about when it happened.", most=60),
        "what": needed_text("What happened?", needs_words, "Please tell what happened, also where you answered no.",
                            most=3800, rows=5),
        "choice": choose_one("What do you declare?", CHOICES, "Please choose one of the three."),
        "signed_name": line("Sign by typing your name", missing="Please sign with your name.",
                            render_kw={"autocomplete": "name"}),
    }
