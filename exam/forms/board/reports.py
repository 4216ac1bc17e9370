"""What the page of a report accepts: for whom its file is, and what for."""

from wtforms import RadioField

from exam.forms.base import Form, line
from exam.forms.conditions import listed


class TakeReport(Form):
    """A list of people already tells something about each of them, so its file is for somebody and for a reason."""

    reason = line("Who gets the file, and what for", most=300, missing="Say who gets the file, and what for.")


class TakeRatings(TakeReport):
    """The judgements of a panel, as one of two kinds of file."""

    kind = RadioField("Which kind of file", default="csv", choices=listed({
        "csv": "CSV, for a spreadsheet", "json": "JSON with its digest, for checking"}))
