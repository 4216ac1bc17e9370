"""Markup so plain that no parser reads it in two ways, told apart by its tags alone and at little cost."""

import re

from question_bank.effort import spend

INLINE = frozenset({"em", "strong", "sub", "sup", "code"})
LISTS = frozenset({"ul", "ol"})
# Which tags may stand directly in which; "" is the text itself.
BLOCK_HOLDERS = frozenset({"", "li", "blockquote"})
WORD_HOLDERS = INLINE | BLOCK_HOLDERS | {"p"}
PARENTS = {**dict.fromkeys(INLINE, WORD_HOLDERS), "p": BLOCK_HOLDERS, "ul": BLOCK_HOLDERS, "ol": BLOCK_HOLDERS,
           "li": LISTS, "blockquote": BLOCK_HOLDERS, "br": WORD_HOLDERS}
DEEPEST = 20
LONGEST = 10_000  # characters: more than any text of an item has
WORDS = r"[^<&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
ONLY_PLAIN = re.compile(rf"(?:{WORDS}++|&(?:amp|lt);|&(?=[ \t\n])|</?(?:{'|'.join(PARENTS)})>)*+")
TAG = re.compile(r"<(/?)(\w+)>")


def is_plain(text: str) -> bool:
    """Whether the text holds only words and our own tags, bare, closed and nested as HTML wants them."""
    if len(text) > LONGEST or not ONLY_PLAIN.fullmatch(text):
        return False
    spend(text.count("<"))
    stack = [""]
    for closes, tag in TAG.findall(text):
        if closes:
            if stack[-1] != tag:
                return False
            stack.pop()
        elif stack[-1] not in PARENTS[tag] or (tag in INLINE and tag in stack) or len(stack) > DEEPEST:
            return False
        elif tag != "br":
            stack.append(tag)
    return len(stack) == 1
