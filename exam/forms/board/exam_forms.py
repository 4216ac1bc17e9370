"""What the pages of exam forms accept: what to assemble, what to keep of it, and the reason of a withdrawal."""

import secrets

from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, widgets
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from exam.forms.base import Form, line, text
from exam.forms.conditions import listed
from exam.queries.assembling import LARGEST_SEED, Wish
from question_bank.languages import language_in_words

MOST_FORMS = 20


def boxes(label: str, **facts) -> SelectMultipleField:
    """Boxes of which any may be marked."""
    return SelectMultipleField(label, option_widget=widgets.CheckboxInput(),
                               widget=widgets.ListWidget(prefix_label=False), validators=[Optional()], **facts)


class Assemble(Form):
    """Which program, how many forms, how they share questions, and the seed that draws the same forms again."""

    version = SelectField("Program", validators=[InputRequired("Choose a program.")])
    purpose = RadioField("What for", default="exam", choices=listed({
        "exam": "Exams: each form keeps the blueprint of the program",
        "practice": "Practice: one form of all approved practice items"}))
    language = SelectField("Language", default="en")
    name = line("Name", most=40, missing="Give the forms a name, such as 2026-A.", rules=(
        Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", message="Use letters, digits, dots and hyphens only."),),
        description="Several forms get a number behind it.")
    forms = IntegerField("How many forms", default=1, validators=[
        InputRequired("Say how many."), NumberRange(1, MOST_FORMS, f"Ask for 1 to {MOST_FORMS} forms.")])
    sharing = RadioField("What two of the forms may have in common", default="blueprint", choices=listed({
        "blueprint": "What the blueprint allows, and as little as the bank needs",
        "disjoint": "Nothing but the anchor",
        "overlap": "At most so many questions as said below"}))
    overlap = IntegerField("Questions in common, at most", default=0, validators=[
        Optional(), NumberRange(0, 1000, "Use a whole number from 0 to 1000.")])
    anchor = IntegerField("Questions that stand on every form (the anchor)", default=0, validators=[
        Optional(), NumberRange(0, 1000, "Use a whole number from 0 to 1000.")],
        description="They tie the forms together for equating. 0 means none, or what the blueprint says.")
    avoid_forms = boxes("Leave out the questions that count on", description="Published forms of every program.")
    measured = BooleanField("Use the figures of released exams")
    seed = IntegerField("Seed", validators=[
        Optional(), NumberRange(1, LARGEST_SEED, f"Use a whole number from 1 to {LARGEST_SEED}.")],
        description="Leave it empty to draw by chance. The same seed and bank draw the same forms again.")
    seconds = IntegerField("Seconds to look for them, at most", default=20, validators=[
        InputRequired("Say how many seconds."), NumberRange(1, 45, "Use 1 to 45 seconds.")])

    def offer(self, versions, published) -> None:
        """The program versions to choose from, the newest first, their languages, and the published forms."""
        self.version.choices = listed({row.id: f"{row.program_id} {row.version}" for row in reversed(versions)})
        self.language.choices = listed({code: language_in_words(code) for row in versions
                                        for code in row.program.exam.languages})
        self.avoid_forms.choices = listed({row.id: row.code for row in published})
        if not published:
            del self.avoid_forms

    def drawn_seed(self) -> int:
        """The seed that was typed, or one drawn by chance."""
        return self.seed.data or secrets.randbelow(LARGEST_SEED) + 1

    def wish(self) -> Wish:
        """What was asked for."""
        avoided = tuple(self.avoid_forms.data) if "avoid_forms" in self else ()
        return Wish(version_id=self.version.data, language=self.language.data, name=self.name.data,
                    seed=self.drawn_seed(), forms=self.forms.data, sharing=self.sharing.data,
                    overlap=self.overlap.data or 0, anchor=self.anchor.data or 0, seconds=self.seconds.data,
                    measured=self.measured.data, avoid_forms=avoided)


class ChosenForms(Form):
    """Which of the assembled forms the button is about."""

    numbers = SelectMultipleField("Forms", coerce=int, validators=[InputRequired("Mark at least one form.")])

    def offer(self, number: int) -> None:
        """As many as were assembled."""
        self.numbers.choices = [(each, str(each)) for each in range(1, number + 1)]


class Withdrawal(Form):
    """Why a form is given to nobody any more."""

    reason = text("Reason", most=1000, missing="Say why the form is withdrawn.", render_kw={"rows": 3})
