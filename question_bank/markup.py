"""Authored text on its way in and out: bleach, then nh3, with one small allow-list.

bleach is at its final release, so nh3 goes over its result once more. If the second pass changes anything but
the spelling of entities, the text is refused rather than repaired: two sanitisers that disagree are a warning.
MathML and SVG are never allowed. The only address is that of a picture of the bank, `asset:` and its digest, and a
picture has words in its place; where a page shows it, the page says under which address it keeps pictures.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache

import bleach
import nh3

from question_bank.effort import spend
from question_bank.items import ASSET
from question_bank.plain_markup import is_plain

TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "sub", "sup", "code", "blockquote", "img",
                  "table", "caption", "thead", "tbody", "tr", "th", "td"})
OF_A_PICTURE = ("src", "alt")
PICTURE = re.compile(r'src="asset:([0-9a-f]{64})"')
NO_PICTURE = re.compile(r'<img(?![^>]* src="asset:)[^>]*>')  # what is left of a picture from elsewhere


class MarkupRefused(ValueError):
    """The text holds markup on which the two sanitisers do not agree."""


def _first_pass(text: str) -> str:
    return bleach.clean(text, tags=TAGS, attributes={"img": _of_a_picture}, protocols=["asset"], strip=True,
                        strip_comments=True)


def _second_pass(text: str) -> str:
    return nh3.clean(text, tags=set(TAGS), attributes={"img": set(OF_A_PICTURE)}, url_schemes={"asset"}, link_rel=None,
                     attribute_filter=_kept, strip_comments=True)


def _of_a_picture(tag: str, name: str, value: str) -> bool:
    return name == "alt" or (name == "src" and ASSET.fullmatch(value) is not None)


def _kept(tag: str, name: str, value: str) -> str | None:
    return value if _of_a_picture(tag, name, value) else None


@lru_cache(maxsize=256)  # a reader cleans a text, and the check of the item asks about the same text again
def clean(text: str) -> str:
    """The text with nothing but the allowed tags, to be stored. Raises MarkupRefused when the passes disagree."""
    once = _first_pass(text)
    twice = _second_pass(once)
    if html.unescape(once) != html.unescape(twice):
        raise MarkupRefused("This text holds markup that is not allowed. Use plain text with em, strong or lists.")
    return twice


def render(text: str, address: Callable[[str], str] | None = None) -> str:
    """The text as HTML for a page, through the same allow-list, whatever the store holds.

    `address` gives the address of a picture by its digest; without it pictures keep their `asset:` address, which no
    browser follows.
    """
    cleaned = NO_PICTURE.sub("", _second_pass(_first_pass(text)))
    if address is None:
        return cleaned
    return PICTURE.sub(lambda found: f'src="{html.escape(address(found[1]))}"', cleaned)


def pictures_without_words(text: str) -> int:
    """How many pictures of the text have no words in their place."""
    return sum(not re.search(r'alt="[^"]*[^\s"][^"]*"', tag) for tag in re.findall(r"<img[^>]*>", render(text)))


def keeps_whole(text: str) -> bool:
    """Whether cleaning would lose nothing of the text. Raises MarkupRefused when the passes disagree."""
    if ("<" not in text and "&" not in text) or is_plain(text):
        return True
    spend(250 + 25 * (text.count("<") + text.count("&")))
    return html.unescape(clean(text)) == html.unescape(text)
