"""The rules on cues: what gives the key away to somebody who does not know the answer."""

import re
from collections.abc import Iterator

from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.wording import Wording
from question_bank.lint.words import content_roots, function_words, is_name, lower_words, root, words_of

MANY = re.compile(r"^(two|three|four|five|several|many|both|these|those|\d+)\b", re.IGNORECASE)
ONE = re.compile(r"^(an?|one|this|that|each)\b", re.IGNORECASE)
VOWEL_SOUND = re.compile(r"^(?!(uni|use|usu|one\b|once\b|eu))[aeiou]|^(hour|hono|heir)", re.IGNORECASE)


def no_shared_word(wording: Wording) -> Iterator[Fault]:
    """IW-23: no word stands in the stem and in the key alone."""
    fewest = wording.values.shared_word_min_letters
    in_wrong = {root(word) for text in wording.wrong for word in words_of(text)}
    in_stem = {root(word) for word in words_of(wording.stem) if len(word) >= fewest}
    for place, text, right in wording.options_with_places():
        shared = [word for word in dict.fromkeys(words_of(text)) if len(word) >= fewest and not is_name(word)
                  and word.casefold() not in function_words() and root(word) in in_stem - in_wrong]
        if right and shared:
            yield fault("IW-23", place, f"{said(shared)} {'stands' if len(shared) == 1 else 'stand'} in the stem and "
                        "in the key, and in no distractor. Use another word, or use it in a distractor too.", *shared)


def no_convergence(wording: Wording) -> Iterator[Fault]:
    """IW-24: the key is not the one option that has something of every other."""
    if len(wording.right) != 1 or len(wording.wrong) < 2:
        return
    parts = {place: set(content_roots(text)) for place, text, _ in wording.options_with_places()}
    joins = {place: sum(bool(own & other) for at, other in parts.items() if at != place)
             for place, own in parts.items()}
    for place, text, right in wording.options_with_places():
        if right and joins[place] == len(wording.wrong) and list(joins.values()).count(joins[place]) == 1:
            rest = set().union(*(other for at, other in parts.items() if at != place))
            shared = [word for word in dict.fromkeys(lower_words(text)) if root(word) in parts[place] & rest]
            yield fault("IW-24", place, "The key is the only option that shares a word with every other one: "
                        f"{said(shared)}. Vary the words of the options.", *shared)


def grammar_fits(wording: Wording) -> Iterator[Fault]:
    """IW-25: a stem that the options finish fits each of them."""
    if not wording.is_completion or not wording.stem:
        return
    last = lower_words(wording.stem)[-1:] or [""]
    for place, text, _ in wording.options_with_places():
        wrong = _mismatch(last[0], text)
        if wrong:
            yield fault("IW-25", place, f'The stem ends with "{last[0]}", {wrong} "{" ".join(text.split()[:3])}". '
                        "Make every option read on from the stem.", last[0], *text.split()[:1])


def _mismatch(last: str, option: str) -> str:
    if last == "a" and VOWEL_SOUND.match(option):
        return "which does not go before"
    if last == "an" and option[:1].isalpha() and not VOWEL_SOUND.match(option):
        return "which does not go before"
    if last in ("is", "was", "a", "an") and MANY.match(option):
        return "which speaks of one, but the option begins with"
    if last in ("are", "were") and ONE.match(option):
        return "which speaks of several, but the option begins with"
    if last == "to" and (option.split()[:1] or [""])[0].casefold() == "to":
        return "and the option says it again in"
    return ""


RULES = (no_shared_word, no_convergence, grammar_fits)
