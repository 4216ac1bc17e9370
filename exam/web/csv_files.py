"""A table as a CSV file to keep: written row by row beside the memory, so that its digest is known before it leaves."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from exam.rules.export_files import CsvFile

MARK = "\ufeff".encode()  # tells a spreadsheet that this is UTF-8
IN_MEMORY = 1024 * 1024  # what is longer goes to the disk
PIECE = 64 * 1024


@dataclass
class WrittenFile:
    """A file that is whole and has not left yet. Whoever takes the pieces closes it by that."""

    kept: BinaryIO = field(default_factory=partial(tempfile.SpooledTemporaryFile, IN_MEMORY))
    rows: int = 0
    sha256: str = ""

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, a piece at a time."""
        with self.kept:
            self.kept.seek(0)
            while piece := self.kept.read(PIECE):
                yield piece


def written_csv(columns: Sequence[str], rows: Iterable[Sequence]) -> WrittenFile:
    """The file of these rows, with cells that no spreadsheet executes."""
    made = WrittenFile()
    made.kept.write(MARK)
    table = CsvFile(columns, made.kept)
    for row in rows:
        table.add(row)
        made.rows += 1
    made.kept.seek(0)
    made.sha256 = _digest_of(made.kept)
    return made


def _digest_of(kept: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := kept.read(PIECE):
        found.update(piece)
    return found.hexdigest()
