"""`flask simulate`: invented people with planted faults go through the house; a report says which were found."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from exam.cli.simulation.browser import Unexpected
from exam.cli.simulation.house import HouseFell
from exam.cli.simulation.people import FAULTS, FEWEST, cohort
from exam.cli.simulation.running import simulate as simulated
from exam.cli.simulation.running import to_terminal
from exam.cli.simulation.server import serve as serve_house
from exam.cli.simulation.verdicts import MISSED
from exam.cli.simulation.words import in_words


@click.group("simulate", invoke_without_command=True)
@click.option("--candidates", default=240, show_default=True, type=click.IntRange(FEWEST, 900),
              help="How many take the exam.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people and answers.")
@click.option("--program", "program_id", default="mo-cps", show_default=True,
              type=click.Choice(("mo-cps", "mo-cps-25")), help="The sample program.")
@click.option("--without", multiple=True, type=click.Choice(FAULTS), help="A fault that is not planted.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here too.")
@click.pass_context
def simulate_commands(context, candidates: int, seed: int, program_id: str, without, json_file: Path | None) -> None:
    """Let a cohort take the exam over HTTP, in a house of its own that is thrown away afterwards.

    Exit status 1 when a planted fault was missed.
    """
    if context.invoked_subcommand:
        return
    planted = [fault for fault in FAULTS if fault not in without]
    try:
        outcome = simulated(cohort(candidates, seed, planted), program_id, to_terminal)
    except (Unexpected, HouseFell) as trouble:
        raise click.ClickException(f"The simulation broke off, and nothing is said about it: {trouble}") from None
    to_terminal("\n")
    if json_file:
        json_file.write_text(json.dumps(outcome.document, indent=2) + "\n", encoding="utf-8")
    click.echo(in_words(outcome))
    if any(verdict.outcome == MISSED for verdict in outcome.verdicts):
        sys.exit(1)


@simulate_commands.command("serve", hidden=True)
@click.argument("instant")
@with_appcontext
def serve(instant: str) -> None:
    """The server of a simulation, whose clock is moved by lines of JSON. Only in test mode."""
    if current_app.config["MODE"] != "test":
        raise click.ClickException("Only a simulation starts this: it moves the clock of the whole house.")
    serve_house(current_app._get_current_object(), datetime.fromisoformat(instant))
