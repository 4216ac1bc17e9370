"""The rules on fairness: respectful words, sayings, painful detail, and law of one place."""

import re
from collections.abc import Iterator
from functools import cache

from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.wording import Wording
from question_bank.lint.words import quotations, terms

PLACE = re.compile(r"""\bRSMo\b | \bMissouri(an|ans)?\b | \bC\.?S\.?R\.?\s+\d
                    | \b(988|911|211)\b(?!\ (days|people|dollars|pages))
                    | \b1?[-.\ (]*8(00|44|55|66|77|88)\)?[-.\ ]\d{3}[-.\ ]\d{4}\b
                    | \b\d{3}[-.]\d{3}[-.]\d{4}\b""", re.VERBOSE)
OF_WHOM = re.compile(r"\b(client|patient|consumer)s?\b", re.IGNORECASE)


def place_is_tagged(wording: Wording) -> Iterator[Fault]:
    """IW-08: law or numbers of one place carry the tag of that place."""
    if any(tag.startswith("law:") for tag in wording.item.tags):
        return
    found = dict.fromkeys(match.group() for _, text in wording.texts() for match in PLACE.finditer(text))
    if found:
        yield fault("IW-08", wording.place("tags"), f"{said(found)} holds in one place or country, but no law tag says "
                    "which. Add the tag, such as law:US.", *found)


@cache
def _shipped() -> tuple[tuple[re.Pattern, str, str], ...]:
    return tuple((re.compile(row["find"], re.IGNORECASE), row["prefer"], row.get("severity", "error"))
                 for row in terms("respectful")["terms"])


def _own(wording: Wording) -> list[tuple[re.Pattern, str, str]]:
    return [(re.compile(rf"(?<!\w){re.escape(term.avoid)}(?!\w)", re.IGNORECASE), term.prefer, "error")
            for term in wording.values.terms]


def respectful(wording: Wording) -> Iterator[Fault]:
    """IW-32: language puts the person first."""
    allowed = [name.casefold() for name in (*terms("respectful")["allowed"], *wording.values.allowed_phrases)]
    patterns = [*_shipped(), *_own(wording)]
    for place, text in wording.texts():
        kept = _kept(text, allowed)
        for find, prefer, severity in patterns:
            for match in find.finditer(text):
                if not _inside(match.span(), kept):
                    yield _disrespect(place, text, match, prefer, severity)


def _disrespect(place: str, text: str, match: re.Match, prefer: str, severity: str) -> Fault:
    quoted = _inside(match.span(), quotations(text))
    speaker = " If the speaker has to say it, record the reason." if quoted else ""
    return fault("IW-32", place, f'"{match.group().strip()}" may hurt a person it is said of. Say: {prefer}.{speaker}',
                 match.group().strip(), severity=severity, quoted=quoted)


def _kept(text: str, allowed: list[str]) -> list[tuple[int, int]]:
    lowered = text.casefold()
    return [match.span() for name in allowed if name in lowered for match in re.finditer(re.escape(name), lowered)]


def _inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def one_word_for_people(wording: Wording) -> Iterator[Fault]:
    """IW-32: the people who are served have one name throughout an item."""
    used = dict.fromkeys(word.casefold() for _, text in wording.texts() for word in OF_WHOM.findall(text))
    if len(used) > 1:
        yield fault("IW-32", wording.place("text"), f"{said(used)} are mixed for the people who are served. Keep to "
                    "the program's one word, such as person.", *used, severity="warning")


@cache
def _sayings() -> tuple[re.Pattern, dict[str, str]]:
    plain = {phrase: meaning for group in terms("idioms").values() for phrase, meaning in group.items()}
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE), plain


def no_sayings(wording: Wording) -> Iterator[Fault]:
    """IW-34: nothing outside the subject has to be known."""
    find, plain = _sayings()
    for place, text in wording.texts():
        for match in find.finditer(text):
            yield fault("IW-34", place, f'"{match.group()}" is a saying that not everybody knows. Say: '
                        f"{plain[match.group().casefold()]}.", match.group())


@cache
def _painful() -> re.Pattern:
    return re.compile("|".join(f"(?:{pattern})" for pattern in terms("distress")["patterns"]), re.IGNORECASE)


def not_distressing(wording: Wording) -> Iterator[Fault]:
    """IW-35: nothing is needlessly distressing."""
    for place, text in wording.texts():
        found = dict.fromkeys(match.group() for match in _painful().finditer(text))
        if found:
            yield fault("IW-35", place, f"{said(found)} may hurt a reader who has lived through it. Leave the detail "
                        "out, or record why the item needs it.", *found)


RULES = (place_is_tagged, respectful, one_word_for_people, no_sayings, not_distressing)
