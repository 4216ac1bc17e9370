"""What is wrong with a program file: file, line, key, and a sentence that says what to do."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ProgramProblem:
    """One thing to mend. `line` is counted from 1; 0 when it concerns the whole file."""

    file: str
    line: int
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.sentence}"


class ProgramError(Exception):
    """A program or blueprint file cannot be used. `problems` lists everything that was found."""

    def __init__(self, problems: list[ProgramProblem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


TABLE = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def line_of(text: str, key: str) -> int:
    """The line on which a dotted key is written, or the nearest table above it that is; 0 when neither is."""
    places = _places(text)
    while key:
        bare = re.sub(r"\[\d+\]", "", key)
        if bare in places:
            return places[bare]
        key = key.rpartition(".")[0]
    return 0


def _places(text: str) -> dict[str, int]:
    """The first line of every table and key, by dotted name."""
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := TABLE.match(line):
            table = heading.group(1).replace('"', "").replace(" ", "")
            places.setdefault(table, number)
        elif entry := KEY.match(line):
            name = entry.group(1).strip("\"'")
            places.setdefault(f"{table}.{name}" if table else name, number)
    return places
