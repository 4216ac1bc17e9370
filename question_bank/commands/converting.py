"""`convert`: the items of a file or a folder as another format, and a list of what that format cannot hold."""

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from question_bank.commands.answering import answer, counted
from question_bank.commands.files import opened
from question_bank.file_kinds import FILE_KINDS, kind_written_as
from question_bank.interchange import FORMATS, Reading, losses_of, write_any
from question_bank.problems import Problem

WRITABLE = tuple(sorted({f".{kind.ending}" for kind in FILE_KINDS.values()}))


def convert(chosen: Namespace) -> int:
    """Write the items as another format: all of them or nothing, unless --partial asks for the good ones."""
    reading, problems = opened(chosen.IN)
    kind = chosen.to or kind_written_as(chosen.OUT.suffix)
    if kind not in FORMATS:
        problems = [*problems, Problem(str(chosen.OUT), "unknown-format",
                                       f"End the name with {', '.join(WRITABLE)}, or say the format with --to: one of "
                                       f"{', '.join(FORMATS)}.")]
    else:
        problems = [*problems, *losses_of(kind, reading.items)]
    errors = [problem for problem in problems if problem.severity == "error"]
    written = kind in FORMATS and bool(reading.items) and (not errors or chosen.partial)
    if written:
        failed = _written(chosen.OUT, kind, reading)
        problems, written = [*problems, *failed], not failed
    document = {"format": kind, "items": len(reading.items), "written": written}
    refused = kind in FORMATS and bool(errors) and not chosen.partial
    return answer(document, _sentences(chosen.OUT, reading, problems, written, refused), problems, as_json=chosen.json)


def _sentences(out: Path, reading: Reading, problems: Sequence[Problem], written: bool,
               refused: bool) -> list[str]:
    if written:
        return [f"Wrote {counted(len(reading.items), 'item', 'items')} to {out.name}. "
                f"{counted(len(problems), 'note', 'notes')}."]
    return [f"Nothing was written. {counted(len(reading.items), 'item', 'items')} could be; --partial writes them."] \
        if reading.items and refused else ["Nothing was written."]


def _written(path: Path, kind: str, reading: Reading) -> list[Problem]:
    """Beside the target first, then moved: whoever looks sees the old file or the whole new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(write_any(kind, reading.items, reading.assets))
        os.replace(beside, path)
    except ValueError as trouble:
        return [Problem(str(path), "too-large", str(trouble))]
    except OSError as trouble:
        return [Problem(str(path), "not-written", f"The file cannot be written: {trouble.strerror or trouble}.")]
    finally:
        beside.unlink(missing_ok=True)
    return []
