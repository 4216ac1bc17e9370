"""`flask results`: export released results into a folder, whole or not at all."""

import csv
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup

from exam.actions import exports
from exam.cli.evidence import evidence_command
from exam.errors import ExamhallError, Refused
from exam.models import ResultsExport
from exam.queries.exports import bytes_of, export_with_id
from exam.queries.reconciling import differences
from exam.queries.retakes import board_day
from exam.rules import actors
from exam.web.clock import now
from exam.web.signing_keys import known_public_keys, make_key, signer

results_commands = AppGroup("results", help="Released results.")
OPERATOR = actors.system("operator")
results_commands.add_command(evidence_command)


@results_commands.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--program", "program_id", default="", help="Only this program; all programs when left out.")
@click.option("--only-new", is_flag=True, help="What this recipient has not got yet of the program.")
@click.option("--recipient", default="", help="Who gets the files. Needed for a new export.")
@click.option("--reason", default="", help="Why the files are needed. Needed for a new export.")
@click.option("--again", "export_id", default="", help="Write the files of an earlier export once more.")
def export(folder: Path, program_id: str, only_new: bool, recipient: str, reason: str, export_id: str) -> None:
    """Write results.csv, .xlsx and .json, competencies.csv, chain.csv and the signed manifest into FOLDER."""
    if not export_id and not (recipient.strip() and reason.strip()):
        raise click.UsageError("Say who gets the files (--recipient) and why (--reason): both are recorded.")
    try:
        chosen = export_with_id(export_id) if export_id else exports.export_results(
            program_id=program_id, only_new=only_new, recipient=recipient.strip(), reason=reason.strip(),
            signer=signer(), now=now(), by=OPERATOR)
    except ExamhallError as trouble:
        click.echo(str(trouble) if isinstance(trouble, Refused) else "There is no export with this id.", err=True)
        sys.exit(1)
    click.echo(f"Wrote {chosen.row_count} results to {_written(folder, chosen)}.")


@results_commands.command("make-key")
def make_signing_key() -> None:
    """Make the key that signs exports from now on. The one before it signs no more; what it signed stays good."""
    click.echo(f"Key {make_key(board_day(now()).isoformat())} signs from now on. Copy the key file to every server, "
               "and keep a copy of it where the secret key is kept.")


@results_commands.command("public-keys")
def public_keys() -> None:
    """Print the public keys as the file that receivers verify signatures with."""
    click.echo(json.dumps({"keys": known_public_keys()}, indent=2))


@results_commands.command("receiver-lacks")
@click.argument("held", type=click.File(encoding="utf-8-sig"))
def receiver_lacks(held) -> None:
    """Compare HELD, the receiver's list (CSV with sitting_id and record_sha256), with the results that count now."""
    found = list(differences(_list_of(held), now=now()))
    for sitting_id, sentence in found:
        click.echo(f"{sitting_id}  {sentence}")
    count = "1 difference." if len(found) == 1 else f"{len(found)} differences."
    click.echo(count if found else "The receiver holds every result that counts, and no other.")
    sys.exit(1 if found else 0)


def _list_of(held: TextIO) -> dict[str, str]:
    """Sitting to the digest of its record, as the receiver holds them."""
    try:
        table = csv.DictReader(held)
        if not {"sitting_id", "record_sha256"} <= set(table.fieldnames or ()):
            raise click.UsageError("The list needs the columns sitting_id and record_sha256.")
        return {row["sitting_id"]: row["record_sha256"] for row in table}
    except (UnicodeDecodeError, csv.Error) as trouble:
        raise click.UsageError("The list cannot be read. Save it as CSV in UTF-8; a workbook is no CSV.") from trouble


def _written(folder: Path, chosen: ResultsExport) -> Path:
    """Everything beside the target first, then one move: the folder is absent or whole (T33)."""
    target, beside = folder / f"results-{chosen.id}", folder / f".results-{chosen.id}.{os.getpid()}"
    beside.mkdir(parents=True)
    try:
        for name in (*chosen.manifest["files"], "manifest.json", "manifest.sig"):
            with (beside / name).open("wb") as stream:
                stream.writelines(bytes_of(chosen, name))
        if target.exists():
            raise click.ClickException(f"{target} is there already. Move it away to write it once more.")
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target
