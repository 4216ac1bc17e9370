"""Which formats there are, which one a file is, and the one way to read and to write each of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from question_bank.assets import Asset
from question_bank.effort import TooMuchWork, one_file
from question_bank.interchange import aiken, delimited, gift, moodle, native, qti3, qti21, qti22, workbook
from question_bank.interchange.qti.reading import read_qti
from question_bank.interchange.safe_xml import root_name
from question_bank.interchange.telling import Told, nobody
from question_bank.item_sizes import LARGEST_FILE
from question_bank.items import ItemContent
from question_bank.problems import Problem

ENDINGS = {".json": "json", ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".gift": "gift",
           ".aiken": "aiken", ".zip": "qti3", ".imscc": "qti3"}
READABLE = tuple(sorted({*ENDINGS, ".xml"}))  # of an .xml file its first tag says the format
FORMATS = {"json": native, "csv": delimited, "xlsx": workbook, "gift": gift, "aiken": aiken, "moodle": moodle,
           "qti3": qti3, "qti22": qti22, "qti21": qti21}
QTI = ("qti3", "qti22", "qti21")  # whichever of them a name stands for, a file is read as the version that it is


class Reading(NamedTuple):
    """What a file held: its format, the good items, a problem for everything else, the pictures by digest,
    and the place in the file by the code of an item, where it is not the code itself.
    """

    format: str
    items: list[ItemContent]
    problems: list[Problem]
    assets: dict[str, Asset] = {}
    sources: dict[str, str] = {}


def format_of(name: str, data: bytes) -> str | None:
    """The format by the name's ending, and of a plain text by what it looks like; None when it is none of ours."""
    ending = Path(name.lower()).suffix
    if ending == ".xml":
        return _xml(data)
    return _plain_text(data) if ending == ".txt" else ENDINGS.get(ending)


def _xml(data: bytes) -> str | None:
    return "moodle" if root_name(data) == moodle.ROOT else "qti3" if data else None


def _plain_text(data: bytes) -> str:
    text = data[:100_000].decode("utf-8", "replace")
    return "aiken" if aiken.looks_like(text) else "gift" if gift.looks_like(text) else "csv"


def read_any(name: str, data: bytes, told: Told = nobody) -> Reading:
    """Read a file of any supported format. Never raises for a bad file: it says what is wrong.

    `told` hears how many parts of how many have been read, where a file has many.
    """
    kind = format_of(name, data)
    if kind is None:
        return _refused("", name, "unknown-format", "This kind of file cannot be read. "
                        f"Use one that ends with {', '.join(READABLE)}.")
    if len(data) > LARGEST_FILE:
        return _refused(kind, name, "too-large", f"The file is larger than {LARGEST_FILE // 2**20} MB. Split it.")
    if not data.strip():
        return _refused(kind, name, "empty", "The file is empty. Choose another one.")
    try:
        with one_file():
            return _read(kind, name, data, told)
    except TooMuchWork as trouble:
        return _refused(kind, name, "too-large", str(trouble))


def _read(kind: str, name: str, data: bytes, told: Told) -> Reading:
    if kind in QTI:
        return Reading(*read_qti(name, data, told))
    items, problems, *assets = FORMATS[kind].read(data, told)
    if not items and not problems:
        return _refused(kind, name, "empty", "The file holds no items. Put one item into each row.")
    return Reading(kind, items, problems, *assets)


def read_file(path: Path, told: Told = nobody) -> Reading:
    """Read a file from disk, without taking in more than the largest size."""
    if path.stat().st_size > LARGEST_FILE:
        return read_any(path.name, bytes(LARGEST_FILE + 1))
    return read_any(path.name, path.read_bytes(), told)


def write_any(kind: str, items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a file of this format, with their pictures where the format holds any."""
    return FORMATS[kind].write(items, assets or {})


def losses_of(kind: str, items: Sequence[ItemContent]) -> list[Problem]:
    """What this format cannot hold of these items, as warnings by item; nothing is lost in silence."""
    return FORMATS[kind].losses(items)


def _refused(kind: str, place: str, code: str, message: str) -> Reading:
    return Reading(kind, [], [Problem(place, code, message)])
