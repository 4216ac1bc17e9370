"""Who on the staff acted in what a pack holds, and when the ties of each were declared and until when (C14)."""

from collections.abc import Iterator

from exam.models import Declaration
from exam.queries.evidence.plain import plain, rows_of


def declarations(documents: dict[str, dict]) -> dict:
    """The declarations of everybody whom the documents name as an actor; which ties they named stays with the board."""
    people = {actor.removeprefix("staff:") for actor in _actors(documents)}
    rows = rows_of(Declaration, (Declaration.account_id, Declaration.number), Declaration.account_id.in_(people))
    return {"declarations": [plain(row, "id", "ties", "declared_by") for row in rows]}


def _actors(document) -> Iterator[str]:
    if isinstance(document, dict | list):
        for value in document.values() if isinstance(document, dict) else document:
            yield from _actors(value)
    elif isinstance(document, str) and document.startswith("staff:"):
        yield document
