#!/usr/bin/env python3
"""Checks Examhall's audit chain without any of Examhall's code: standard library only.

    verify_audit.py AUDIT.jsonl [--checkpoint NO:HASH ...]
    verify_audit.py examhall.db  [--checkpoint NO:HASH ...]

The file is an export of `flask audit export` (one JSON object a line) or an SQLite database, which is opened
read-only. Each entry is sealed over the one before it, so a row that was changed, removed, reordered or
inserted breaks the chain at that place. A tail that was cut leaves a shorter chain that is whole in itself:
only a checkpoint kept elsewhere (from a letter, a print, another machine) can show that, so give one.

Exit status: 0 the chain is whole, 1 it is not (the first bad entry is named, also when it is no entry any more),
2 the file cannot be opened.
"""

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

GENESIS = "0" * 64
FIELDS = ("no", "at", "actor", "action", "subject", "facts", "previous_hash", "hash")
KINDS = {"no": int, "at": int, "facts": dict}  # all others are text


def canonical(document) -> str:
    """The one spelling of a JSON document: sorted keys, no spaces, letters as they are."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def seal(entry: dict) -> str:
    """The hash that an entry must carry: over the one before it and the digest of what the entry says.

    `at` is in whole milliseconds since 1970 UTC.
    """
    content = canonical([entry[field] for field in ("no", "at", "actor", "action", "subject", "facts")])
    digest = hashlib.sha256(b"examhall-audit-content-1\x00" + content.encode()).hexdigest()
    return hashlib.sha256(b"examhall-audit-1\x00" + f"{entry['previous_hash']}{digest}".encode()).hexdigest()


def entries_of(path: Path) -> Iterator[dict | None]:
    """The entries in stored order, from an SQLite database or from JSON lines; None for what cannot be read."""
    with path.open("rb") as stream:
        is_database = stream.read(16) == b"SQLite format 3\x00"
    yield from (_from_sqlite(path) if is_database else _from_lines(path))


def _from_sqlite(path: Path) -> Iterator[dict | None]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        for row in connection.execute(f"SELECT {', '.join(FIELDS)} FROM audit_entry ORDER BY no"):
            entry = dict(zip(FIELDS, row, strict=True))
            facts = _document(entry["facts"])
            # The stored text is the canonical one; another spelling of the same facts was written by somebody else.
            yield _entry({**entry, "facts": facts}) if canonical(facts) == entry["facts"] else None
    finally:
        connection.close()


def _from_lines(path: Path) -> Iterator[dict | None]:
    with path.open(encoding="utf-8", errors="surrogateescape") as stream:
        for line in stream:
            if line.strip():
                yield _entry(_document(line))


def _document(text):
    """What the JSON says, or None."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None


def _entry(document) -> dict | None:
    """The fields of an entry, each of its own kind, or None."""
    if not isinstance(document, dict):
        return None
    fits = all(isinstance(document.get(field), KINDS.get(field, str)) for field in FIELDS)
    return {field: document[field] for field in FIELDS} if fits else None


def first_fault(entries, checkpoints: dict[int, str]) -> tuple[int, str | None, str]:
    """(entries read, sentence about the first bad entry or None, hash of the last good entry)."""
    expected, previous, waiting = 1, GENESIS, dict(checkpoints)
    for entry in entries:
        fault = _fault_of(entry, expected, previous, waiting.pop(expected, None))
        if fault:
            return expected - 1, f"entry {expected}: {fault}", previous
        expected, previous = expected + 1, entry["hash"]
    if waiting:
        missing = min(waiting)
        return expected - 1, f"entry {expected}: the chain ends here, but a checkpoint knows entry {missing}", previous
    return expected - 1, None, previous


def _fault_of(entry: dict | None, expected: int, previous: str, checkpoint: str | None) -> str | None:
    if entry is None:
        return "cannot be read"
    if entry["no"] != expected:
        return f"missing or moved: the next row carries number {entry['no']}"
    if entry["previous_hash"] != previous:
        return "not sealed over the entry before it: a row was inserted, removed or replaced"
    try:
        fits = seal(entry) == entry["hash"]
    except UnicodeEncodeError:  # half a letter, or bytes that are no text
        return "cannot be read"
    if not fits:
        return "its content does not fit its hash: it was changed"
    if checkpoint is not None and checkpoint != entry["hash"]:
        return "its hash is not the one of the checkpoint: the chain was written anew"
    return None


def parse_checkpoint(text: str) -> tuple[int, str]:
    """`NO:HASH` as a pair."""
    number, _, sealed = text.partition(":")
    if not number.isdigit() or len(sealed) != 64:
        raise argparse.ArgumentTypeError("a checkpoint is NO:HASH, as `flask audit head` prints it")
    return int(number), sealed


def main(arguments: list[str] | None = None) -> int:
    """Read, check, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--checkpoint", type=parse_checkpoint, action="append", default=[], metavar="NO:HASH")
    options = parser.parse_args(arguments)
    try:
        count, fault, head = first_fault(entries_of(options.file), dict(options.checkpoint))
    except (OSError, sqlite3.Error) as trouble:
        print(f"cannot read {options.file.name}: {trouble}", file=sys.stderr)
        return 2
    if fault:
        print(f"BROKEN after {count} good entries. First bad {fault}.")
        return 1
    print(f"WHOLE: {count} entries. Head {count}:{head}")
    if not options.checkpoint:
        print("No checkpoint was given, so a cut tail cannot be seen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
