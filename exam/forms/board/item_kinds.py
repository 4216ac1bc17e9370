"""The fields that differ by the kind of a question: its options, what is right, and how it is counted."""

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from exam.forms.base import text
from exam.forms.conditions import listed
from question_bank.instructions import SCORING_WORDS
from question_bank.item_sizes import MOST_OPTIONS
from question_bank.items import KINDS

LETTERS = "abcdefghij"
FEWEST_ROWS = 6
TRUE_FALSE = {"en": ("True", "False"), "es": ("Verdadero", "Falso")}


def true_and_false(language: str) -> tuple[str, str]:
    """The two options of a true or false question in its language."""
    return TRUE_FALSE.get(language.partition("-")[0], TRUE_FALSE["en"])


def rows_for(kind: str, wanted: int) -> int:
    """How many options the form of this kind shows."""
    return 2 if kind == "true_false" else min(max(FEWEST_ROWS, wanted), MOST_OPTIONS)


def fields_of(kind: str, rows: int) -> dict:
    """The fields of this kind, by name."""
    letters = LETTERS[:rows]
    if kind == "true_false":
        words = dict(zip(letters, true_and_false("en"), strict=True))
        reasons = {f"rationale_{letter}": _reason(f"Why {word!r} is right or wrong")
                   for letter, word in words.items()}
        return {**reasons, "key": RadioField("Is the statement true?", choices=listed(words), validators=[
            InputRequired("Say whether the statement is true.")])}
    return {**_written(letters), **_right(kind, {letter: letter.upper() for letter in letters})}


def _written(letters: str) -> dict:
    fields = {}
    for place, letter in enumerate(letters):
        missing = f"Write option {letter.upper()}." if place < 2 else ""
        fields[f"option_{letter}"] = text(f"Option {letter.upper()}", most=1500, required=place < 2, missing=missing,
                                          render_kw={"rows": 2})
        fields[f"rationale_{letter}"] = _reason(f"Why {letter.upper()} is right or wrong")
    return fields


def _reason(label: str):
    return text(label, most=3000, required=False, render_kw={"rows": 2})


def _right(kind: str, letters: dict[str, str]) -> dict:
    if kind not in KINDS or kind == "single":
        return {"key": RadioField("Which option is right?", choices=listed(letters),
                                  validators=[InputRequired("Choose the right option.")])}
    return {"keys": SelectMultipleField("Which options are right?", choices=listed(letters),
                                        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
                                        validators=[InputRequired("Choose the right options.")]),
            "scoring": RadioField("How it is counted", choices=listed(SCORING_WORDS), default="all_or_nothing")}
