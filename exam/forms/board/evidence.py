"""What the evidence pages accept: who gets a pack, or its sealed part, and what for."""

from exam.forms.base import Form, text


class TakeEvidence(Form):
    """Evidence holds questions, keys and a person's answers, so taking it has a reason that is on record."""

    reason = text("Who gets the evidence, and what for", most=500, render_kw={"rows": 3},
                  missing="Say who gets the evidence, and what for.")
