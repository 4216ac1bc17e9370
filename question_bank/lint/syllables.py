"""Counting the syllables of English words: by their vowels, then by the endings and pairs that mislead."""

import re
from functools import cache

from question_bank.lint.words import is_name, terms

VOWELS = re.compile(r"[aeiouy]+")
# Pairs that are spoken apart, as in "material", "obvious", "video", "actual" and "react"; not the i of "social".
APART = re.compile(r"""(?<![tscgx])i(?=a|o) | (?<=[tc])ia(?=t) | ium | eo(?!u|n\b|p) | ua(?=l|tion|ry) | [^qg]uou
                    | (?<=[bcdfhlmnprtvz])ying | (?<=cr)ea(?=t) | (?<=r)ea(?=ct) | (eing|oing|uing)\b
                    | (?<=d)ie(?=t) | (?<=[rx])iet | (?<=er)ien | (?<=d)ien | oe(?=t|m)""", re.VERBOSE)
SILENT_INSIDE = re.compile(r"[^aeiouyl]e(?=(ment|ments|ful|fully|less|ly|ness|some|time|times|work|land|side|by|where"
                           r"|one|ones)\b)")
SILENT_ED = re.compile(r"[^aeioutd]ed$")
SILENT_ES = re.compile(r"(?<![sxzcg])(?<!ch)(?<!sh)(?<![^aeiouy]l)(?<![aeiouy])es$")
OF_THE_TRADE = 2


def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken; a number counts as two."""
    return _counted(word.casefold().removesuffix("'s").removesuffix("\u2019s"))


def spoken(word: str, easy: frozenset[str]) -> int:
    """The same, but a name or a term of the trade counts as two syllables at most."""
    known = is_name(word) or word.casefold() in easy or word.casefold() in _easy_words()
    return min(syllables(word), OF_THE_TRADE) if known else syllables(word)


@cache
def _easy_words() -> frozenset[str]:
    return frozenset(terms("reading")["easy"].casefold().split())


@cache
def _counted(word: str) -> int:
    exceptions = terms("reading")["syllables"]
    if word in exceptions:
        return exceptions[word]
    if not word.isalpha():
        return OF_THE_TRADE if word[0].isdigit() else 1
    return max(1, _by_vowels(word))


def _by_vowels(word: str) -> int:
    count = len(VOWELS.findall(word)) + len(APART.findall(word)) - len(SILENT_INSIDE.findall(word))
    if word.endswith("e") and len(word) > 2 and not word.endswith(("ee", "ye", "oe", "ue", "ie", "ae")):
        count -= not (word.endswith("le") and word[-3] not in "aeiouy")
    elif len(word) > 3 and (SILENT_ED.search(word) or SILENT_ES.search(word)):
        count -= 1
    return count + word.endswith("sm") + word.endswith("sms")
