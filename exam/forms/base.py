"""What all forms share: plain sentences for what is wrong, and text fields that refuse what no keyboard types."""

import unicodedata

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

# Marks that turn the direction of text or hide in it: they make one name look like another.
HIDDEN = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0xFEFF)))


class Form(FlaskForm):
    """A form of ours: its token is bound to the log-in, and its errors are sentences."""


def stripped(value: str | None) -> str | None:
    """Without blanks at either end."""
    return value.strip() if isinstance(value, str) else value


def no_hidden_marks(_form, field) -> None:
    """Refuse control characters and marks that change the direction of writing (T15, T28)."""
    allowed = "\n\r\t" if isinstance(field, TextAreaField) else ""
    for sign in field.data or "":
        if sign in HIDDEN or (unicodedata.category(sign) == "Cc" and sign not in allowed):
            raise ValidationError("This holds a sign that cannot be shown. Please type it again without copying.")


def line(label: str, *, most: int = 200, required: bool = True, missing: str = "", rules=(), **facts) -> StringField:
    """A field of one line. `missing` is the sentence for an empty one."""
    return StringField(label, filters=[stripped], validators=_rules(label, most, required, missing, rules), **facts)


def text(label: str, *, most: int = 4000, required: bool = True, missing: str = "", rules=(), **facts) -> TextAreaField:
    """A field of several lines."""
    return TextAreaField(label, filters=[stripped], validators=_rules(label, most, required, missing, rules), **facts)


def _rules(label: str, most: int, required: bool, missing: str, rules) -> list:
    sentence = missing or f"Please fill in: {label}."
    first = DataRequired(sentence) if required else Optional()
    return [first, Length(max=most, message=f"Please use at most {most} characters."), no_hidden_marks, *rules]
