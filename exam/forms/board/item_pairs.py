"""What is decided about two items that are alike."""

from exam.forms.base import Form, text
from exam.forms.conditions import choose_one

VERDICTS = {"apart": "Never on one exam form", "may_meet": "They may meet on one exam form"}


class PairDecision(Form):
    """A verdict without a default, and why."""

    verdict = choose_one("What is right for them?", VERDICTS, "Choose one of the two.")
    reason = text("Why", most=1000, missing="Say why.", render_kw={"rows": 3})
