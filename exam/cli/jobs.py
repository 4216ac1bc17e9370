"""`flask jobs`: the work that pages ask for and do not wait for."""

import threading

import click
from flask.cli import AppGroup

from exam.cli.loops import repeat
from exam.cli.working import work_off
from exam.queries.jobs import jobs_in_hand
from exam.rules.jobs import KINDS

job_commands = AppGroup("jobs", help="Assembling, analysing and writing reports, outside the pages.")


@job_commands.command("once")
def once() -> None:
    """Do every job that waits, and stop."""
    counts = work_off(threading.Event())
    click.echo(", ".join(f"{number} {ended}" for ended, number in sorted(counts.items())) or "No job waits.")


@job_commands.command("run")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two looks for work.")
def run(pause: float) -> None:
    """Work until stopped. Two workers do no harm."""
    repeat("jobs", work_off, pause=pause)


@job_commands.command("state")
def state() -> None:
    """Every job that waits or runs."""
    for job in jobs_in_hand():
        click.echo(f"{job.id}  {KINDS[job.kind].words}: {job.state}, {job.done} of {job.total} {job.step}".rstrip())
