"""`flask courier`: send letters, look at the outbox, and read what came back."""

import threading

import click
from flask import current_app
from flask.cli import AppGroup

from exam.cli.delivery import close_letter, deliver_due
from exam.cli.loops import repeat
from exam.cli.mailboxes import ReturnedMail
from exam.cli.webhook_delivery import tell_due
from exam.letters.relay import relay_for
from exam.queries.outbox import letter_counts, letter_with_id, newest_sent_to, oldest_waiting
from exam.rules import actors
from exam.web.clock import now

OPERATOR = actors.system("operator")

courier_commands = AppGroup("courier", help="Sending letters, and what came back.")


@courier_commands.command("once")
def once() -> None:
    """Send everything that is due now, and stop. Exit status 1 when the relay could not be reached."""
    counts = deliver_due(relay_for(current_app.config), threading.Event())
    told = tell_due(threading.Event())
    if told:
        click.echo("Webhooks: " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(told.items())))
    click.echo(", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())) or "Nothing was due.")
    if counts["down"]:
        raise click.ClickException("The mail relay could not be reached. The letters wait; see `courier state`.")


@courier_commands.command("run")
@click.option("--pause", default=2.0, show_default=True, help="Seconds between two looks into the outbox.")
def run(pause: float) -> None:
    """Send letters until stopped. Two couriers do no harm."""
    repeat("courier", _one_round, pause=pause)


def _one_round(stop: threading.Event) -> None:
    try:
        deliver_due(relay_for(current_app.config), stop)
    finally:
        tell_due(stop)


@courier_commands.command("state")
def state() -> None:
    """How many letters are in each state, and how long the oldest has been waiting."""
    for name, number in letter_counts().items():
        click.echo(f"{name:12}{number}")
    click.echo(f"oldest waiting: {int(oldest_waiting(now()).total_seconds())} seconds")


@courier_commands.command("bounced")
@click.argument("address_or_letter")
@click.option("--trouble", default="reported by the operator", help="What the mail system said.")
def bounced(address_or_letter: str, trouble: str) -> None:
    """Record that a sent letter came back: the letter with this id, or the newest one to this address."""
    by_address = "@" in address_or_letter
    letter = newest_sent_to(address_or_letter) if by_address else letter_with_id(address_or_letter)
    if letter is None or letter.state != "sent":
        raise click.ClickException("No sent letter fits. Give its id (it stands in the Message-ID) or its address.")
    close_letter(letter, state="bounced", trouble=trouble, by=OPERATOR)
    click.echo(f"Recorded: letter {letter.id} came back.")


@courier_commands.command("read-bounces")
@click.argument("path", type=click.Path(exists=True))
def read_bounces(path: str) -> None:
    """Read the messages that came back from a Maildir folder or an mbox file. Reading twice does no harm."""
    mail = ReturnedMail(path)
    for bounce in mail.bounces():
        letter = letter_with_id(bounce.letter_id)
        if letter is not None and letter.state == "sent":
            close_letter(letter, state="bounced", trouble=bounce.trouble, by=OPERATOR)
            click.echo(f"Letter {letter.id} came back.")
    click.echo(f"{mail.understood} read, {mail.other} left for a person to look at.")
