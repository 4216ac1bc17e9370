"""Texts that were agreed on and are kept beside the tests, to be compared word for word."""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "exam" / "letters" / "saved"


def saved(name: str, present: str) -> str:
    """The saved text. With EXAMHALL_SAVE_TEXTS=1 the present one is saved first, for a person to read in the diff."""
    path = FOLDER / name.removeprefix("letters/")
    if os.environ.get("EXAMHALL_SAVE_TEXTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(present, encoding="utf-8")
    return path.read_text(encoding="utf-8")
