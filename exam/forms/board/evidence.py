"""What the evidence pages accept: the reason why somebody takes a pack, or opens its sealed part."""

from exam.forms.base import Form, text


class TakeEvidence(Form):
    """Evidence holds questions, keys and a person's answers, so taking it has a reason that is on record."""

    reason = text("Why the evidence is needed", most=500, missing="Say why the evidence is needed.",
                  render_kw={"rows": 3})
