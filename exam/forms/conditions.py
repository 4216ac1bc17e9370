"""Fields that are needed only sometimes: when another answer asks for them."""

from collections.abc import Callable, Mapping

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from exam.forms.base import no_hidden_marks, stripped


def listed(choices: Mapping[str, str], first: str = "") -> list[SelectChoice]:
    """Values and their words as a field takes them; `first` is the line that stands for no choice yet."""
    empty = [SelectChoice("", first)] if first else []
    return empty + [SelectChoice(value, words) for value, words in choices.items()]


def choose_one(label: str, choices: Mapping[str, str], missing: str) -> RadioField:
    """A choice without default that is always needed."""
    return RadioField(label, choices=listed(choices), validators=[InputRequired(missing)])


def choose_from_list(label: str, choices: Mapping[str, str], missing: str, first: str = "Choose",
                     description: str = "") -> SelectField:
    """A list to choose from, with an empty first line, that is always needed."""
    return SelectField(label, choices=listed(choices, first), validators=[InputRequired(missing)],
                       description=description)


class Needed:
    """Refuses an empty field when the condition holds, and lets it be empty otherwise."""

    field_flags = {"required": True}

    def __init__(self, condition: Callable, missing: str):
        self.condition, self.missing = condition, missing

    def __call__(self, form, field) -> None:
        if field.data:
            return
        field.errors[:] = []
        raise StopValidation(self.missing if self.condition(form) else None)


def _rules(condition: Callable, missing: str, most: int) -> list:
    return [Needed(condition, missing), Length(max=most, message=f"Please use at most {most} characters."),
            no_hidden_marks]


def needed_line(label: str, condition: Callable, missing: str, *, most: int = 200, **attributes) -> StringField:
    """A field of one line, needed when the condition holds."""
    return StringField(label, filters=[stripped], validators=_rules(condition, missing, most), render_kw=attributes)


def needed_text(label: str, condition: Callable, missing: str, *, most: int = 4000, **attributes) -> TextAreaField:
    """A field of several lines, needed when the condition holds."""
    return TextAreaField(label, filters=[stripped], validators=_rules(condition, missing, most), render_kw=attributes)


def needed_choice(label: str, choices: Mapping[str, str], condition: Callable, missing: str) -> RadioField:
    """A choice without default, needed when the condition holds."""
    return RadioField(label, choices=listed(choices), validators=[Needed(condition, missing)])


def needed_select(label: str, choices: Mapping[str, str], condition: Callable, missing: str) -> SelectField:
    """A list to choose from, with an empty first line, needed when the condition holds."""
    return SelectField(label, choices=listed(choices, first="Choose what fits best"), validators=[
        Needed(condition, missing)])
