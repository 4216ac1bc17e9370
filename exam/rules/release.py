"""The release gate: one predicate that lists, in words, what is still missing before a result may exist."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GateFacts:
    """What the gate looks at. `attested_digest` is that of the attestation in force, or None.

    `approval` is what the board says of the proctor who attested; `key_trouble` what the form's key still asks for;
    `open_losses` are lost answers for which the program's rule is not carried out yet.
    """

    state: str
    submission_digest: str | None
    attested_digest: str | None
    nomination_state: str | None
    open_incidents: int
    open_holds: int
    cut_adopted: bool
    purpose: str = "exam"
    approval: str = "not_needed"
    key_trouble: str = ""
    open_losses: int = 0


def missing_for_release(facts: GateFacts) -> list[str]:
    """Every condition that is not met, as a sentence. An empty list means: release.

    There is no override: a lost proctor is replaced by another accepted witness, or the sitting is void.
    """
    checks = (
        (facts.purpose == "exam", "A practice exam is never released."),
        (facts.state == "submitted", _state_sentence(facts.state)),
        (facts.submission_digest is not None, "Nothing has been handed in yet."),
        (facts.attested_digest is not None, "The proctor has not attested yet."),
        (facts.attested_digest is None or facts.attested_digest == facts.submission_digest,
         "The attestation does not belong to what was handed in."),
        (facts.attested_digest is None or facts.nomination_state == "attested",
         "The attestation is no longer in force."),
        (facts.approval in ("not_needed", "given"), "The board has not approved this proctor."),
        (facts.open_incidents == 0, _count(facts.open_incidents, "incident waits", "incidents wait")
         + " for the board's decision."),
        (facts.open_holds == 0, _count(facts.open_holds, "hold is", "holds are") + " in place."),
        (facts.open_losses == 0, "The rule for incomplete data is not carried out yet."),
        (facts.key_trouble != "unchecked", "The key of this exam form has not been checked yet."),
        (facts.key_trouble != "doubted", "A question of this exam form has a key that looks wrong."),
        (facts.cut_adopted or facts.state == "registered",  # no form is drawn before the admission
         "The cut score of this exam form has not been adopted."),
    )
    return [sentence for met, sentence in checks if not met]


def _state_sentence(state: str) -> str:
    if state == "released":
        return "The result has been released already."
    return f"The sitting is {state.replace('_', ' ')}, not submitted."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
