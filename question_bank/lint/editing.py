"""The rule on editing (IW-36): spelling, spaces, signs that a page shows wrong, and a word typed twice."""

import re
from collections.abc import Iterator
from functools import cache

from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.wording import Wording
from question_bank.lint.words import lower_words, terms

SLIPS = (
    (re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), "Two spaces stand in a row. Leave one."),
    (re.compile(r"(?<=\w) [,;:?!](?!\w)|(?<=[a-z]) \.(?!\w|\.)"),
     "A space stands before a punctuation mark. Remove it."),
    (re.compile(r"&[a-z]+;|&#\d+;"), "A code for a sign is shown as it is written. Type the sign itself."),
    (re.compile(r"\ufffd|\u00e2\u20ac|\u00c3[\u0080-\u00bf]"), "A sign was damaged on the way here. Type it again."),
    (re.compile(r"[,;:]{2,}|(?<!\.)\.\.(?!\.)|\?{2,}|!{2,}"), "A punctuation mark stands twice. Leave one."),
)
TWICE = re.compile(r"\b(\w+)\s+\1\b", re.IGNORECASE)
RIGHT_TWICE = frozenset({"had", "that", "no", "bye", "very", "there"})


@cache
def _misspelled() -> dict[str, str]:
    return dict(terms("spelling")["wrong"])


def spelled_right(wording: Wording) -> Iterator[Fault]:
    """IW-36: no word that is often written wrong is written wrong."""
    correct = {word.casefold() for word in wording.values.correct_words}
    wrong = _misspelled()
    for place, text in wording.texts():
        for word in dict.fromkeys(lower_words(text)):
            if word in wrong and word not in correct:
                yield fault("IW-36", place, f'"{word}" is misspelled. Write "{wrong[word]}".', word)


def cleanly_typed(wording: Wording) -> Iterator[Fault]:
    """IW-36: no slips of typing."""
    for place, text in wording.texts():
        for find, sentence in SLIPS:
            match = find.search(text)
            if match:
                around = text[max(0, match.start() - 12):match.end() + 12].strip()
                yield fault("IW-36", place, f'{sentence} Look at "{around}".', match.group())
        twice = [match.group() for match in TWICE.finditer(text) if match.group(1).casefold() not in RIGHT_TWICE]
        if twice:
            yield fault("IW-36", place, f"A word stands twice in a row: {said(twice)}. Remove one.", *twice)


RULES = (spelled_right, cleanly_typed)
