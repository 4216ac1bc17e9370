"""The rules on how an item is built. A fault of structure blocks approval, whoever approves."""

import re
import unicodedata
from collections.abc import Iterator

from question_bank.items import ItemContent
from question_bank.lint.known import Known
from question_bank.problems import Problem

ALL_OF_THEM = re.compile(r"\b(all|both|each|every one)\s+of\s+(the|these)\s+(above|options|answers)\b|\ball\s+are\s+"
                         r"(right|correct|true)\b|\bboth\s+[a-e]\s+and\s+[a-e]\b", re.IGNORECASE)
NONE_OF_THEM = re.compile(r"\b(none|neither)\s+of\s+(the|these)\s+(above|options|answers)\b", re.IGNORECASE)
COMBINED = re.compile(r"^\(?([a-e]|[1-5])\)?((\s*,\s*|\s+and\s+|\s*&\s*|\s+or\s+)\(?([a-e]|[1-5])\)?)+(\s+only)?\.?$",
                      re.IGNORECASE)
LONGEST = {"stem": 4000, "option": 1500, "rationale": 3000}


def competency_and_tags(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-01: tied to one competency that exists, with tags that exist."""
    if not item.competency:
        yield Problem(f"{item.code}, competency", "IW-01", "Name the competency that this item belongs to.")
    elif known.competencies and item.competency not in known.competencies:
        yield Problem(f"{item.code}, competency", "IW-01", f"There is no competency {item.competency}. "
                      f"Use one of {', '.join(sorted(known.competencies))}.")
    for tag in item.tags:
        if known.tags and tag not in known.tags:
            yield Problem(f"{item.code}, tags", "IW-01", f"There is no tag {tag}. Remove it or correct its spelling.")


def level(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-02: a cognitive level is declared."""
    if not item.level:
        yield Problem(f"{item.code}, level", "IW-02", "Name the level: what the item asks of the candidate.")
    elif known.levels and item.level not in known.levels:
        yield Problem(f"{item.code}, level", "IW-02",
                      f"There is no level {item.level}. Use one of {', '.join(sorted(known.levels))}.")


def sources(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-03: a published source backs the key, and every option says why it is right or wrong."""
    if not any(reference.source for reference in item.references):
        yield Problem(f"{item.code}, references", "IW-03", "Name a published source that backs the key.")
    for place, option in enumerate(item.options, start=1):
        if not option.rationale:
            yield Problem(f"{item.code}, option {place}", "IW-03", "Say why this option is right or wrong.")


def one_key(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-04: exactly one key, and it is one of the options."""
    ids = [option.id for option in item.options]
    if not item.right_options or any(ids.count(key) != 1 for key in item.right_options):
        yield Problem(f"{item.code}, key", "IW-04", "Choose one of the options as the key.")


def enemies(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-07: an item cannot be kept apart from itself."""
    if item.code in item.enemies:
        yield Problem(f"{item.code}, enemies", "IW-07", "The item names itself as its enemy. Remove its own code.")


def no_sweeping_options(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-17, IW-18, IW-19: no "all of the above", no "none of the above", no combined options."""
    for place, option in enumerate(item.options, start=1):
        for code, pattern, name in (("IW-17", ALL_OF_THEM, "all of the above"), ("IW-18", NONE_OF_THEM,
                                    "none of the above"), ("IW-19", COMBINED, "a combination of other options")):
            if pattern.search(option.text.strip()):
                yield Problem(f"{item.code}, option {place}", code, f"This option says {name}. Write an option that "
                              "stands by itself.")


def options_differ(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-27: no two options say the same."""
    texts = [" ".join(re.findall(r"\w+", option.text.casefold())) or option.text for option in item.options]
    for place, text in enumerate(texts, start=1):
        if texts.index(text) < place - 1:
            yield Problem(f"{item.code}, option {place}", "IW-27", "This option says the same as another one.")


def number_of_options(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-30: three to five options."""
    fewest, most = known.thresholds.options_min, known.thresholds.options_max
    if item.kind == "true_false":
        fewest = most = 2
    if not fewest <= len(item.options) <= most:
        yield Problem(f"{item.code}, options", "IW-30", f"Give {fewest} to {most} options, not {len(item.options)}.")


def clean_text(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-36: text that is there, of a size one can read, without control characters."""
    parts = [("stem", "stem", item.stem)]
    for place, option in enumerate(item.options, start=1):
        parts += [(f"option {place}", "option", option.text), (f"reason {place}", "rationale", option.rationale)]
    for name, kind, text in parts:
        if kind != "rationale" and not text.strip():
            yield Problem(f"{item.code}, {name}", "IW-36", "This text is empty. Write it.")
        if len(text) > LONGEST[kind]:
            yield Problem(f"{item.code}, {name}", "IW-36", f"This text has {len(text)} characters. Shorten it.")
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
            yield Problem(f"{item.code}, {name}", "IW-36", "A control character stands in this text. Type it again.")


RULES = (competency_and_tags, level, sources, one_key, enemies, no_sweeping_options, options_differ,
         number_of_options, clean_text)
