"""How a command opens a file of items."""

from pathlib import Path

from question_bank.commands.progress import shown_progress
from question_bank.interchange import Reading, read_file
from question_bank.problems import Problem


def opened(path: Path) -> tuple[Reading, list[Problem]]:
    """What a file on disk holds, and its problems; a file that cannot be opened is a problem too."""
    try:
        with shown_progress(f"Reading {path.name}") as told:
            reading = read_file(path, told)
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading("", [], []), [Problem(str(path), "missing-file", sentence)]
    return reading, reading.problems
