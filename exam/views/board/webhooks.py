"""Webhooks: which addresses are told of results, their secrets, and what became of each message."""

import flask

from exam.actions import webhooks
from exam.forms.board.tokens import NewWebhook
from exam.models import Webhook
from exam.queries.webhooks import deliveries_of, delivery_counts, webhook_with_id
from exam.queries.webhooks import webhooks as all_webhooks
from exam.rules.scopes import EVENTS
from exam.rules.webhooks import secret_for
from exam.views.board.acting import FormPage, pressed, tried
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("webhooks", __name__, url_prefix="/board/webhooks")
for_staff(door)


@door.get("")
@needs("manage_webhooks")
def listing():
    """Every webhook, and how many messages wait or were given up."""
    return flask.render_template("board/webhooks/listing.html", webhooks=all_webhooks(), counts=delivery_counts())


@door.get("/<webhook_id>")
@needs("manage_webhooks")
def webhook(webhook_id: str):
    """One webhook and its newest messages."""
    row = webhook_with_id(webhook_id)
    return flask.render_template("board/webhooks/webhook.html", webhook=row, deliveries=deliveries_of(row),
                                 events=EVENTS)


@door.route("/new", methods=["GET", "POST"])
@needs("manage_webhooks")
def new():
    """A new address. Its secret stands on the page that follows and nowhere else, so that page is not a redirect."""
    form, made = NewWebhook(), []
    if flask.request.method == "POST" and tried(form, lambda: made.append(_made(form))):
        return _secret_of(made[0])
    page = FormPage("Add a webhook", "Add it", flask.url_for("webhooks.listing"), lead=(
        "The address is told that something happened: ids and a kind, no name and no score. It then fetches the result "
        "with a token of its own.",))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _made(form: NewWebhook) -> Webhook:
    return webhooks.add(name=form.name.data, url=form.url.data, events=form.events.data, loopback=_loopback(),
                        now=now(), by=actor())


@door.post("/<webhook_id>/switch/<state>")
@needs("manage_webhooks")
def switch(webhook_id: str, state: str):
    """On or off."""
    row = webhook_with_id(webhook_id)
    state = "on" if state == "on" else "off"
    return pressed(lambda: webhooks.switch(row, state, now=now(), by=actor()), f"The webhook is {state}.", _at(row))


@door.post("/<webhook_id>/renew-secret")
@needs("manage_webhooks")
def renew_secret(webhook_id: str):
    """Another secret, on record and shown this once; the old one signs nothing more."""
    return _secret_of(webhooks.renew_secret(webhook_with_id(webhook_id), now=now(), by=actor()))


def _secret_of(row: Webhook) -> str:
    secret = secret_for(flask.current_app.config["SECRET_KEY"], row.id, row.secret_serial)
    return flask.render_template("board/webhooks/secret.html", webhook=row, secret=secret)


def _at(row: Webhook) -> str:
    return flask.url_for("webhooks.webhook", webhook_id=row.id)


def _loopback() -> bool:
    return flask.current_app.config["MODE"] != "production"
