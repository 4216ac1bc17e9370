"""A GIFT file in its blocks: a question each, with the comments before it and the folder it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(.+?)\s*$", re.IGNORECASE)
SPECIAL = "~=#{}:"
LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")


@dataclass
class Block:
    """One question as it stands in the file: its first line, its text, its folder, what its comments tell."""

    line: int
    text: str = ""
    folder: str = ""
    code: str = ""
    tags: list[str] = field(default_factory=list)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a file. Blank lines end a question; lines that begin with // are comments."""
    folder, block = "", None
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        named = CATEGORY.match(line)
        if named:
            folder = named[1]
        elif line.lstrip().startswith("//"):
            block = block or Block(number, folder=folder)
            _remember(block, line)
        elif line.strip():
            block = block or Block(number, folder=folder)
            block.line = block.line if block.text else number
            block.text += line + "\n"
        elif block and block.text:
            yield block
            block = None


def _remember(block: Block, comment: str) -> None:
    for name, value in LABEL.findall(comment):
        value = re.sub(r"\\(.)", r"\1", value).strip()
        if name == "id":
            block.code = value
        else:
            block.tags.append(value)


def places_of(text: str, signs: str) -> list[int]:
    """Where one of these signs stands without a backslash before it."""
    found, place = [], 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in signs:
            found.append(place)
        place += 1
    return found


def unescaped(text: str) -> str:
    """The text as it was meant: a backslash gives the special sign after it, and n a line end."""
    return re.sub(r"\\([~=#{}:\\n])", lambda found: "\n" if found[1] == "n" else found[1], text)


def escaped(text: str) -> str:
    """The text with a backslash before each special sign, on one line."""
    text = re.sub(r"([~=#{}:\\])", r"\\\1", text)
    return text.replace("\r", "").replace("\n", "\\n")
