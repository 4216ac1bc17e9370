"""The rules on options: absolutes, vague words, the longest key, likeness, overlap, and order."""

import re
from collections import Counter
from collections.abc import Iterator

from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.numbers import Span, numbers_in, span_of
from question_bank.lint.wording import Wording
from question_bank.lint.words import lower_words, without_quotations

ABSOLUTE = re.compile(r"\b(always|never|all|none|only|must|every|completely)\b", re.IGNORECASE)
TRULY_ABSOLUTE = re.compile(r"\bsexual(ly)?\b|\bromantic(ally)?\b", re.IGNORECASE)
NO_ACTS = frozenset({"nothing", "evening", "morning", "during"})
VAGUE = re.compile(r"\b(usually|often|rarely|sometimes|may)\b")


def no_absolutes(wording: Wording) -> Iterator[Fault]:
    """IW-20: no absolute word gives an option away."""
    found = [(place, ABSOLUTE.findall(text), right) for place, text, right in wording.options_with_places()
             if not TRULY_ABSOLUTE.search(text)]
    found = [row for row in found if row[1]]
    sides = {right for _, _, right in found}
    for place, words, right in found:
        only = (f" They stand in {'the key' if right else 'distractors'} alone, which gives the answer away."
                if len(sides) == 1 else "")
        yield fault("IW-20", place, f"Absolute words stand in this option: {said(words)}.{only} Say it without them, "
                    "or record that the rule is truly absolute.", *words)


def no_vague_frequency(wording: Wording) -> Iterator[Fault]:
    """IW-21: the key does not hide behind a vague word."""
    elsewhere = {word for text in wording.wrong for word in VAGUE.findall(text)}
    for place, text, right in wording.options_with_places():
        words = [word for word in VAGUE.findall(text) if word not in elsewhere]
        if right and words:
            yield fault("IW-21", place, f"Only the key says {said(words)}, and test-takers know that vague options "
                        "tend to be right. Say how often, or leave the word out.", *words)


def key_not_longest(wording: Wording) -> Iterator[Fault]:
    """IW-22: the key is not the longest option by far."""
    values, lengths = wording.values, [len(text) for text in wording.wrong]
    if not lengths:
        return
    mean = sum(lengths) / len(lengths)
    for place, text, right in wording.options_with_places():
        much = len(text) > values.key_length_ratio * mean and len(text) >= mean + values.key_length_extra_chars
        if right and much:
            yield fault("IW-22", place, f"The key has {len(text)} characters, the distractors {mean:.0f} on average. "
                        "Shorten the key, or say more in the distractors.")


def key_is_longest(wording: Wording) -> bool:
    """Whether a right option is longer than every distractor."""
    return bool(wording.right and wording.wrong) and max(map(len, wording.right)) > max(map(len, wording.wrong))


def alike(wording: Wording) -> Iterator[Fault]:
    """IW-26: the options are alike in form."""
    texts = [text for text in wording.options if text]
    for name, kinds in (("end with a full stop", [text.endswith((".", "!", "?", '."', '?"')) for text in texts]),
                        ("begin with a capital", [not text.lstrip("\"'\u201c(")[:1].islower() for text in texts]),
                        ('begin with "to"', [lower_words(without_quotations(text))[:1] == ["to"] for text in texts]),
                        ('begin with a word in "-ing"', [_begins_with_ing(text) for text in texts])):
        if 0 < sum(kinds) < len(kinds):
            few = sum(kinds) * 2 <= len(kinds)
            odd = [text for text, kind in zip(texts, kinds, strict=True) if kind == few]
            yield fault("IW-26", wording.place("options"), f"{sum(kinds)} of {len(kinds)} options {name}. Give all of "
                        f"them one form; look at {said(text[:40] for text in odd[:2])}.", *odd[:2])


def _begins_with_ing(text: str) -> bool:
    first = (without_quotations(text).split() or [""])[0].casefold()
    return first.endswith("ing") and len(first) > 5 and first not in NO_ACTS


def none_includes_another(wording: Wording) -> Iterator[Fault]:
    """IW-27: the words of one option are not all in another, and ranges do not meet."""
    spans = [(place, text, span_of(text)) for place, text, _ in wording.options_with_places()]
    for index, (place, text, span) in enumerate(spans):
        for other, (_, second, second_span) in enumerate(spans):
            mine, theirs = Counter(lower_words(text)), Counter(lower_words(second))
            if index != other and mine and mine < theirs and not _one_number_each(span, second_span):
                yield fault("IW-27", place, f'Every word of "{text}" also stands in "{second}", so one option includes '
                            "the other. Make them differ.", text, second, severity="warning")
            if other > index and _meet(span, second_span):
                yield fault("IW-27", place, f'"{text}" and "{second}" overlap, so both can be right. Make the numbers '
                            "stand apart.", text, second)


def _one_number_each(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.unit == other.unit


def _meet(one: Span | None, other: Span | None) -> bool:
    both = one is not None and other is not None and one.unit == other.unit
    return both and (one.is_range or other.is_range) and one.low <= other.high and other.low <= one.high


def in_order(wording: Wording) -> Iterator[Fault]:
    """IW-28: options that are numbers or dates stand in order, and keep it."""
    values = numbers_in(wording.options)
    if values is None:
        return
    if values not in (sorted(values), sorted(values, reverse=True)):
        yield fault("IW-28", wording.place("options"), "The options are numbers or dates and stand out of order. "
                    "Sort them from the smallest to the largest.", *wording.options)
    elif not wording.item.fixed_order:
        yield fault("IW-28", wording.place("options"), "The options are numbers or dates in order, but their order is "
                    "drawn anew for each person. Mark the order as fixed.", *wording.options)


RULES = (no_absolutes, no_vague_frequency, key_not_longest, alike, none_includes_another, in_order)
