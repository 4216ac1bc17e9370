"""What the pages of tokens and webhooks accept."""

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from exam.forms.base import Form, line
from exam.forms.conditions import listed
from exam.rules.permissions import holds
from exam.rules.scopes import EVENTS, SCOPES

DAYS = listed({"30": "30 days", "90": "90 days", "180": "half a year", "366": "one year"})


def _boxes(label: str, choices, missing: str) -> SelectMultipleField:
    return SelectMultipleField(label, choices=choices, widget=ListWidget(prefix_label=False),
                               option_widget=CheckboxInput(), validators=[InputRequired(missing)])


class NewToken(Form):
    """A token for oneself or for one system."""

    name = line("What it is for", most=100, missing="Say which system or which work the token is for.",
                description="For example: credentialing database, nightly.")
    scopes = _boxes("What it may read", [], "Choose what the token may read.")
    days = SelectField("It works for", choices=DAYS, default="90", validators=[InputRequired("Choose how long.")])

    def offer(self, roles) -> None:
        """Only what these roles may see themselves."""
        self.scopes.choices = listed({scope: f"{words} ({scope})" for scope, (words, permission) in SCOPES.items()
                                      if holds(roles, permission)})


class NewWebhook(Form):
    """An address that is told of results."""

    name = line("What it is for", most=100, missing="Say which system is told.")
    url = line("Address (https)", most=500, missing="Give the address that is told.", render_kw={"inputmode": "url"})
    events = _boxes("What it is told of", listed(EVENTS), "Choose at least one.")
