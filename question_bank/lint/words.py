"""Text as words: without markup, cut into sentences, its quotations found, and words brought to their roots."""

import html
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TERMS = Path(__file__).resolve().parent / "terms"
INSIDE_A_LINE = re.compile(r"</?(?:em|strong|sub|sup|code)>")
TAGS = re.compile(r"\s*(?:<[^>]*>\s*)+")
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d")
BREAK = re.compile(r"(?<=[.?!])([\"'\u201d\u2019)]*)\s+(?=[\"'\u201c\u2018(]?[^\W_a-z])|\n+")
SHORT = re.compile(r"(\b(Dr|Mr|Mrs|Ms|St|No|vs|Inc|Sec|Art|e\.g|i\.e|U\.S|a\.m|p\.m)|\b[A-Z])\.$")
ENDINGS = ("ations", "ation", "ingly", "ments", "ment", "ings", "ness", "ing", "edly", "ies", "ied", "ers", "er",
           "ed", "es", "ly", "s")


@cache
def terms(name: str) -> Mapping:
    """A list of words that is kept as data beside this file."""
    return tomllib.loads((TERMS / f"{name}.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """The text as it is read: no markup, no entities."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(TAGS.sub(lambda tags: "\n" if "\n" in tags[0] else " ", INSIDE_A_LINE.sub("", text)))


def words_of(text: str) -> list[str]:
    """The words as they are written."""
    return WORD.findall(text)


def lower_words(text: str) -> list[str]:
    """The words in small letters, with a straight apostrophe."""
    return [word.replace("\u2019", "'") for word in WORD.findall(text.casefold())]


def sentences(text: str) -> list[str]:
    """The sentences, their end signs with them."""
    found, start = [], 0
    for gap in BREAK.finditer(text):
        piece = text[start:gap.end(1) if gap.group(1) is not None else gap.start()]
        if not SHORT.search(piece):
            found.append(piece.strip())
            start = gap.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if WORD.search(sentence)]


def quotations(text: str) -> list[tuple[int, int]]:
    """Where somebody is quoted: start and end of each quotation."""
    return [match.span() for match in QUOTED.finditer(text)]


def without_quotations(text: str) -> str:
    """The text with what somebody says in it left out."""
    return QUOTED.sub(" ", text)


@cache
def root(word: str) -> str:
    """A word without its common endings: share, shares, shared and sharing are one."""
    stem = word.casefold().removesuffix("'s").removesuffix("\u2019s")
    for ending in ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem[:-len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls":
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > 3 else stem


@cache
def function_words() -> frozenset[str]:
    """Words that carry no subject of their own, and those that every item of this trade shares."""
    lists = terms("function_words")
    return frozenset(word for name in ("grammar", "trade") for word in lists[name].split())


@cache
def given_names() -> frozenset[str]:
    """The first names that are known, in small letters."""
    lists = terms("names")
    return frozenset(name.casefold() for names in lists.values() for name in names.split())


def content_roots(text: str) -> list[str]:
    """The roots of the words that carry the subject; names of people are none."""
    return [root(word) for word in words_of(text) if not is_name(word) and word.casefold() not in function_words()]


def is_name(word: str) -> bool:
    """Whether this is the first name of a person: written large, and known. `Hope` is one, `hope` is none."""
    return word[0].isupper() and word.casefold().removesuffix("'s").removesuffix("\u2019s") in given_names()
