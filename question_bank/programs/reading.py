"""Reading a program file: TOML, inheritance, types, and the rules between the tables."""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from question_bank.items import digest_of
from question_bank.languages import is_language
from question_bank.programs.checking import Found, build
from question_bank.programs.fairness import unfit_fairness
from question_bank.programs.lint_table import unfit
from question_bank.programs.problems import ProgramError, ProgramProblem, line_of
from question_bank.programs.retention_table import unfit_retention
from question_bank.programs.schema import ProgramTables
from question_bank.programs.statistics_table import unfit_statistics

Lookup = Callable[[str], Mapping | None]


@dataclass(frozen=True)
class Program(ProgramTables):
    """One checked program version. `document` is the merged plain document, as frozen with a sitting."""

    document: Mapping = None
    digest: str = ""


def read_program(text: str, name: str = "program.toml", lookup: Lookup = lambda key: None) -> Program:
    """Read one file. `lookup` gives the merged document of `id/version` for `extends`, or None.

    Raises ProgramError with every problem found, each with its line.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ProgramError([ProgramProblem(name, _line_in(str(trouble)), "file", f"not TOML: {trouble}.")]) from None
    found = Found()
    merged = plain(_extended(document, lookup, found))
    program = _checked(merged, found)
    if found.problems:
        raise ProgramError([ProgramProblem(name, line_of(text, key), key, sentence)
                            for key, sentence in found.problems])
    return program


def program_from_document(document: Mapping) -> Program:
    """The program that a merged document says, such as the copy frozen with a sitting. Raises ProgramError."""
    found = Found()
    program = _checked(dict(document), found)
    if found.problems:
        raise ProgramError([ProgramProblem("document", 0, key, sentence) for key, sentence in found.problems])
    return program


def _checked(merged: dict, found: Found) -> Program:
    tables = {**merged, "effective_from": _day(merged.get("effective_from"), found)}
    program = build(Program, {key: value for key, value in tables.items() if value is not None}, "", found)
    if not found.problems:
        _check_between_tables(program, found)
    values = {name: getattr(program, name) for name in ProgramTables.__dataclass_fields__}
    return Program(**values, document=merged, digest=digest_of(merged))


def merge(base: Mapping, over: Mapping) -> dict:
    """Tables merge key by key; lists and arrays of tables are replaced whole."""
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def plain(document: Mapping) -> dict:
    """The document as JSON holds it: dates as ISO text."""
    return json.loads(json.dumps(document, default=lambda value: value.isoformat()))


def _extended(document: dict, lookup: Lookup, found: Found) -> dict:
    named = document.pop("extends", None)
    if named is None:
        return document
    base = lookup(named)
    if base is None:
        found.add("extends", f"no program {named!r} is known. Name one as id/version, and add it first.")
        return document
    return merge(plain(base), plain(document))


def _day(value, found: Found) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        found.add("effective_from", f"expected a date like 2026-01-31, not {value!r}.")
        return None


def _check_between_tables(program: Program, found: Found) -> None:
    for key in ("id", "version"):
        if not getattr(program, key):
            found.add(key, f"is missing. Every program file names its {key}.")
    if program.schema != 1:
        found.add("schema", "must be 1, the only schema there is.")
    for key, sentence in [*unfit(program.lint), *unfit_statistics(program.statistics), *unfit_fairness(program),
                          *unfit_retention(program.retention)]:
        found.add(key, sentence)
    if program.exam.required:
        _check_exam(program, found)


def _check_exam(program: Program, found: Found) -> None:
    exam, proctor = program.exam, program.proctor
    if exam.scored_items < 1:
        found.add("exam.scored_items", "must be at least 1: say how many items count.")
    if exam.sitting_cap_minutes < exam.time_limit_minutes:
        found.add("exam.sitting_cap_minutes", "is below the time limit. Raise it, or lower the limit.")
    if exam.cut.method == "percent" and not 1 <= exam.cut.value <= 100:
        found.add("exam.cut.value", "must be a percent from 1 to 100.")
    if exam.retake.max_sittings and len(exam.retake.wait_days) != exam.retake.max_sittings - 1:
        found.add("exam.retake.wait_days", f"needs {exam.retake.max_sittings - 1} entries: "
                  "one wait before each sitting after the first.")
    if program.release.mode not in ("on_clean_attestation", "staff_batch"):
        found.add("release.mode", "must be on_clean_attestation or staff_batch.")
    twice = set(proctor.allowed) & (set(proctor.blocked) | set(proctor.needs_approval))
    if twice:
        found.add("proctor.allowed", f"{', '.join(sorted(twice))} stands on two lists. Keep it on one.")
    _check_languages(program, found)
    _check_names(program, found)
    _check_texts(program, found)


def _check_languages(program: Program, found: Found) -> None:
    languages = program.exam.languages
    if not languages:
        found.add("exam.languages", 'is empty. List the languages of the exam, such as ["en"].')
    for code in languages:
        if not is_language(code):
            found.add("exam.languages", f"holds {code!r}. Write a language as its code, such as en or es.")
    if len(set(languages)) < len(languages):
        found.add("exam.languages", "lists a language twice. Keep it once.")


def _check_names(program: Program, found: Found) -> None:
    if program.effective_from == ProgramTables.effective_from:
        found.add("effective_from", "is missing. Say from which day this version counts, like 2026-01-31.")
    if not program.taxonomy.competencies:
        found.add("taxonomy.competencies", "is missing. List the competencies that items belong to.")
    ids = [competency.id for competency in program.taxonomy.competencies]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        found.add("taxonomy.competencies", f"lists {twice} more than once. Give each competency an id of its own.")


def _check_texts(program: Program, found: Found) -> None:
    for name in ("agreement", "proctor_rules", "attestation"):
        text = getattr(program.statements, name)
        if not (text.version and text.paragraphs):
            found.add(f"statements.{name}", "needs a version and its paragraphs: people agree to or sign this text.")


def _line_in(message: str) -> int:
    digits = message.rpartition("line ")[2].split(",")[0].split(")")[0]
    return int(digits) if digits.isdigit() else 0
