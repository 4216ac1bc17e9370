"""What the pages of exam forms accept: what to assemble, and the reason of a withdrawal."""

import secrets

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from exam.forms.base import Form, line, text
from exam.forms.conditions import listed
from question_bank.languages import language_in_words

LARGEST_SEED = 2_000_000_000


class Assemble(Form):
    """Which program, how many forms, and the seed that draws the same forms again."""

    version = SelectField("Program", validators=[InputRequired("Choose a program.")])
    purpose = RadioField("What for", default="exam", choices=listed({
        "exam": "Exams: each form keeps the blueprint of the program",
        "practice": "Practice: one form of all approved practice items"}))
    language = SelectField("Language", default="en")
    name = line("Name", most=40, missing="Give the forms a name, such as 2026-A.", rules=(
        Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", message="Use letters, digits, dots and hyphens only."),),
        description="Several forms get a number behind it.")
    forms = IntegerField("How many forms", default=1, validators=[
        InputRequired("Say how many."), NumberRange(1, 10, "Ask for 1 to 10 forms.")])
    fresh = BooleanField("Leave out every item that counts on a published form of this program")
    seed = IntegerField("Seed", validators=[
        Optional(), NumberRange(1, LARGEST_SEED, f"Use a whole number from 1 to {LARGEST_SEED}.")],
        description="Leave it empty to draw by chance. The same seed and bank draw the same forms again.")

    def offer(self, versions) -> None:
        """The program versions to choose from, the newest first, and their languages."""
        self.version.choices = listed({row.id: f"{row.program_id} {row.version}" for row in reversed(versions)})
        self.language.choices = listed({code: language_in_words(code) for row in versions
                                        for code in row.program.exam.languages})

    def drawn_seed(self) -> int:
        """The seed that was typed, or one drawn by chance."""
        return self.seed.data or secrets.randbelow(LARGEST_SEED) + 1

    def names(self, number: int) -> list[str]:
        """A name for each form."""
        return [self.name.data] if number == 1 else [f"{self.name.data}-{place}" for place in range(1, number + 1)]


class Withdrawal(Form):
    """Why a form is given to nobody any more."""

    reason = text("Reason", most=1000, missing="Say why the form is withdrawn.", render_kw={"rows": 3})
