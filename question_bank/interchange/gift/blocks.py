"""A GIFT file in its blocks: a question each, with the comments before it and the folder it stands under."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from question_bank.interchange.gathering import LONGEST_QUESTION

CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)", re.IGNORECASE)
LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)(\]|$)", re.DOTALL)  # one that never ends is passed over as a whole
LONGEST_FOLDER = 1000


@dataclass
class Block:
    """One question as it stands in the file: its first line, its text, its folder, what its comments tell."""

    line: int
    lines: list[str] = field(default_factory=list)
    folder: str = ""
    code: str = ""
    tags: list[str] = field(default_factory=list)
    size: int = 0

    def ended(self) -> "Block":
        """The block with its lines in one piece: a million short ones take much more room than their text."""
        self.lines = ["".join(self.lines)]
        return self

    @property
    def text(self) -> str:
        """Its lines, each with its end."""
        return "".join(self.lines)

    @property
    def too_large(self) -> bool:
        """Whether no honest question has so many characters. What is more than that was not kept."""
        return self.size > LONGEST_QUESTION


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a file. Blank lines end a question; lines that begin with // are comments."""
    folder, block = "", None
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        plain = line.strip()
        if not plain:
            if block and block.lines:
                yield block.ended()
                block = None
        elif plain.startswith("$") and (named := CATEGORY.match(line)):
            folder = named[1].strip()[-LONGEST_FOLDER:]
        else:
            block = block or Block(number, folder=folder)
            _add(block, number, f"{plain}\n" if plain.startswith("//") else line.rstrip("\n") + "\n")
    if block and block.lines:
        yield block.ended()


def _add(block: Block, number: int, line: str) -> None:
    block.size += len(line)
    room = block.size <= LONGEST_QUESTION
    if line.startswith("//"):
        _remember(block, line if room else "")
        return
    block.line = block.line if block.lines else number
    if room or not block.lines:
        block.lines.append(line)


def _remember(block: Block, comment: str) -> None:
    for name, value, ended in LABEL.findall(comment):
        if not ended:
            continue
        value = re.sub(r"\\(.)", r"\1", value).strip()
        if name == "id":
            block.code = value
        else:
            block.tags.append(value)


def places_of(text: str, signs: str) -> list[int]:
    """Where one of these signs stands without a backslash before it."""
    return [found.start() for found in _unescaped(signs).finditer(text) if not found[0].startswith("\\")]


@cache
def _unescaped(signs: str) -> re.Pattern[str]:
    return re.compile(rf"\\.|[{re.escape(signs)}]", re.DOTALL)


def unescaped(text: str) -> str:
    """The text as it was meant: a backslash gives the special sign after it, and n a line end."""
    return re.sub(r"\\([~=#{}:\\n])", lambda found: "\n" if found[1] == "n" else found[1], text)


def escaped(text: str) -> str:
    """The text with a backslash before each special sign, on one line."""
    text = re.sub(r"([~=#{}:\\])", r"\\\1", text)
    return text.replace("\r", "").replace("\n", "\\n")
