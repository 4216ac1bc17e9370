"""`flask audit`: check the chain, print its head for safe keeping elsewhere, export it."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from exam.queries.chain import audit_entries, chain_head, first_bad_entry

audit_commands = AppGroup("audit", help="The hash-chained audit trail.")


class Checkpoint(click.ParamType):
    """`NO:HASH`, as `flask audit head` prints it."""

    name = "NO:HASH"

    def convert(self, value, param, context):
        """The pair (number, hash); a clear message for anything else."""
        number, _, sealed = value.partition(":")
        if not number.isdigit() or len(sealed) != 64:
            self.fail("a checkpoint is NO:HASH, as `flask audit head` prints it", param, context)
        return int(number), sealed


@audit_commands.command("verify")
@click.option("--checkpoint", "checkpoints", type=Checkpoint(), multiple=True,
              help="A head that was noted earlier and kept elsewhere; shows a tail that was cut.")
def verify(checkpoints) -> None:
    """Follow the chain from the first entry. Exit status 1 names the first bad entry."""
    count, fault = first_bad_entry(dict(checkpoints))
    if fault:
        click.echo(f"BROKEN after {count} good entries. First bad {fault}.")
        sys.exit(1)
    click.echo(f"WHOLE: {count} entries.")


@audit_commands.command("head")
def head() -> None:
    """Print the newest entry's number and hash: note it outside this machine, every day."""
    number, sealed = chain_head()
    click.echo(f"{number}:{sealed}")


@audit_commands.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write every entry as a line of JSON, for `scripts/verify_audit.py` and for the court."""
    with file.open("w", encoding="utf-8") as stream:
        for entry in audit_entries():
            stream.write(json.dumps(entry, sort_keys=True, ensure_ascii=False) + "\n")
    click.echo(f"Wrote {file.name}.")
