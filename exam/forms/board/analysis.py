"""What the pages of analyses accept: a reviewer's yes, and the reason of an export."""

from exam.forms.base import Form, text


class Promotion(Form):
    """Why this item may count from now on."""

    note = text("Note", most=1000, missing="Say what you looked at.", render_kw={"rows": 3})


class AnswerExport(Form):
    """Who gets the answers and what for."""

    reason = text("Who gets the file, and what for", most=500, missing="Say who gets the file and what for.",
                  render_kw={"rows": 3})
