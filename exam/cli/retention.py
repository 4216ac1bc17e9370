"""`flask retention`: what is due by the boards' rules, its disposal, and the proof of it. Nothing else deletes."""

import json
import sys
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from exam.actions.retention import dispose as dispose_of_sitting
from exam.actions.retention_persons import dispose_of_person
from exam.errors import Refused
from exam.models import Disposal
from exam.queries.chain import chain_head
from exam.queries.disposal_checks import FORMAT, compared_with, faults_of_disposals, report_of
from exam.queries.retention import Due
from exam.queries.retention_plan import everything_due, in_no_analysis, periods_set
from exam.rules import actors
from exam.rules.retention import CLASSES
from exam.web.clock import now

retention_commands = AppGroup("retention", help="How long things are kept, and their disposal afterwards.")
IN_PROGRAM = "Results are kept: only the board's registry knows when a credential ended."


@retention_commands.command("plan")
def plan() -> None:
    """Say what would go now, by program and class, and what is kept all the same. Changes nothing."""
    for program_id, rules in periods_set(now()).items():
        unset = [rule for rule in rules.values() if rule.endswith("= 0")]
        click.echo(f"{program_id}: {', '.join(rules.values())}")
        if unset:
            click.echo(f"  {len(unset)} of {len(rules)} classes are not set: nothing of them is deleted.")
    _say(list(everything_due(now())))
    click.echo(IN_PROGRAM)


@retention_commands.command("dispose")
@click.option("--by", "name", required=True, help="Your name: it stands on each tombstone and in the audit trail.")
@click.option("--report", "file", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="Where the proof of deletion is written. Left out: disposal-DATE-TIME.json in this folder.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def dispose(name: str, file: Path | None, yes: bool) -> None:
    """Delete what is due, sitting by sitting, and write the proof. Stopped half-way, it goes on the next time."""
    if not name.strip():
        raise click.UsageError("Say who you are (--by): it is recorded.")
    file = file or Path(f"disposal-{now():%Y%m%d-%H%M%S}.json")
    if file.exists():
        raise click.ClickException(f"{file.name} exists already. Nothing was deleted.")
    due = list(everything_due(now()))
    _say(due)
    going = [one for one in due if not one.kept_by]
    if not going:
        return
    if not yes:
        click.confirm(f"Delete this of {len(going)} subjects? It cannot be taken back.", abort=True)
    _carry_out(going, {_name(one): one.kept_by for one in due if one.kept_by}, actors.operator(name.strip()), file)


@retention_commands.command("check")
@click.argument("report", type=click.File(encoding="utf-8"), required=False)
def check(report) -> None:
    """Check that what was disposed of is gone and that the audit chain names it; also against an earlier REPORT."""
    faults = list(faults_of_disposals(_read(report) if report else None))
    for sentence in faults:
        click.echo(sentence)
    click.echo("DOES NOT HOLD." if faults else "HOLDS: everything disposed of is gone, and the audit chain names it.")
    sys.exit(1 if faults else 0)


@retention_commands.command("compare")
@click.argument("report", type=click.File(encoding="utf-8"))
def compare(report) -> None:
    """On an older copy of the database: whether its rows are those that REPORT says were disposed of."""
    found = list(compared_with(_read(report)))
    for subject, is_same in found:
        click.echo(f"{subject}: {'the rows here are those that went' if is_same else 'other rows, or none'}.")
    sys.exit(0 if all(is_same for _, is_same in found) else 1)


def _read(report) -> dict:
    try:
        held = json.load(report)
    except ValueError:
        held = None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise click.UsageError("This is no report of a disposal.")
    return held


def _say(due: list[Due]) -> None:
    counts = Counter((one.kind, one.version.program_id, one.rule, f"{one.cut_off:%Y-%m-%d}") for one in due
                     if not one.kept_by)
    for (kind, program_id, rule, day), number in counts.items():
        click.echo(f"Due: {CLASSES[kind].what}; {number} of {program_id}, older than {day} ({rule}).")
    for one in due:
        if one.kept_by:
            click.echo(f"Kept: {_name(one)}: {one.kept_by}.")
    for code, number in in_no_analysis(due).items():
        click.echo(f"Analyse exam form {code} first: {number} of these answers are in no analysis of it.")
    if not counts:
        click.echo("Nothing is due.")


def _name(due: Due) -> str:
    return f"{due.subject}, {due.kind}"


def dispose_of(due: Due, **facts) -> Disposal:
    """One subject: a sitting, or something about a person."""
    return (dispose_of_sitting if due.sitting_id else dispose_of_person)(due, **facts)


def _carry_out(going: list[Due], kept: dict[str, str], by, file: Path) -> None:
    """One transaction for each subject; the proof is written also when somebody stops the command half-way."""
    gone: list[Disposal] = []
    try:
        for one in going:
            try:
                gone.append(dispose_of(one, now=now(), by=by))
            except Refused as trouble:
                kept[_name(one)] = str(trouble)
    finally:
        document = report_of(gone, kept, chain_head(), made_at=now().isoformat(), by=str(by))
        file.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        click.echo(f"Disposed of {len(gone)} of {len(going)}. The proof is in {file}.")
