"""What proctors signed, as whoever reads it may see it: what was arranged is not told to those who do not grant it."""

from exam.models import Attestation
from exam.rules.statements import filled, names_one_of
from exam.views.proctor.statement import facts_of
from exam.web.guards import role_holds
from exam.web.words import board_day


def signed_by_each(attestations: list[Attestation]) -> dict[str, list[tuple[str, str]]]:
    """Each statement with its answer, by attestation. What is kept stays exactly as it was signed."""
    return {row.id: _signed(row) for row in attestations}


def _signed(attestation: Attestation) -> list[tuple[str, str]]:
    numbers = sorted(attestation.answers, key=int)
    words = {number: attestation.answers[number]["statement"] for number in numbers}
    untold = _untold(attestation)
    return [(_retold(attestation, number, untold) if untold else words[number],
             attestation.answers[number]["answer"]) for number in numbers]


def _untold(attestation: Attestation) -> dict[str, str]:
    """What stands in the place of each fact that this reader is not told (C21); it says so, since nobody signed it."""
    untold = {} if role_holds("grant_accommodations") else {"arrangement": "(not shown to you)"}
    if not role_holds("change_sittings"):
        sitting = attestation.nomination.sitting
        untold |= {name: f"{board_day(at)} (time not shown to you)"
                   for name, at in (("started", sitting.begun_at), ("ended", sitting.submitted_at))}
    return untold


def _retold(attestation: Attestation, number: str, untold: dict[str, str]) -> str:
    """The paragraph filled in anew where it holds an untold fact: cutting it out of the signed words could miss it."""
    text = attestation.nomination.sitting.program_version.program.statements.attestation
    if text.version != attestation.text_version or int(number) > len(text.paragraphs):
        return f"Statement {number} of version {attestation.text_version}."
    paragraph = text.paragraphs[int(number) - 1]
    if not names_one_of(paragraph, untold):
        return attestation.answers[number]["statement"]
    return filled([paragraph], {**facts_of(attestation.nomination), **untold})["1"]
