"""What the staff pages accept: an invitation, a role, a reason."""

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from exam.forms.account import email_line
from exam.forms.base import Form, line
from exam.forms.conditions import listed
from exam.rules.permissions import ROLES

CHOICES = listed({role: f"{role.capitalize()}: {words}" for role, words in ROLES.items()})


class Invitation(Form):
    """Somebody new on the staff, and the roles proposed for them."""

    name = line("Name", most=200)
    email = email_line(autocomplete="off")
    roles = SelectMultipleField("Roles", choices=CHOICES, widget=ListWidget(prefix_label=False),
                                option_widget=CheckboxInput(), validators=[InputRequired("Choose at least one role.")],
                                description="They count when another administrator has confirmed them.")


class NewRole(Form):
    """A role proposed for somebody."""

    role = SelectField("Role", choices=CHOICES)


class StaffReason(Form):
    """Why an account is changed."""

    reason = line("Reason", most=300, missing="Say why.", description="It is kept in the audit trail.")
