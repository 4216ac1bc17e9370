"""The rules on the stem: its situation, its length, its question, and its negatives."""

import re
from collections.abc import Iterator

from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.wording import Wording
from question_bank.lint.words import is_name, lower_words, terms, without_quotations, words_of

ABOVE_RECALL = frozenset({"application", "judgement", "judgment", "analysis", "evaluation"})
PEOPLE = frozenset(terms("function_words")["people"].split())
TRUE_ONE = re.compile(r"\bwhich (one )?(of (the|these) )?(following |these |those )?(statements? |options? |answers? )?"
                      r"(is|are) (true|false|correct|incorrect|right|wrong)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(not|except|cannot|never|least|\w+n['\u2019]t)\b", re.IGNORECASE)
EMPHASIS = re.compile(r"<(em|strong)>\s*(not|except|never|least|cannot)\s*</\1>", re.IGNORECASE)
NEGATIVE_IN_OPTION = re.compile(r"\b(not|never|no|none|nothing|nobody|neither|nor|cannot|without|except|"
                                r"\w+n['\u2019]t)\b", re.IGNORECASE)


def situation(wording: Wording) -> Iterator[Fault]:
    """IW-02: an item above recall describes a situation."""
    if wording.item.level not in ABOVE_RECALL:
        return
    words = words_of(f"{wording.stimulus} {wording.stem}")
    if len(words) < wording.values.scenario_stem_min_words:
        yield fault("IW-02", wording.place("stem"), f"The stem has {len(words)} words, but the level is "
                    f"{wording.item.level}. Describe a situation in at least {wording.values.scenario_stem_min_words} "
                    "words, or choose the level of recall.", severity="warning")
    elif not any(is_name(word) or word.casefold() in PEOPLE for word in words):
        yield fault("IW-02", wording.place("stem"), f"Nobody acts in the stem, but the level is {wording.item.level}. "
                    "Describe a person in a situation, or choose the level of recall.", severity="warning")


def length(wording: Wording) -> Iterator[Fault]:
    """IW-11: the stem and the options are short."""
    values, count = wording.values, len(words_of(wording.stem))
    if count > values.stem_warn_words:
        grave = count > values.stem_error_words
        yield fault("IW-11", wording.place("stem"), f"The stem has {count} words. Bring it to {values.stem_warn_words} "
                    "or fewer.", severity="error" if grave else "warning")
    for place, text, _ in wording.options_with_places():
        if len(words_of(text)) > values.option_warn_words:
            yield fault("IW-11", place, f"This option has {len(words_of(text))} words. Bring it to "
                        f"{values.option_warn_words} or fewer.", severity="warning")


def asks_a_question(wording: Wording) -> Iterator[Fault]:
    """IW-12: the stem is a whole question or a clear completion."""
    vague = TRUE_ONE.search(wording.question)
    if vague:
        yield fault("IW-12", wording.place("stem"), f'"{vague.group()}" can be answered only by reading every option. '
                    "Ask for one thing.", vague.group())
    ends = wording.stem.rstrip("\"'\u201d\u2019) ")[-1:]
    statement = wording.item.kind == "true_false"
    if not vague and not statement and ends in (".", "!") and not wording.stem.endswith("..."):
        last = " ".join(wording.question.split()[-4:])
        yield fault("IW-12", wording.place("stem"), f'The stem ends with "{last}" and asks nothing. End it with a '
                    "question, or with a clause that each option finishes.", last)


def _negatives(wording: Wording) -> list[str]:
    """The negative words of the question itself; what the situation tells may be negative."""
    return [match.group() for match in NEGATIVE.finditer(without_quotations(wording.question))
            if match.group().casefold() != "least" or "at least" not in wording.question.casefold()]


def positive(wording: Wording) -> Iterator[Fault]:
    """IW-15: the question is positive; a needed negative stands in emphasis."""
    if wording.item.kind == "true_false":
        return
    emphasised = {match.group(2).casefold() for match in EMPHASIS.finditer(wording.item.stem)}
    for word in _negatives(wording):
        if word.isupper() or word.casefold() in emphasised:
            yield fault("IW-15", wording.place("stem"), f'The question is negative: "{word}". Ask for what is right '
                        "instead, unless the exception is the point.", word, severity="warning")
        else:
            yield fault("IW-15", wording.place("stem"), f'"{word}" is easy to overlook in the question. Ask for what '
                        "is right instead, or write the word in capitals.", word, severity="error")


def no_double_negative(wording: Wording) -> Iterator[Fault]:
    """IW-16: no negative option under a negative stem."""
    above = _negatives(wording)
    if not above:
        return
    for place, text, _ in wording.options_with_places():
        here = NEGATIVE_IN_OPTION.findall(without_quotations(text))
        if here:
            yield fault("IW-16", place, f"The question says {said(above)}, and this option says {said(here)}: a double "
                        "negative. Make one of them positive.", *above, *here)


def main_idea(wording: Wording) -> Iterator[Fault]:
    """IW-13: the main idea stands in the stem."""
    stem, options = len(words_of(wording.stem)), sum(len(lower_words(text)) for text in wording.options)
    if stem and options > wording.values.option_words_over_stem * stem:
        yield fault("IW-13", wording.place("options"), f"The options have {options} words, the stem has {stem}. Move "
                    "what the options share into the stem.")


RULES = (situation, length, asks_a_question, main_idea, positive, no_double_negative)
