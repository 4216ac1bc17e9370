"""The attestation: its statements filled in, and which answers open an incident of which kind."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence

# Statement number to the incident that a "no" opens (the program file holds the words).
OPENS = {"1": "I62", "2": "I61", "3": "I40", "4": "I10", "5": "I60", "6": "I50", "7": "I51", "8": "I70"}
A_NO_OF_ANOTHER = "I70"  # a statement that only one program has


def filled(paragraphs: Sequence[str], facts: Mapping[str, str]) -> dict[str, str]:
    """The statements by number, each `{fact}` in its place. A fact's own braces are left as they are."""
    def fact(found: re.Match) -> str:
        return facts[found[1]]
    return {str(number): re.sub(r"\{([a-z_]+)\}", fact, words) for number, words in enumerate(paragraphs, 1)}


def names_one_of(words: str, facts: Iterable[str]) -> bool:
    """Whether a paragraph has a place for one of these facts."""
    return any("{" + fact + "}" in words for fact in facts)


def digest_of(version: str, statements: Mapping[str, str]) -> str:
    """SHA-256 over the version and the exact words that were shown, as JSON, so that no two texts share a spelling."""
    document = json.dumps([version, dict(statements)], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(document.encode()).hexdigest()


def incident_of(number: str) -> str:
    """The incident that a "no" to this statement opens."""
    return OPENS.get(number, A_NO_OF_ANOTHER)


def incidents_opened(answers: Mapping[str, str], *, numbers: Sequence[str], name_differs: bool,
                     reported_code: str | None) -> list[str]:
    """The incident codes that hold the release: one for each statement not agreed to, what was reported, the name."""
    opened = [incident_of(number) for number in numbers if answers.get(number) != "yes"]
    if reported_code and reported_code not in opened:
        opened.append(reported_code)
    if name_differs and "I62" not in opened:
        opened.append("I62")
    return opened


def contradictions(choice: str, *, said_no: bool, reported: bool) -> list[str]:
    """Where the choice at the end does not fit what was answered before, in sentences that say what to do."""
    if choice == "attest" and said_no:
        return ["You answered \"no\" to a statement. Change that answer, or choose \"I attest, and I report an "
                "incident\"."]
    if choice == "attest" and reported:
        return ["You described something irregular. Choose \"I attest, and I report an incident\", or answer that "
                "there was nothing irregular."]
    if choice == "attest_with_incident" and not (said_no or reported):
        return ["You chose to report an incident. Tell what happened, or choose \"I attest\"."]
    return []
