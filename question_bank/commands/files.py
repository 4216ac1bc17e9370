"""How a command opens a file of items, or every file of a folder as one bank."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from question_bank.commands.progress import shown_progress
from question_bank.interchange import READABLE, Reading, read_file
from question_bank.items import ItemContent
from question_bank.problems import Problem

NUMBERED = re.compile(r"item-\d+")  # what the readers call questions of files that hold no codes
Read = Callable[[Path], Reading]


def read_shown(path: Path) -> Reading:
    """What a file holds, with a bar while a large one is read."""
    with shown_progress(f"Reading {path.name}") as told:
        return read_file(path, told)


def opened(path: Path, read: Read = read_shown) -> tuple[Reading, list[Problem]]:
    """What a file or a folder on disk holds, and its problems; what cannot be opened is a problem too."""
    if path.is_dir():
        return _folder(path, read)
    try:
        reading = read(path)
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading("", [], []), [Problem(str(path), "missing-file", sentence)]
    sources = {item.code: reading.sources.get(item.code, f"{path.name}#{item.code}") for item in reading.items}
    return reading._replace(sources=sources), reading.problems


def _folder(folder: Path, read: Read) -> tuple[Reading, list[Problem]]:
    """Every file whose ending says that it can hold items, as one bank; each other file is named as a note."""
    names = [one.relative_to(folder) for one in sorted(folder.rglob("*")) if one.is_file()]
    names = [name for name in names if not any(part.startswith(".") for part in name.parts)]
    good = [name for name in names if name.suffix.lower() in READABLE]
    whole, problems = Reading("", [], []), []
    for name in good:
        reading, found = opened(folder / name, read)
        items, twice = _apart(reading.items, whole.sources, str(name))
        sources = {item.code: _within(folder / name, name, reading.sources[item.code]) for item in items}
        problems += [Problem(_within(folder / name, name, one.place), one.code, one.message, one.severity)
                     for one in found] + twice
        whole = Reading(_both(whole.format, reading.format), whole.items + items, [],
                        {**whole.assets, **reading.assets}, {**whole.sources, **sources})
    problems += _passed_over([name for name in names if name not in good])
    return whole, problems if good else [*problems, _empty(folder)]


def _apart(items: Sequence[ItemContent], known: dict[str, str], name: str) -> tuple[list[ItemContent], list[Problem]]:
    """The items whose codes are new, and a problem for each code that an earlier file holds too."""
    twice = [Problem(f"{name}: item {item.code}", "duplicate-code",
                     f"Another file has an item with this code, {known[item.code]}. {_advice(item.code)}")
             for item in items if item.code in known]
    return [item for item in items if item.code not in known], twice


def _advice(code: str) -> str:
    if NUMBERED.fullmatch(code):
        return "Questions without codes are numbered in each file. Convert one file to CSV and give them codes there."
    return "Give one of them another code."


def _within(path: Path, name: Path, place: str) -> str:
    """A place with the name of its file before it, once."""
    if place in (str(path), path.name):
        return str(name)
    if place.startswith(f"{path.name}#"):
        return f"{name}{place.removeprefix(path.name)}"
    return f"{name}: {place}"


def _both(formats: str, other: str) -> str:
    return "/".join(sorted({*formats.split("/"), other} - {""}))


def _passed_over(names: Sequence[Path]) -> list[Problem]:
    return [Problem(str(name), "not-read", f"This file was passed over. Items are read from files that end with "
                    f"{', '.join(READABLE)}.", "info") for name in names]


def _empty(folder: Path) -> Problem:
    return Problem(str(folder), "empty", "The folder holds no file of items. Put files into it that end with "
                   f"{', '.join(READABLE)}.")
