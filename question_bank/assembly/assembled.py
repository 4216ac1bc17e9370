"""What an assembly gives: the forms, how good they are, and what is said when the time was too short."""

from dataclasses import dataclass, field

from question_bank.exam_form import AssembledForm


@dataclass(frozen=True)
class Assembled:
    """The forms; the objective reached and how far it may be from the best; the target of each measured rule.

    The objective is how often an item stands on one form more than the first (`shared`, the anchor aside), or the
    information where the blueprint says where to measure best.
    """

    forms: tuple[AssembledForm, ...]
    shared: int
    objective: float
    gap: float
    anchor: tuple[str, ...] = ()
    targets: dict[str, float] = field(default_factory=dict)


def late(seconds: float) -> str:
    """What is said first when the time is over before an answer is there."""
    return f"No exam form was found within {seconds:g} seconds."
