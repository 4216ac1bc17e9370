"""Looking through a zip archive before anything in it is unpacked: its claims, its names, its XML."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ENTRIES = 2000
LARGEST_RATIO = 200
ENTRY = b"PK\x01\x02"
DAMAGED = "The file is damaged. Save it again in its format."
DANGEROUS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class ArchiveRefused(ValueError):
    """The archive is not opened; `code` is the reason."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@contextmanager
def unpacked(data: bytes, damaged: str = DAMAGED) -> Iterator[zipfile.ZipFile]:
    """The archive, opened. Raises ArchiveRefused where it is damaged, which may show only when an entry is read.

    Each way of packing has an error of its own. zipfile says NotImplementedError for a way that it does not know, and
    RuntimeError for a locked entry.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError):
        raise ArchiveRefused("not-well-formed", damaged) from None


def look_through(data: bytes, *, most: int = MOST_ENTRIES, search_parts: bool = True) -> None:
    """Refuse an archive that lies about its size, leads out of its folder, or defines entities.

    Python reads no more of an entry than the entry claims, so claims that are small enough are enough. Without
    `search_parts` whoever reads the XML inside looks for entities.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise ArchiveRefused("wrong-type", "The file is not what its name says. Save it again in its format.")
    if data.count(ENTRY) > 2 * most:
        raise ArchiveRefused("too-large", f"The file holds more than {most} others. Split it.")
    with unpacked(data) as archive:
        _check_claims(archive.infolist(), len(data), most)
        for entry in archive.infolist() if search_parts else ():
            _check_entry(archive, entry)


def _check_claims(entries: list[zipfile.ZipInfo], size: int, most: int) -> None:
    names = [entry.filename.casefold() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > most or unpacked > LARGEST_UNPACKED:
        raise ArchiveRefused("too-large", "The file would grow too large when it is unpacked. Split it.")
    if packed > size or unpacked > LARGEST_RATIO * max(size, 1) or len(set(names)) < len(names):
        raise ArchiveRefused("not-well-formed", "The file is built to mislead whoever unpacks it. It was not opened.")
    if _overlap(entries):
        raise ArchiveRefused("not-well-formed", "The file is built to mislead whoever unpacks it. It was not opened.")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ArchiveRefused("encrypted", "The file is protected by a password. Save it without one.")
        if entry.external_attr >> 28 == 0xA or _leads_out(entry.filename):
            raise ArchiveRefused("not-well-formed", "The file holds a name that leads out of it. It was not opened.")


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries claim the same bytes, which is how a small file unpacks to a huge one."""
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    return any(one.header_offset + 30 + one.compress_size > other.header_offset
               for one, other in zip(in_order, in_order[1:], strict=False))


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0] or "\x00" in name


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if not entry.filename.casefold().endswith((".xml", ".rels", ".vml")):
        return
    content = archive.read(entry)
    # An XML part in two-byte characters would hide its entities from a look at the bytes.
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise ArchiveRefused("encoding", "The file holds XML that is not UTF-8. Save it again in its format.")
    if DANGEROUS.search(content):
        raise ArchiveRefused("entities", "The file defines XML entities, which no honest file needs.")
