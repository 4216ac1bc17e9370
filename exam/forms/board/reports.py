"""What the page of a report accepts: for whom its file is, and what for."""

from exam.forms.base import Form, line


class TakeReport(Form):
    """A list of people already tells something about each of them, so its file is for somebody and for a reason."""

    reason = line("Who gets the file, and what for", most=300, missing="Say who gets the file, and what for.")
