"""What changed between two revisions of an item, field by field and word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from question_bank.items import ItemContent

Parts = list[tuple[str, str]]  # (kept, removed or added, text)
LISTS = ("tags", "enemies")
WORDS = {"competency": "Competency", "level": "Level", "stem": "Question", "key": "Key", "tags": "Tags",
         "enemies": "Kept apart from", "fixed_order": "Order of options", "language": "Language", "author": "Author",
         "translation_of": "Translation of", "tool": "Tools used", "use": "Use", "kind": "Kind",
         "scoring": "Counted", "title": "Title", "scenario": "Set", "stimulus": "Text of the set",
         "rationale": "General reason"}


def word_changes(old: str, new: str) -> Parts:
    """The words that were kept, removed and added, in reading order."""
    before, after = re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)
    parts: Parts = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("kept", "".join(before[a:b])))
            continue
        parts += [(kind, text) for kind, text in (("removed", "".join(before[a:b])), ("added", "".join(after[c:d])))
                  if text]
    return parts


def revision_changes(old: ItemContent, new: ItemContent) -> list[tuple[str, Parts]]:
    """Each field that differs, by its name in words."""
    return [(name, word_changes(before, after)) for name, before, after in _pairs(old, new) if before != after]


def revision_sides(old: ItemContent, new: ItemContent) -> list[tuple[str, Parts, Parts]]:
    """Each field that differs as the old text with what was taken out, and the new text with what came in."""
    return [(name, [part for part in parts if part[0] != "added"], [part for part in parts if part[0] != "removed"])
            for name, parts in revision_changes(old, new)]


def _pairs(old: ItemContent, new: ItemContent) -> Iterator[tuple[str, str, str]]:
    before, after = _texts(old), _texts(new)
    for name in [*before, *(name for name in after if name not in before)]:
        yield name, before.get(name, ""), after.get(name, "")


def _texts(content: ItemContent) -> dict[str, str]:
    """Every field as text, options and references by their place."""
    texts = {}
    for name, words in WORDS.items():
        value = getattr(content, name)
        if isinstance(value, bool):
            value = "fixed" if value else "drawn for each candidate"
        elif name in LISTS:
            value = ", ".join(value)
        elif name == "key":
            value = "; ".join(content.option(option_id).text for option_id in content.right_options)
        texts[words] = value
    for place, option in enumerate(content.options, start=1):
        texts[f"Option {place}"], texts[f"Reason {place}"] = option.text, option.rationale
    for rule, reason in content.accepted.items():
        texts[f"Reason to leave {rule}"] = reason
    for place, one in enumerate(content.references, start=1):
        texts[f"Source {place}"] = " | ".join((one.source, one.section, one.checked))
    return texts
