"""`check`: what a file or a folder of items holds, and what the writing rules of a program see in it."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from question_bank.blueprint import Blueprint, shipped_blueprints
from question_bank.commands.answering import answer, counted, status_of
from question_bank.commands.files import opened
from question_bank.fitting import Source, read_bundle
from question_bank.items import ItemContent
from question_bank.lint import Fault, bank_faults, faults_of, form_faults, known_to
from question_bank.problems import Problem
from question_bank.programs import Program, ProgramError, ProgramProblem, shipped_programs

SEVERITIES = {"error": ("error", "errors"), "warning": ("open warning", "open warnings"), "info": ("note", "notes")}


@dataclass(frozen=True)
class Checked:
    """The items with the source of each, and what was found: by reading, and by the rules."""

    format: str
    items: list[tuple[ItemContent, str]]
    problems: list[Problem]
    faults: list[Fault]


def check(chosen: Namespace) -> int:
    """Read a file or every file of a folder, hold the items against the rules, and report both."""
    checked = _checked(chosen)
    waiting = [fault for fault in checked.faults if not fault.accepted]
    problems = [*checked.problems, *waiting]
    document = {"format": checked.format, "items": [_shown(item, source) for item, source in checked.items],
                "accepted": [{"place": fault.place, "code": fault.code, "reason": fault.accepted}
                             for fault in checked.faults if fault.accepted]}
    if chosen.json or not chosen.program:
        return answer(document, [_found(chosen.FILE, checked)], problems, as_json=chosen.json)
    lines = [*_by_item(waiting), _found(chosen.FILE, checked), _counts(checked.faults)]
    return max(answer({}, lines, checked.problems, as_json=False), status_of(waiting))


def _checked(chosen: Namespace) -> Checked:
    reading, found = opened(chosen.FILE)
    items, problems = [(item, reading.sources[item.code]) for item in reading.items], list(found)
    faults: list[Fault] = []
    if chosen.program:
        try:
            program, blueprint = _program(chosen.program, chosen.blueprint)
            faults = _faults([item for item, _ in items], program, blueprint, whole=chosen.FILE.is_dir(),
                             on=chosen.on)
        except ProgramError as trouble:
            problems += [Problem(f"{one.file}:{one.line}" if one.line else "--program", one.key, one.sentence)
                         for one in trouble.problems]
    return Checked(reading.format, items, problems, faults)


def _program(named: str, plan: str) -> tuple[Program, Blueprint]:
    """A shipped program by its id, or the one of a file, with its blueprint. Raises ProgramError."""
    shipped = {program.id: program for program in shipped_programs()}
    if named in shipped and not plan:
        return shipped[named], shipped_blueprints()[shipped[named].exam.blueprint]
    if not Path(named).is_file():
        raise ProgramError([ProgramProblem("--program", 0, "unknown-program", f"Use one of {', '.join(shipped)}, or "
                                           "the name of a program file.")])
    documents = {f"{program.id}/{program.version}": program.document for program in shipped.values()}
    return read_bundle([_source(path) for path in (named, plan) if path], documents.get)[0]


def _source(name: str) -> Source:
    try:
        return Source(Path(name).name, Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        raise ProgramError([ProgramProblem(name, 0, "missing-file", f"This file cannot be read: {trouble}.")]) from None


def _faults(items: Sequence[ItemContent], program: Program, blueprint: Blueprint, *, whole: bool,
            on: date | None) -> list[Fault]:
    """Each item, then all of them: as an exam form when they fill its cells exactly, else as a bank.

    A file that is no folder and has fewer items than an exam form is a part of a bank, so nothing is missing in it.
    """
    known = known_to([(program, blueprint.document)])
    found = [fault for item in items for fault in faults_of(item, known)]
    scored = [item for item in items if item.use == "operational"]
    if Counter((item.competency, item.level) for item in scored) == blueprint.cells:
        return found + form_faults([(item, item.use == "operational") for item in items], known, blueprint)
    is_bank = whole or len(scored) > blueprint.scored
    return found + bank_faults(items, known, blueprint if is_bank else None, on)


def _by_item(faults: Iterable[Fault]) -> Iterable[str]:
    """The faults under a line for each item; what concerns several items or the whole bank comes last."""
    ordered = sorted(faults, key=lambda one: ("," not in one.place, one.place.partition(",")[0]))
    for item, held in groupby(ordered, key=lambda one: one.place.partition(",")[0]):
        yield item
        for fault in held:
            part = fault.place.partition(", ")[2]
            yield f"  {SEVERITIES[fault.severity][0]} {fault.code}{f', {part}' if part else ''}: {fault.message}"


def _found(path: Path, checked: Checked) -> str:
    number = sum(problem.severity != "info" for problem in checked.problems)
    return (f"{path.name}: {counted(len(checked.items), 'good item', 'good items')}, "
            f"{counted(number, 'problem', 'problems')}.")


def _counts(faults: Sequence[Fault]) -> str:
    held = Counter(fault.severity for fault in faults if not fault.accepted)
    parts = [counted(held[severity], *words) for severity, words in SEVERITIES.items()]
    accepted = sum(bool(fault.accepted) for fault in faults)
    return f"Writing rules: {', '.join(parts)}, {counted(accepted, 'warning', 'warnings')} with a recorded reason."


def _shown(item: ItemContent, source: str) -> dict:
    return {"id": item.code, "kind": item.kind, "title": item.title or item.code, "stem": item.stem,
            "options": [{"id": option.id, "text": option.text} for option in item.options],
            "key": list(item.right_options),
            "competency": item.competency, "level": item.level, "tags": list(item.tags),
            "source": source}
