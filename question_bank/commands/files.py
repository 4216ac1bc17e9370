"""`check`: what a file of items holds, and what is wrong with it."""

from argparse import Namespace
from pathlib import Path

from question_bank.blueprint import shipped_blueprints
from question_bank.commands.answering import answer, counted
from question_bank.commands.progress import shown_progress
from question_bank.interchange import Reading, read_file
from question_bank.items import ItemContent
from question_bank.lint import Known, faults_of, known_to
from question_bank.problems import Problem
from question_bank.programs import shipped_programs


def check(chosen: Namespace) -> int:
    """Read a file and report every item and every problem."""
    reading, problems = opened(chosen.FILE)
    if chosen.program:
        problems = [*problems, *_faults(reading.items, chosen.program)]
    document = {"format": reading.format, "items": [_shown(item, reading, chosen.FILE.name) for item in reading.items]}
    found = f"{chosen.FILE.name}: {counted(len(reading.items), 'good item', 'good items')}, " \
            f"{counted(len(problems), 'problem', 'problems')}."
    return answer(document, [found], problems, as_json=chosen.json)


def opened(path: Path) -> tuple[Reading, list[Problem]]:
    """What a file on disk holds, and its problems; a file that cannot be opened is a problem too."""
    try:
        with shown_progress(f"Reading {path.name}") as told:
            reading = read_file(path, told)
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading("", [], []), [Problem(str(path), "missing-file", sentence)]
    return reading, reading.problems


def _faults(items: list[ItemContent], program_id: str) -> list[Problem]:
    programs = {program.id: program for program in shipped_programs()}
    if program_id not in programs:
        return [Problem("--program", "unknown-program", f"Use one of {', '.join(programs)}.")]
    program = programs[program_id]
    known: Known = known_to([(program, shipped_blueprints()[program.exam.blueprint].document)])
    return [fault for item in items for fault in faults_of(item, known)]


def _shown(item: ItemContent, reading: Reading, file_name: str) -> dict:
    return {"id": item.code, "kind": item.kind, "title": item.title or item.code, "stem": item.stem,
            "options": [{"id": option.id, "text": option.text} for option in item.options],
            "key": list(item.right_options),
            "competency": item.competency, "level": item.level, "tags": list(item.tags),
            "source": reading.sources.get(item.code, f"{file_name}#{item.code}")}
