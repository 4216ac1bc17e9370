"""`flask sweep`: what time brings. Everything is computed from stored instants, so stopping it loses nothing."""

import click
from flask.cli import AppGroup

from exam.cli.loops import repeat
from exam.cli.sweeping import sweep_once
from exam.web.clock import now

sweep_commands = AppGroup("sweep", help="Hand-in at the deadline, releases, reminders, missed sittings.")


@sweep_commands.command("once")
def once() -> None:
    """Do everything that is due now, and stop. Exit status 1 when something failed."""
    done = sweep_once(now())
    for step, number in sorted(done.items()):
        click.echo(f"{step}: {number}")
    if any(step.endswith("_failed") for step in done):
        raise click.ClickException("Some steps failed; the log names them. They are tried again the next time.")
    if not done:
        click.echo("Nothing was due.")


@sweep_commands.command("run")
@click.option("--pause", default=5.0, show_default=True, help="Seconds between two rounds.")
def run(pause: float) -> None:
    """Sweep until stopped. Two sweeps do no harm."""
    repeat("sweep", lambda _stop: sweep_once(now()), pause=pause)
