"""`assemble`: exam forms that keep a blueprint, each rule counted again, or words on what is short."""

import json
from argparse import Namespace
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import perf_counter

from question_bank.assembly import Assembled, AssemblyError, assemble
from question_bank.assembly.checking import Check, checks_of, faults
from question_bank.assembly.quality import Quality, quality_of
from question_bank.blueprint import Blueprint, read_blueprint
from question_bank.commands.answering import answer
from question_bank.commands.assembly_tables import progress_of, show, wanted
from question_bank.commands.files import opened, read_shown
from question_bank.interchange import Reading
from question_bank.interchange.bank_table import BankTable, is_bank_table, read_bank_table
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent
from question_bank.problems import Problem
from question_bank.programs import ProgramError


def assemble_forms(chosen: Namespace) -> int:
    """Draw the forms and report them, or what is short."""
    blueprint, problems = _blueprint(chosen.BLUEPRINT)
    levels = blueprint.levels if blueprint else ()
    bank, measured, more = _bank(chosen.BANK, levels)
    figures, others = _statistics(chosen.statistics)
    avoid, last = _avoided(chosen.avoid)
    problems = [*problems, *more, *others, *last]
    began, drawn = perf_counter(), None
    if not any(problem.severity == "error" for problem in problems):
        drawn, short = _drawn(chosen, blueprint, bank, {**measured, **figures}, avoid)
        problems = [*problems, *short]
    if drawn is None:
        return answer({"forms": []}, [], problems, as_json=chosen.json)
    forms, checks, quality = _recounted(blueprint, bank, {**measured, **figures}, drawn, avoid)
    problems += [Problem(f"form {one.form}" if one.form else "forms", "rule-not-kept",
                         f"{one.rule}: {one.held:g}, {wanted(one.least, one.most)} wanted.") for one in faults(checks)]
    seconds = perf_counter() - began
    if not chosen.json:
        show(drawn, checks, quality, seconds)
    return answer(_document(forms, drawn, checks, quality, seconds), [], problems, as_json=chosen.json)


def _drawn(chosen: Namespace, blueprint: Blueprint, bank, measured, avoid) -> tuple[Assembled | None, list[Problem]]:
    wanted = chosen.forms or blueprint.assembly.forms
    try:
        with progress_of(wanted, quiet=chosen.json) as progress:
            return assemble(blueprint, bank, seed=chosen.seed, forms=wanted, disjoint=chosen.disjoint, avoid=avoid,
                            statistics=measured, seconds=chosen.seconds, gap=chosen.gap, progress=progress), []
    except AssemblyError as trouble:
        return None, [Problem(blueprint.id, "short", sentence) for sentence in trouble.sentences]


def _recounted(blueprint: Blueprint, bank, measured, drawn: Assembled, avoid) -> tuple[list, list[Check], Quality]:
    """The ids alone are taken over, and everything is looked up in the bank and counted again."""
    held = {item.code: item for item in bank}
    forms = [[item.code for item, _ in form.positions] for form in drawn.forms]
    again = [[(held[code], held[code].use == "operational") for code in codes] for codes in forms]
    checks = checks_of(blueprint, again, bank=bank, statistics=measured, anchor=drawn.anchor, avoid=avoid)
    return forms, checks, quality_of(blueprint, again, checks, statistics=measured)


def _document(forms: list, drawn: Assembled, checks: list[Check], quality: Quality, seconds: float) -> dict:
    overlap = [number for row, numbers in enumerate(quality.overlap) for number in numbers[row + 1:]]
    return {"forms": forms, "pretest": [[item.code for item in form.pretest] for form in drawn.forms],
            "seeds": [form.seed for form in drawn.forms], "objective": drawn.objective, "gap": drawn.gap,
            "seconds": round(seconds, 3), "shared": drawn.shared, "largest_overlap": max(overlap, default=0),
            "anchor": list(drawn.anchor), "targets": drawn.targets,
            "checks": [{**asdict(check), "met": check.met} for check in checks], "quality": quality.document}


def _bank(path: Path, levels) -> tuple[list[ItemContent], dict[str, Statistics], list[Problem]]:
    """The items of a file, or of all files of a folder, and the statistics that came with them."""
    measured: dict[str, Statistics] = {}
    reading, problems = opened(path, partial(_read, levels=levels, measured=measured))
    return reading.items, measured, problems


def _read(path: Path, *, levels, measured: dict[str, Statistics]) -> Reading:
    """A file of items, or a table of figures whose statistics are added to `measured`."""
    if path.suffix.lower() != ".csv" or not is_bank_table(path.read_bytes()):
        return read_shown(path)
    table = read_bank_table(path.read_bytes(), levels)
    measured.update(table.statistics)
    return Reading("csv", table.items, table.problems)


def _statistics(path: Path | None) -> tuple[dict[str, Statistics], list[Problem]]:
    try:
        table = read_bank_table(path.read_bytes()) if path else BankTable()
    except OSError as trouble:
        return {}, [_unread(path, "file of statistics", trouble)]
    return table.statistics, table.problems


def _avoided(path: Path | None) -> tuple[frozenset[str], list[Problem]]:
    """Codes one a line, a JSON list of them, or the answer of an earlier assembly."""
    try:
        text = path.read_text(encoding="utf-8") if path else ""
        said = json.loads(text) if text.lstrip().startswith(("[", "{")) else text.split()
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as trouble:
        return frozenset(), [_unread(path, "list of items to avoid", trouble)]
    listed = [code for form in said.get("forms", []) for code in form] if isinstance(said, dict) else said
    return frozenset(map(str, listed)), []


def _blueprint(path: Path) -> tuple[Blueprint | None, list[Problem]]:
    try:
        return read_blueprint(path.read_text(encoding="utf-8"), path.name), []
    except ProgramError as trouble:
        return None, [Problem(f"{one.file}:{one.line}", "blueprint", f"{one.key}: {one.sentence}")
                      for one in trouble.problems]
    except (OSError, UnicodeDecodeError) as trouble:
        return None, [_unread(path, "blueprint", trouble)]


def _unread(path: Path, what: str, trouble: Exception) -> Problem:
    reason = getattr(trouble, "strerror", "") or trouble
    return Problem(str(path), "missing-file", f"The {what} cannot be read: {reason}.")
