"""`flask results evidence`: the evidence of one result as a pack, or its sealed part, for whoever has to defend it."""

import hashlib
import os
import sys
from pathlib import Path

import click

from exam.actions.evidence import log_pack, log_sealed_part
from exam.errors import ExamhallError, Refused
from exam.models import Result
from exam.queries.evidence import result_named
from exam.rules import actors
from exam.web.clock import now
from exam.web.evidence_packs import made_pack, made_sealed_part

OPERATOR = actors.system("operator")


@click.command("evidence")
@click.argument("result_id", metavar="RESULT")
@click.option("--reason", required=True, help="Why the evidence is needed; it is recorded.")
@click.option("--to", "folder", default=".", type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write in; this one when left out.")
@click.option("--sealed-part", "sealed", is_flag=True,
              help="Write what was arranged for the candidate instead. It is recorded on its own.")
def evidence_command(result_id: str, reason: str, folder: Path, sealed: bool) -> None:
    """Write an evidence pack, which scripts/verify_evidence checks.

    RESULT is a release_id or a sitting_id of the results export; of a sitting the newest result is taken.
    """
    try:
        result = result_named(result_id)
        data = _sealed_part(result, reason) if sealed else _pack(result, reason)
    except ExamhallError as trouble:
        click.echo(str(trouble) if isinstance(trouble, Refused) else "There is no released result with this id.",
                   err=True)
        sys.exit(1)
    name = f"sealed-part-{result.id}.json" if sealed else f"evidence-{result.id}.zip"
    _write(folder / name, data)
    click.echo(f"Wrote {name}.")


def _pack(result: Result, reason: str) -> bytes:
    made = made_pack(result)
    log_pack(result, digest=made.digest, head=made.head, reason=reason, now=now(), by=OPERATOR)
    return made.data


def _sealed_part(result: Result, reason: str) -> bytes:
    data = made_sealed_part(result)
    log_sealed_part(result, digest=hashlib.sha256(data).hexdigest(), reason=reason, now=now(), by=OPERATOR)
    return data


def _write(path: Path, data: bytes) -> None:
    """Beside the target first, readable by its owner only, then one move: the file is absent, as before, or whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
    beside.replace(path)
