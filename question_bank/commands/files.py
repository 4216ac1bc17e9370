"""`check` and `convert`: what a file of items holds, and the same items in another format."""

import os
from argparse import Namespace
from pathlib import Path

from question_bank.blueprint import shipped_blueprints
from question_bank.commands.answering import answer, counted
from question_bank.interchange import FORMATS, Reading, format_of, read_file, write_any
from question_bank.items import ItemContent
from question_bank.lint import Known, faults_of, known_to
from question_bank.problems import Problem
from question_bank.programs import shipped_programs


def check(chosen: Namespace) -> int:
    """Read a file and report every item and every problem."""
    reading, problems = _opened(chosen.FILE)
    if chosen.program:
        problems = [*problems, *_faults(reading.items, chosen.program)]
    document = {"format": reading.format, "items": [_shown(item, chosen.FILE.name) for item in reading.items]}
    found = f"{chosen.FILE.name}: {counted(len(reading.items), 'good item', 'good items')}, " \
            f"{counted(len(problems), 'problem', 'problems')}."
    return answer(document, [found], problems, as_json=chosen.json)


def convert(chosen: Namespace) -> int:
    """Write the items of one file as another format; all of them or nothing."""
    reading, problems = _opened(chosen.IN)
    kind = chosen.to or format_of(chosen.OUT.name, b"")
    if kind not in FORMATS:
        problems = [*problems, Problem(str(chosen.OUT), "unknown-format", f"Use one of {', '.join(FORMATS)}.")]
    if not problems:
        problems = _written(chosen.OUT, kind, reading.items)
    document = {"format": kind, "items": len(reading.items), "written": not problems}
    done = [] if problems else [f"Wrote {counted(len(reading.items), 'item', 'items')} to {chosen.OUT.name}."]
    return answer(document, done, problems, as_json=chosen.json)


def _opened(path: Path) -> tuple[Reading, list[Problem]]:
    try:
        reading = read_file(path)
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading("", [], []), [Problem(str(path), "missing-file", sentence)]
    return reading, reading.problems


def _written(path: Path, kind: str, items: list[ItemContent]) -> list[Problem]:
    """Beside the target first, then moved: whoever looks sees the old file or the whole new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(write_any(kind, items))
        os.replace(beside, path)
    except ValueError as trouble:
        return [Problem(str(path), "too-large", str(trouble))]
    except OSError as trouble:
        return [Problem(str(path), "not-written", f"The file cannot be written: {trouble.strerror or trouble}.")]
    finally:
        beside.unlink(missing_ok=True)
    return []


def _faults(items: list[ItemContent], program_id: str) -> list[Problem]:
    programs = {program.id: program for program in shipped_programs()}
    if program_id not in programs:
        return [Problem("--program", "unknown-program", f"Use one of {', '.join(programs)}.")]
    program = programs[program_id]
    known: Known = known_to([(program, shipped_blueprints()[program.exam.blueprint].document)])
    return [fault for item in items for fault in faults_of(item, known)]


def _shown(item: ItemContent, file_name: str) -> dict:
    return {"id": item.code, "kind": item.kind, "title": item.title or item.code, "stem": item.stem,
            "options": [{"id": option.id, "text": option.text} for option in item.options],
            "key": list(item.right_options),
            "competency": item.competency, "level": item.level, "tags": list(item.tags),
            "source": f"{file_name}#{item.code}"}
