"""`flask bank`: items in and out of the bank, and the programs that it serves."""

import os
import sys
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from exam.actions import items, programs
from exam.actions.bank_exports import log_bank_export
from exam.errors import Refused
from exam.queries.assets import pictures_of
from exam.queries.bank_rules import open_faults
from exam.queries.items import bank_as_contents
from exam.queries.programs import document_named, program_versions
from exam.rules import actors
from exam.web.clock import now
from question_bank.apart import NotPossible, read_apart, write_apart
from question_bank.blueprint import SHIPPED as SHIPPED_BLUEPRINTS
from question_bank.file_kinds import FILE_KINDS, kind_written_as
from question_bank.fitting import Source, read_bundle
from question_bank.item_sizes import LARGEST_FILE
from question_bank.programs import ORDER, ProgramError
from question_bank.programs import SHIPPED as SHIPPED_PROGRAMS
from question_bank.workflow import STATES

bank_commands = AppGroup("bank", help="Items, and the programs they are for.")
OPERATOR = actors.system("operator")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@bank_commands.command("import")
@click.argument("file", type=FILE)
@click.option("--leave-out", is_flag=True, help="Take the good items although others are refused.")
def import_file(file: Path, leave_out: bool) -> None:
    """Take the items of a file in as drafts: all of them, or nothing."""
    if file.stat().st_size > LARGEST_FILE:
        _stop(f"{file.name} is larger than {LARGEST_FILE // 2**20} MB. Split it.")
    read = read_apart(file.name, file.read_bytes())
    for problem in read.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    errors = [problem for problem in read.problems if problem.severity == "error"]
    if not read.items or (errors and not leave_out):
        _stop("Nothing was imported. Mend the file, or use --leave-out to take the good items alone.")
    try:
        asked = Counter(fault.place.partition(",")[0] for fault in open_faults(read.items))
        counts = items.import_items(read.items, pictures=read.assets.values(), now=now(), by=OPERATOR,
                                    open_faults={item.code: asked[item.code] for item in read.items})
    except Refused as refused:
        _stop(str(refused))
    click.echo(f"Created {counts['created']}, changed {counts['changed']}, unchanged {counts['unchanged']}, "
               f"refused {len({problem.place.split(',')[0] for problem in errors})}.")


@bank_commands.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only items in this state.")
@click.option("--to", "kind", type=click.Choice(list(FILE_KINDS)), help="The format; else the file's ending decides.")
def export_file(file: Path, states, kind: str | None) -> None:
    """Write the bank as a file, with keys."""
    contents = bank_as_contents(states or STATES)
    kind = kind or kind_written_as(file.suffix)
    if not kind:
        _stop(f"{file.name} cannot be written. Say the format with --to, or use a name that ends with .json or .zip.")
    try:
        data = write_apart(kind, contents, pictures_of(contents))
    except NotPossible as trouble:
        _stop(str(trouble))
    log_bank_export(contents, data, kind=kind, states=states or STATES, reason="by the operator",
                    now=now(), by=OPERATOR)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    click.echo(f"Wrote {len(contents)} items to {file.name}. It holds the keys: keep it as safe as the exam itself.")


@bank_commands.command("programs")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--samples", is_flag=True, help="Adopt the sample programs that come with Examhall.")
def adopt_programs(files: tuple[Path, ...], samples: bool) -> None:
    """Adopt program files (with blueprint files of their own beside them), or list what is adopted."""
    if samples:
        files = (*files, *(SHIPPED_PROGRAMS / name for name in ORDER), *sorted(SHIPPED_BLUEPRINTS.glob("*.toml")))
    if not files:
        for row in program_versions():
            click.echo(f"{row.program_id} {row.version}  from {row.effective_from}  {row.digest[:16]}")
        return
    try:
        pairs = read_bundle([Source(file.name, file.read_text(encoding="utf-8")) for file in files], document_named)
        for row in programs.adopt_all(pairs, now=now(), by=OPERATOR):
            click.echo(f"Adopted {row.program_id} {row.version}, in effect from {row.effective_from}.")
    except UnicodeDecodeError:
        _stop("A file is not UTF-8 text. Save it as UTF-8.")
    except (ProgramError, Refused) as trouble:
        _stop(str(trouble))


def _stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
