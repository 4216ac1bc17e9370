"""`assemble`: exam forms that keep a blueprint, each rule counted again, or words on what is short."""

from argparse import Namespace
from itertools import combinations
from pathlib import Path
from time import perf_counter

from question_bank.assembly import Assembled, AssemblyError, assemble
from question_bank.blueprint import Blueprint, read_blueprint
from question_bank.commands.answering import answer
from question_bank.exam_form import AssembledForm, form_gaps
from question_bank.interchange import read_file
from question_bank.items import ItemContent
from question_bank.problems import Problem
from question_bank.programs import ProgramError


def assemble_forms(chosen: Namespace) -> int:
    """Draw the forms and report them, or what is short."""
    bank, problems = _bank(chosen.BANK)
    blueprint, more = _blueprint(chosen.BLUEPRINT)
    problems = [*problems, *more]
    began, drawn = perf_counter(), None
    if not problems:
        try:
            drawn = assemble(blueprint, bank, seed=chosen.seed, forms=chosen.forms, disjoint=chosen.disjoint,
                             seconds=chosen.seconds)
        except AssemblyError as trouble:
            problems = [Problem(blueprint.id, "short", sentence) for sentence in trouble.sentences]
    if drawn is None:
        return answer({"forms": []}, [], problems, as_json=chosen.json)
    document = _document(blueprint, drawn, perf_counter() - began)
    return answer(document, _sentences(drawn), problems, as_json=chosen.json)


def _bank(path: Path) -> tuple[list[ItemContent], list[Problem]]:
    """The items of a file, or of all files of a folder."""
    try:
        readings = [read_file(one) for one in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    except OSError as trouble:
        return [], [Problem(str(path), "missing-file", f"The bank cannot be read: {trouble.strerror or trouble}.")]
    return ([item for reading in readings for item in reading.items],
            [problem for reading in readings for problem in reading.problems])


def _blueprint(path: Path) -> tuple[Blueprint | None, list[Problem]]:
    try:
        return read_blueprint(path.read_text(encoding="utf-8"), path.name), []
    except ProgramError as trouble:
        return None, [Problem(f"{one.file}:{one.line}", "blueprint", f"{one.key}: {one.sentence}")
                      for one in trouble.problems]
    except (OSError, UnicodeDecodeError) as trouble:
        return None, [Problem(str(path), "missing-file", f"The blueprint cannot be read: {trouble}.")]


def _document(blueprint: Blueprint, drawn: Assembled, seconds: float) -> dict:
    return {"forms": [[item.code for item, _ in form.positions] for form in drawn.forms],
            "pretest": [[item.code for item in form.pretest] for form in drawn.forms],
            "seeds": [form.seed for form in drawn.forms], "objective": drawn.shared, "gap": drawn.gap,
            "seconds": round(seconds, 3), "largest_overlap": _largest_overlap(drawn),
            "checks": [{"form": number, "gaps": form_gaps(blueprint, form)}
                       for number, form in enumerate(drawn.forms, start=1)]}


def _largest_overlap(drawn: Assembled) -> int:
    return max((len(_codes(one) & _codes(other)) for one, other in combinations(drawn.forms, 2)), default=0)


def _codes(form: AssembledForm) -> set[str]:
    return {item.code for item, _ in form.positions}


def _sentences(drawn: Assembled) -> list[str]:
    lines = [f"Form {number}: " + " ".join(item.code + ("" if counts else "*") for item, counts in form.positions)
             for number, form in enumerate(drawn.forms, start=1)]
    return [*lines, "An item with a star does not count.",
            f"Items used again: {drawn.shared}. Most items shared by two forms: {_largest_overlap(drawn)}."]
