"""What the roster's pages accept: a file, one person, a correction, and the reason for letting go."""

import base64
import binascii

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from exam.forms.account import email_line
from exam.forms.base import Form, line, text
from exam.forms.conditions import listed
from exam.rules.roster_row import COLUMNS
from question_bank.languages import language_in_words

PATHS = {"trained": "The program's own training", "reciprocity": "A training elsewhere that the board accepts"}


def lines_of(reading) -> str:
    """The numbers of the lines that would go in."""
    return " ".join(str(known.row.line) for known in reading.good)


class RosterFile(Form):
    """The file that is looked at first; nothing goes in yet."""

    file = FileField("Roster file (CSV)", validators=[FileRequired("Choose a file.")],
                     render_kw={"accept": ".csv,text/csv,text/plain"})


class RosterConfirmation(Form):
    """The same file again, from the page that showed what is in it."""

    content = HiddenField()
    lines = HiddenField()

    def validate_content(self, field) -> None:
        """Whether it is what our page sent."""
        try:
            arrived = base64.b64decode(field.data or "", validate=True)
        except (binascii.Error, ValueError):
            arrived = b""
        if not arrived:
            raise ValidationError("The file did not arrive whole. Choose it again.")

    def carry(self, data: bytes, reading) -> None:
        """Put the file and the lines that a person has looked at into the page."""
        self.content.data = base64.b64encode(data).decode()
        self.lines.data = lines_of(reading)

    @property
    def data_of_file(self) -> bytes:
        """The bytes of the file."""
        return base64.b64decode(self.content.data)


class PersonFields(Form):
    """What is on record about a person."""

    legal_first_name = line("First name", most=100, description="As on the identity document.")
    legal_middle_name = line("Middle name", most=100, required=False)
    legal_last_name = line("Last name", most=100)
    suffix = line("Suffix", most=20, required=False)
    email = email_line(autocomplete="off")
    phone = line("Phone number", most=40, required=False)
    region = line("Region", most=60, required=False,
                  description="Such as the county. Only rates of whole groups are made from it.")


class NewCandidate(PersonFields):
    """One person and one training."""

    candidate_id = line("Candidate id", most=64)
    program_id = SelectField("Program")
    training_completed_on = DateField("Day the training was completed", validators=[
        InputRequired("Give the day on which the training was completed.")])
    training_hours = IntegerField("Hours of training", validators=[
        InputRequired("Give the hours as a whole number."), NumberRange(0, 9999, "Give the hours as a whole number.")])
    training_event_id = line("Training event", most=60, required=False)
    language = SelectField("Language of the exam", default="")
    authorization_path = SelectField("What the authorization rests on", default="")

    def offer(self, terms) -> None:
        """The programs in effect and their languages; whether a program is given in a language is looked at later."""
        self.program_id.choices = listed({name: name for name in sorted(terms)})
        self.language.choices = listed({code: language_in_words(code) for name in sorted(terms)
                                        for code in terms[name].languages}, "The first language of the program")
        self.authorization_path.choices = listed({path: PATHS[path] for name in sorted(terms)
                                                  for path in terms[name].paths}, "The first path of the program")

    def cells(self) -> dict[str, str]:
        """What was typed, as the cells of one row."""
        return {name: str(self[name].data if self[name].data is not None else "") for name in COLUMNS}

    def show(self, wrong: dict[str, str]) -> None:
        """Put what is wrong with the row beside its fields."""
        for name, sentence in wrong.items():
            self[name].errors = [*self[name].errors, sentence]


class Correction(PersonFields):
    """What is on record, corrected, with the reason."""

    reason = line("Reason", most=300, missing="Say why this is changed.",
                  description="It is kept in the audit trail. Do not repeat names or addresses here.")

    def changes(self) -> dict[str, str]:
        """The fields as they should be from now on."""
        return {field.name: field.data or "" for field in self if hasattr(PersonFields, field.name)}


class ExamLanguage(Form):
    """The language in which a candidate gets the questions, with the reason for the change."""

    language = SelectField("Language of the exam")
    reason = text("Reason", most=500, missing="Say why.", description="It is kept in the audit trail.")

    def offer(self, languages) -> None:
        """The languages of the candidate's program."""
        self.language.choices = listed({code: language_in_words(code) for code in languages})


class Reason(Form):
    """Why something ends."""

    reason = text("Reason", most=500, missing="Say why.", description="It is kept in the audit trail.")


class ChangeWindow(Form):
    """The two days between which the exam may be taken, and why they change."""

    opens_on = DateField("First day", validators=[InputRequired("Give the first day.")])
    closes_on = DateField("Last day", validators=[InputRequired("Give the last day.")])
    reason = text("Reason", most=500, missing="Say why.", description="It is kept in the audit trail.")
