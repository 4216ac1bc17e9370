"""What a Moodle question says that an item does not hold, each told in a notice: nothing is dropped in silence."""

import re
from collections.abc import Iterator, Mapping

from question_bank.interchange.moodle.texts import plain_of

ALL_IN_ALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint")
HOLLOW = re.compile(r"</?(?:p|div|span|br)\b[^>]*>|&nbsp;|\s", re.IGNORECASE)  # how an editor spells an empty text


def left_behind(question, document: Mapping) -> Iterator[tuple[str, str]]:
    """Code and sentence of each notice."""
    if any(HOLLOW.sub("", plain_of(one)) for name in ALL_IN_ALL for one in question.findall(name)):
        yield "feedback-dropped", "Hints, and what is said of any right or wrong answer, were left behind. Put what " \
                                  "matters into the reasons of the options."
    grade, points = plain_of(question.find("defaultgrade")), _points(document)
    if grade and not _same(grade, points):
        yield "points-dropped", f"The question counts {grade[:20]} there. Here it is worth " \
                                f"{points} point{'s' * (points != 1)}."
    if plain_of(question.find("hidden"), "0") != "0":
        yield "state-dropped", "The question is hidden there. Here it is taken like any other; leave it out if it is " \
                               "no longer used."


def _points(document: Mapping) -> int:
    in_parts = document.get("kind") == "multiple" and document.get("scoring") == "right_minus_wrong"
    return len(document["keys"]) if in_parts else 1


def _same(grade: str, points: int) -> bool:
    try:
        return abs(float(grade) - points) < 0.0001
    except ValueError:
        return False
