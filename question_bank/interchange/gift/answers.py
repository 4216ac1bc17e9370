"""The answers between the braces of a GIFT question: which kind they are, which is right, and by what weight."""

import re
from dataclasses import dataclass

from question_bank.interchange.gift.blocks import places_of

WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
GENERAL = re.compile(r"\\.|####", re.DOTALL)
TRUTH = re.compile(r"^(T|TRUE|F|FALSE)$", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """One answer, its texts still escaped; `weight` is None where none is written."""

    text: str
    right: bool
    weight: float | None
    feedback: str


def general_feedback(inside: str) -> tuple[str, str]:
    """The answers and the general feedback after four unescaped number signs."""
    cut = next((found.start() for found in GENERAL.finditer(inside) if found[0] == "####"), len(inside))
    return inside[:cut], inside[cut + 4:].strip()


def kind_of(answers: str) -> str:
    """truefalse, choices, or the name of a kind that we do not have."""
    plain = answers.strip()
    if not plain:
        return "essay"
    if plain.startswith("#"):
        return "numerical"
    if TRUTH.match(plain[:first(plain, "#")].strip()):
        return "truefalse"
    marks = [plain[place] for place in places_of(plain, "~=")]
    if marks and "~" not in marks:
        return "match" if "->" in plain else "shortanswer"
    return "choices" if marks else "essay"


def choices_of(answers: str) -> list[Choice]:
    """The answers in their order."""
    places = [*places_of(answers, "~="), len(answers)]
    return [_choice(answers[start], answers[start + 1:end].strip())
            for start, end in zip(places, places[1:], strict=False)]


def first(text: str, sign: str) -> int:
    """Where a sign stands first without a backslash, or the end of the text."""
    return next(iter(places_of(text, sign)), len(text))


def _choice(mark: str, text: str) -> Choice:
    weight = WEIGHT.match(text)
    text = text[weight.end():] if weight else text
    cut = first(text, "#")
    return Choice(text[:cut].strip(), mark == "=", float(weight[1]) if weight else None, text[cut + 1:].strip())
