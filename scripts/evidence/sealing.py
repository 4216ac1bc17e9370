"""How an evidence pack is spelled and sealed: one zip layout, one spelling of JSON, a digest for every field and block.

A change of one byte is found by the digest of its file, and placed by the digest of its block and of its field.
"""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Iterator

FORMAT = "examhall-evidence-1"
BLOCK = 1024
SHORT = 16  # hexadecimal digits of the digests that only place a change; the file's own digest is whole
LOCAL = struct.Struct("<4s5H3L2H")
# One spelling for everything: making a new encoder for each of thousands of fields would take half of the time.
SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(document) -> str:
    """The one spelling that digests are taken of: sorted keys, no spaces."""
    return SPELLING.encode(document)


def sha256(data: bytes) -> str:
    """The digest in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def spelled(document) -> bytes:
    """The document as a file of the pack: one field a line."""
    return (json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def leaves(document, path: str = "") -> Iterator[tuple[str, object]]:
    """Every field as (path, value); lists and objects that are empty are fields themselves."""
    if not isinstance(document, dict | list) or not document:
        yield path or "/", document
        return
    rows = document.items() if isinstance(document, dict) else enumerate(document)
    for name, value in rows:
        yield from leaves(value, f"{path}/{name}" if path else str(name))


def facts_of_file(name: str, data: bytes) -> dict:
    """What the manifest says of one file."""
    facts = {"bytes": len(data), "sha256": sha256(data), "blocks": blocks(data)}
    try:
        return {**facts, "fields": fields(json.loads(data))} if name.endswith(".json") else facts
    except (ValueError, RecursionError):
        return facts  # not to be read any more: its stretch says where


def blocks(data: bytes) -> list[str]:
    """A short digest of each stretch of the file."""
    return [sha256(data[start:start + BLOCK])[:SHORT] for start in range(0, len(data), BLOCK)]


def fields(document) -> dict[str, str]:
    """A short digest of each field, by its path."""
    return {path: sha256(canonical([path, value]).encode())[:SHORT] for path, value in leaves(document)}


def zipped(files: dict[str, bytes]) -> bytes:
    """The zip: stored and not squeezed, no dates, the order as given. The same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.create_system, about.external_attr = 3, 0o100644 << 16
            archive.writestr(about, data)
    return held.getvalue()


def unzipped(data: bytes) -> tuple[dict[str, bytes], list[tuple[str, str, str]]]:
    """(files, faults of the zip itself as (file, field, sentence)), read from the front without trusting its end."""
    files: dict[str, bytes] = {}
    at, before = 0, 0
    while data[at:at + 4] == b"PK\x03\x04" and len(data) >= at + LOCAL.size:
        head = LOCAL.unpack_from(data, at)
        start = at + LOCAL.size + head[9] + head[10]
        name = data[at + LOCAL.size:at + LOCAL.size + head[9]].decode("utf-8", "replace")
        if name in files or start + head[7] > len(data):
            return files, [_fault(at, start, name)]
        files[name] = data[start:start + head[7]]
        before, at = at, start + head[7]
    if data[at:at + 4] != b"PK\x01\x02":
        return files, [_fault(before, at + LOCAL.size, "the entry that begins there, or the one after it")]
    return files, _layout_faults(data, files)


def _layout_faults(data: bytes, files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Where the bytes around the files differ from the one layout that these files give."""
    try:
        wanted = zipped(files)
    except (ValueError, UnicodeEncodeError, zipfile.LargeZipFile):
        return [("the zip itself", "names", "a name of a file cannot be read")]
    if wanted == data:
        return []
    at = next((place for place, pair in enumerate(zip(data, wanted, strict=False)) if pair[0] != pair[1]),
              min(len(data), len(wanted)))
    return [("the zip itself", f"byte {at}", "what stands between the files is not what these files give")]


def _fault(start: int, end: int, what: str) -> tuple[str, str, str]:
    return ("the zip itself", f"bytes {start} to {end}", f"cannot be read: {what}")
