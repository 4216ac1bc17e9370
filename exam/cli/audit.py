"""`flask audit`: check the chain, print its head for safe keeping elsewhere, export it; who looked at whose file."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
from flask.cli import AppGroup

from exam.queries.chain import audit_entries, chain_head, first_bad_entry
from exam.queries.persons import candidate_known_as, file_of
from exam.queries.staff import names_of_actors

LET_IN = (200, 303, 400)  # the page, the page after it, and a form that is shown again

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


@audit_commands.command("views")
@click.argument("candidate_id")
@click.argument("logs", type=click.File(encoding="utf-8", errors="replace"), nargs=-1, required=True)
def views(candidate_id: str, logs) -> None:
    """Say who looked at the file of one candidate, from the LOGS of the web processes (`-` reads standard input)."""
    person = candidate_known_as(candidate_id)
    if person is None:
        click.echo("The board knows no candidate by this id.", err=True)
        sys.exit(1)
    parts = file_of(person)
    seen = [(line, parts[key]) for line in _view_lines(logs)
            for key in [key for key in line["of"].values() if key in parts][:1]]
    names = names_of_actors([line["by"] for line, _ in seen])
    for line, part in seen:
        click.echo(f"{line['timestamp']}  {names.get(line['by'], line['by'])}  {line['door']} ({part})")
    click.echo(f"{len(seen)} views.")


def _view_lines(logs) -> Iterator[dict]:
    """The lines that say who looked at what and was let in; anything else in a log is passed over."""
    for text in (text for stream in logs for text in stream):
        with suppress(ValueError):
            line = json.loads(text)
            if isinstance(line, dict) and line.get("by") and line.get("of") and line.get("status") in LET_IN:
                yield line
