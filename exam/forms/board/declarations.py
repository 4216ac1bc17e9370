"""What the page of one's own declaration accepts: whether there are ties, which, and the signature."""

from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from exam.forms.base import Form
from exam.forms.conditions import choose_one, needed_text
from exam.rules.declarations import statement_digest


class DeclarationForm(Form):
    """The statement is signed as it was shown, and ties are named in one's own words."""

    digest = HiddenField(default=statement_digest)
    has_ties = choose_one("Is there a tie that could make you seem partial?", {
        "no": "No", "yes": "Yes, or I am not sure"}, "Say whether there is a tie.")
    ties = needed_text("Which ties are there?", lambda form: form.has_ties.data == "yes",
                       "Say in a few words what the tie is.", most=2000, rows=4)
    signed = BooleanField("I have read these sentences and sign them",
                          validators=[InputRequired("Sign the sentences. Without that, you can read but not act.")])

    def named_ties(self) -> str:
        """The ties as they were written; empty when there are none."""
        return self.ties.data if self.has_ties.data == "yes" else ""
