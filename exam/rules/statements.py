"""The attestation's answers: which of them open an incident, and of which kind."""

from collections.abc import Mapping

# Statement number to the incident that a "no" opens (the program file holds the words).
OPENS = {"1": "I62", "2": "I61", "3": "I40", "4": "I10", "5": "I60", "6": "I50", "7": "I51", "8": "I70"}
CHOICES = ("attest", "attest_with_incident", "did_not_proctor")


def incidents_opened(answers: Mapping[str, str], *, name_differs: bool, reported_code: str | None) -> list[str]:
    """The incident codes that hold the release: one for each "no", one for what was reported, one for the name."""
    opened = [code for number, code in OPENS.items() if answers.get(number) != "yes"]
    if reported_code:
        opened.append(reported_code)
    if name_differs:
        opened.append("I62")
    return opened
