"""Numbers, ranges and dates in options, written in digits or in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

SMALL = {word: value for value, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"))}
TENS = {word: 10 * value for value, word in enumerate((
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
WORDS = {**SMALL, **TENS}
MONTHS = {month: number for number, month in enumerate((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december"), 1)}
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|(?:{'|'.join(TENS)})-(?:{'|'.join(list(SMALL)[1:10])})|{'|'.join(WORDS)})"
RANGE = re.compile(rf"^(?P<low>{NUMBER})\s*(?:-|\u2013|to|through|and)\s*(?P<high>{NUMBER})\b(?P<rest>.*)$")
BELOW = re.compile("^(?P<strict>less than|under|below|fewer than|up to|at most|no more than)"
                   rf"\s+(?P<high>{NUMBER})\b(?P<rest>.*)$")
ABOVE = re.compile("^(?P<strict>more than|over|above|at least|no fewer than|no less than)"
                   rf"\s+(?P<low>{NUMBER})\b(?P<rest>.*)$")
OR_MORE = re.compile(rf"^(?P<low>{NUMBER})\s+(?P<mid>\w*\s*)or (?:more|longer|older|over)\b(?P<rest>.*)$")
POINT = re.compile(rf"^[$\u20ac]?(?P<low>{NUMBER})(?P<rest>\b.*)$")
DATE = re.compile(rf"^(?P<month>{'|'.join(MONTHS)})(?:\s+(?P<day>\d+))?(?:,?\s+(?P<year>\d{{4}}))?\W*$")
STRICT = ("less than", "under", "below", "fewer than", "more than", "over", "above")
LEADING = re.compile(r"^(?:within|after|for|in|by|about|between|from|ages?|every|once in|the first)\s+")
A_LITTLE = 1e-6


@dataclass(frozen=True)
class Span:
    """From a number to a number of one unit; a single number is no range."""

    low: float
    high: float
    unit: str
    is_range: bool


def value_of(text: str) -> float:
    """A number that is written in digits or in words."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    return float(sum(WORDS[part] for part in text.split("-")))


def span_of(text: str) -> Span | None:
    """What an option says in numbers, if it says nothing else but a unit."""
    spoken = LEADING.sub("", text.casefold().strip(" ."))
    for pattern in (RANGE, BELOW, ABOVE, OR_MORE, POINT):
        match = pattern.match(spoken)
        if match:
            return _span(match.groupdict())
    return None


def _span(parts: dict[str, str | None]) -> Span:
    little = A_LITTLE if parts.get("strict") in STRICT else 0
    low = value_of(parts["low"]) + little if parts.get("low") else -inf
    point = not {"high", "strict", "mid"} & parts.keys()
    high = value_of(parts["high"]) - little if parts.get("high") else low if point else inf
    unit = f"{parts.get('mid') or ''} {parts['rest']}".strip(" .")
    return Span(low, high, " ".join(unit.split()).removesuffix("s"), not point)


def numbers_in(options: Sequence[str]) -> list[tuple] | None:
    """A value to sort by for each option, when all of them are numbers of one unit, or all are dates."""
    dates = [DATE.match(option.casefold().strip()) for option in options]
    if len(options) > 1 and all(dates):
        return [(int(date["year"] or 0), MONTHS[date["month"]], int(date["day"] or 0)) for date in dates]
    spans = [span_of(option) for option in options]
    if len(options) < 2 or any(span is None for span in spans) or len({span.unit for span in spans}) > 1:
        return None
    return [(span.low, span.high) for span in spans]
