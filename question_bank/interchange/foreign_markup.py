"""HTML that others wrote, brought down to the markup of items: what is dropped is named, and no word is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

import lxml.etree
import lxml.html

from question_bank.effort import spend
from question_bank.interchange.mathematics import math_in_words
from question_bank.markup import TAGS, MarkupRefused, clean
from question_bank.plain_markup import is_plain

Picture = Callable[[str], str | None]  # the address in the file; the digest of the picture, or None when it is dropped
RENAMED = {"b": "strong", "i": "em", "h1": "strong", "h2": "strong", "h3": "strong", "h4": "strong", "h5": "strong",
           "h6": "strong", "dl": "ul", "dt": "li", "dd": "li", "pre": "code", "tt": "code", "kbd": "code",
           "tfoot": "tbody", "cite": "em", "dfn": "em", "var": "em"}
BLOCKS = {"div", "section", "article", "center", "header", "footer", "figure", "figcaption", "address", "fieldset"}
ACTIVE = {"script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "select", "textarea",
          "link", "meta", "base", "frame", "frameset", "noscript", "template"}
MEDIA = {"svg", "video", "audio", "canvas", "source", "track", "picture"}
ACTIVE_ADDRESS = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data)\s*:", re.IGNORECASE)
SINGLE_AND = re.compile(r"&(?=[ \t\n])")
BARE_AND = re.compile(r"&amp;(?=\s+\S)")  # an "and" between words begins no entity, and is easier to read bare
PICTURE_DATA = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
BLOCK_TAG = re.compile(r"<(?:p|ul|ol|li|table|blockquote)>")
EMPTY = re.compile(r"<(p|em|strong)>\s*</\1>")  # what is left of a tag that held a block
DEEPEST = 200
MOST_ATTRIBUTES = 100  # of one element: parsers take the square of their number in time
LONGEST = 200_000  # characters without those of pictures: twenty times what an item may hold
SHORT = 300  # characters, in which there is no room for more


class MarkupTooDeep(ValueError):
    """The markup is nested deeper, or is longer, than that of any honest text."""


@dataclass
class Translated:
    """The text in our markup, and (code, sentence) for each thing that was dropped, each once."""

    text: str = ""
    notices: list[tuple[str, str]] = field(default_factory=list)

    def note(self, code: str, sentence: str) -> None:
        """Remember one thing that was dropped."""
        if (code, sentence) not in self.notices:
            self.notices.append((code, sentence))


def translated(source: str, picture: Picture = lambda address: None) -> Translated:
    """The text of some HTML. Raises MarkupTooDeep; everything else that is not ours is dropped and named."""
    done = Translated()
    if "<" not in source and "&" not in source:
        done.text = source.strip()
        return done
    if is_plain(source):
        done.text = BARE_AND.sub("&", _alone(SINGLE_AND.sub("&amp;", source)))
        return done
    _tell_work(source)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml.html.fragment_fromstring(source.replace("\x00", ""), create_parent="div", parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        raise MarkupTooDeep("The markup of this text cannot be read. Write the text again.") from None
    done.text = BARE_AND.sub("&", _alone(_settled("".join(_inside(root, done, picture, 0)))))
    return done


def _settled(text: str) -> str:
    """The text nested as browsers nest it: a table with its body, and no list inside a word in italics."""
    if is_plain(text):
        return text
    spend(250 + 25 * (text.count("<") + text.count("&")))
    try:
        cleaned = clean(text)
    except MarkupRefused:
        return text
    return text if unescape(cleaned) == unescape(text) else EMPTY.sub("", cleaned)


def _tell_work(source: str) -> None:
    """Say what parsing will take. Raises MarkupTooDeep for a text or an element that no honest person writes."""
    spend(40 + 6 * (source.count("<") + source.count("&")))
    if len(source) <= SHORT:
        spend(0.3 * len(source))
        return
    words = PICTURE_DATA.sub("", source)
    if len(words) > LONGEST:
        raise MarkupTooDeep(f"This text has more than {LONGEST} characters. Shorten it.")
    count = _Attributes()
    parser = lxml.html.HTMLParser(target=count, no_network=True, huge_tree=False)
    parser.feed(f"<div>{words}")
    parser.close()
    spend(2 * count.all)
    if count.most > MOST_ATTRIBUTES:
        raise MarkupTooDeep(f"An element of this text has more than {MOST_ATTRIBUTES} attributes. Write it again.")


class _Attributes:
    """Counts the attributes of a text as they go by, without making a tree of them."""

    def __init__(self):
        self.all = self.most = 0

    def start(self, tag: str, attributes) -> None:
        """An element begins."""
        self.all += len(attributes)
        self.most = max(self.most, len(attributes))

    def close(self) -> None:
        """The text has ended."""


def spelled(text: str) -> str:
    """One spelling for texts that look the same on a page: entities only where they are needed, spaces joined."""
    return " ".join(translated(text, lambda address: address.removeprefix("asset:")).text.split())


def escaped(text: str) -> str:
    """Plain words as our markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _inside(element, done: Translated, picture: Picture, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise MarkupTooDeep("The markup of this text is nested too deeply. Write the text again.")
    yield escaped(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _element(child, done, picture, depth)
        yield escaped(child.tail or "")


def _element(element, done: Translated, picture: Picture, depth: int) -> Iterator[str]:
    tag = element.tag.lower().rpartition(":")[2]
    _note_attributes(element, done)
    if tag in ACTIVE:
        done.note("script-removed", f"A part that runs or leads elsewhere ({tag}) was removed.")
        if tag not in ("form", "noscript", "button"):
            return
    if tag in MEDIA:
        done.note("media-dropped", f"A medium of the kind {tag} was dropped. Only PNG, JPEG and GIF pictures are kept.")
        return
    if tag == "math":
        yield escaped(math_in_words(element))
        done.note("math-as-text", "A formula was turned into plain text. Read it again.")
        return
    if tag == "img":
        yield _picture(element, done, picture)
        return
    yield from _plain_element(tag, element, done, picture, depth)


def _plain_element(tag: str, element, done: Translated, picture: Picture, depth: int) -> Iterator[str]:
    inside = "".join(_inside(element, done, picture, depth + 1))
    name = RENAMED.get(tag, tag)
    if tag == "a" and element.get("href"):
        done.note("link-dropped", "A link was dropped; its words were kept.")
    if name == "br":
        yield "<br>"
    elif tag in BLOCKS or tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        content = f"<strong>{inside.strip()}</strong>" if name == "strong" else inside.strip()
        yield content if not inside.strip() or BLOCK_TAG.search(inside) else f"<p>{content}</p>"
    elif name in TAGS and name != "img":
        yield f"<{name}>{inside}</{name}>"
    else:
        yield inside


def _note_attributes(element, done: Translated) -> None:
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or (name != "src" and ACTIVE_ADDRESS.match(value)):
            done.note("script-removed", "An attribute that runs something was removed.")


def _picture(element, done: Translated, picture: Picture) -> str:
    words = " ".join((element.get("alt") or "").split())
    digest = picture(element.get("src") or "")
    if digest is not None:
        return f'<img src="asset:{digest}" alt="{escape(words)}">'
    done.note("media-dropped", "A picture was dropped: it is not in the file, or it is no PNG, JPEG or GIF.")
    return escaped(f"[{words}]") if words else ""


def _alone(text: str) -> str:
    """The text without a paragraph around the whole of it."""
    text = text.strip()
    inner = text[3:-4]
    return inner.strip() if text.startswith("<p>") and text.endswith("</p>") and "<p>" not in inner else text
