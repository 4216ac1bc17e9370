"""What the pages of cut scores accept: why a form is not linked, or the linking that its cut score follows from."""

import json

from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_from_list, listed
from question_bank.linking_methods import ANCHORED, RANDOM_GROUPS

METHODS_IN_WORDS = {**{name: f"Common questions: {words}" for name, words in ANCHORED.items()},
                    **{name: f"Without common questions: {words}" for name, words in RANDOM_GROUPS.items()
                       if name != "identity"}}
MOST_SIGNS = 60_000  # of a linking with a table and an error for each of a thousand scores


def why_unlinked():
    """The reason that stands in the record of a form that is linked to none."""
    return text("Why this form is not linked to another one", most=500, render_kw={"rows": 3},
                missing="Say why this form is not linked.",
                description="It stands in the record and in the reports. Such as: too few people took both forms.")


def reason():
    """Why the scores of one form may stand for those of the other."""
    return text("Reason", most=1000, missing="Say why this linking is the right one.", render_kw={"rows": 3})


def deciding_body():
    """Who decided it, when results are known already."""
    return line("Deciding body", required=False, description="Needed when results of this form have been released.")


def minutes():
    """Where that is written down."""
    return line("Its minutes", required=False, description="Such as: minutes of May 4, 2026, item 7.")


class Unlinked(Form):
    """The program's own cut for a form that is not linked, and why it is not."""

    why_unlinked = why_unlinked()


class ToLink(Form):
    """The base form and the way to link to it."""

    base = SelectField("Base form", validators=[InputRequired("Choose the base form.")])
    method = choose_from_list("Method", METHODS_IN_WORDS, "Choose a method.", description=(
        "The methods with common questions allow for groups that differ. The others take both groups for equally able, "
        "which is right only where both forms were given to the same kind of people."))

    def offer(self, ties) -> None:
        """The base forms to choose from."""
        self.base.choices = listed({tie.base.id: tie.base.code for tie in ties if not tie.refused}, "Choose")


class LinkedHere(Form):
    """Why this linking is right, and who decided it."""

    reason = reason()
    deciding_body = deciding_body()
    minutes = minutes()


class Linked(Form):
    """The base form, the linking, why it is right, and who decided it."""

    base = SelectField("Base form", validators=[InputRequired("Choose the base form.")])
    linking = text("Linking", most=MOST_SIGNS, missing="Paste what the command wrote.", render_kw={"rows": 8},
                   description="Export the answers of both forms from their pages of analysis. Then paste everything "
                               "that python -m question_bank link writes with --json.")
    reason = reason()
    deciding_body = deciding_body()
    minutes = minutes()

    def offer(self, forms) -> None:
        """The base forms to choose from."""
        self.base.choices = listed({row.id: row.code for row in forms}, "Choose")

    def validate_linking(self, field) -> None:
        """It has to be JSON; whether it fits is for the rules to say."""
        try:
            self.document = json.loads(field.data)
        except (ValueError, RecursionError):
            raise ValidationError("This cannot be read. Paste everything from the first { to the last }.") from None
