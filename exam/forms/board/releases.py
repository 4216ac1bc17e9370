"""What the batch release accepts: the sittings that were looked at, and their number typed by hand."""

import hashlib

from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired

from exam.errors import Refused, StaleEdit
from exam.forms.base import Form


def digest_of(rows) -> str:
    """One value for exactly these sittings, whatever their order."""
    return hashlib.sha256("\n".join(sorted(row.id for row in rows)).encode()).hexdigest()


class Batch(Form):
    """A person confirms a number and a set, not a button."""

    looked_at = HiddenField()
    count = IntegerField("How many results do you release?", validators=[
        InputRequired("Type the number that stands above.")])

    def carry(self, rows) -> None:
        """Put what is shown into the page."""
        self.looked_at.data = digest_of(rows)

    def check_against(self, rows) -> None:
        """Raise Refused where the set has changed since it was looked at, or the typed number is another."""
        if self.looked_at.data != digest_of(rows):
            raise StaleEdit("The list has changed since you looked at it. Look again, and type the new number.")
        if self.count.data != len(rows):
            raise Refused(f"You typed {self.count.data}, but the list holds {len(rows)}. Nothing was released.")
