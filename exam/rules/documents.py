"""Documents of ours as accessible PDF: a template of templates/documents, set in a process of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from question_bank.apart import typeset

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "documents"


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.typ").read_text(encoding="utf-8")


def document(name: str, facts: Mapping, *, title: str, at: datetime, language: str = "en",
             pictures: Mapping[str, bytes] | None = None) -> bytes:
    """templates/documents/NAME.typ with these facts, as PDF; `at` is the document's own instant, never "now".

    Facts are plain values of JSON. A picture is SVG or PNG under the name that the template gives to `image`.
    """
    data = {**facts, "title": title, "language": language, "day": at.astimezone(UTC).date().isoformat()}
    return typeset(_source(name), data, pictures, at=int(at.timestamp()), parts={"layout.typ": _source("layout")})
