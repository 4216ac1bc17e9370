"""Authored text on its way in and out: bleach, then nh3, with one small allow-list.

bleach is at its final release, so nh3 goes over its result once more. If the second pass changes anything but
the spelling of entities, the text is refused rather than repaired: two sanitisers that disagree are a warning.
MathML and SVG are never allowed, and no address of any kind: media are local and named elsewhere.
"""

import html

import bleach
import nh3

TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "sub", "sup", "code", "blockquote"})


class MarkupRefused(ValueError):
    """The text holds markup on which the two sanitisers do not agree."""


def _first_pass(text: str) -> str:
    return bleach.clean(text, tags=TAGS, attributes={}, protocols=[], strip=True, strip_comments=True)


def _second_pass(text: str) -> str:
    return nh3.clean(text, tags=set(TAGS), attributes={}, url_schemes=set(), link_rel=None, strip_comments=True)


def clean(text: str) -> str:
    """The text with nothing but the allowed tags, to be stored. Raises MarkupRefused when the passes disagree."""
    once = _first_pass(text)
    twice = _second_pass(once)
    if html.unescape(once) != html.unescape(twice):
        raise MarkupRefused("This text holds markup that is not allowed. Use plain text with em, strong or lists.")
    return twice


def render(text: str) -> str:
    """The text as HTML for a page, through the same allow-list, whatever the store holds."""
    return _second_pass(_first_pass(text))


def keeps_whole(text: str) -> bool:
    """Whether cleaning would lose nothing of the text. Raises MarkupRefused when the passes disagree."""
    if "<" not in text and "&" not in text:
        return True
    return html.unescape(clean(text)) == html.unescape(text)
