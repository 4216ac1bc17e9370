"""Looking through the whole bank, as a job: what no item shows alone, and how the people in it are spread."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from exam.errors import Refused
from exam.queries.bank_rules import known_names
from exam.queries.items import bank_as_contents
from question_bank.apart import NotPossible, bank_apart
from question_bank.lint import Fault

ALIKE = ("IW-06", "IW-07")
Say = Callable[[int, int, str], None]


def looked_through(asked: Mapping, say: Say) -> dict:
    """Pairs that are alike, everything else that stands out, and the counts of names, pronouns and ages."""
    say(0, 2, "Reading the bank.")
    contents, known = bank_as_contents(("draft", "in_review", "approved")), known_names()
    say(1, 2, f"Holding {len(contents)} items against each other.")
    try:
        faults, people = bank_apart(contents, known)
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None
    open_ones = [fault for fault in faults if not fault.accepted]
    return {"items": len(contents), "pairs": _pairs(open_ones), "people": people,
            "faults": [asdict(fault) for fault in open_ones if fault.code not in ALIKE]}


def _pairs(faults: list[Fault]) -> list[list[str]]:
    """Two codes and how they are alike, each pair once."""
    found: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        if fault.code in ALIKE:
            one, _, other = fault.place.partition(" and ")
            found.setdefault(tuple(sorted((one, other))), []).append(fault.message)
    return [[*codes, " ".join(sentences)] for codes, sentences in sorted(found.items())]
