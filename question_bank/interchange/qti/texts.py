"""The text inside an element, in the markup of items: what is not ours is dropped and named."""

import re
from dataclasses import dataclass

from lxml import etree

from question_bank.interchange.foreign_markup import MarkupTooDeep, escaped, translated
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.refusals import ItemRefused, Notices

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
SPACES = re.compile(r"[ \t\r\n]+")
AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li|blockquote|table|caption|thead|tbody|tr|th|td)>|<br>)\s*")
MOST_TAGS = 5_000
PICTURE_DROPPED = "A picture was dropped: "


@dataclass(frozen=True)
class Texts:
    """Turns elements and HTML of one item into texts, and notes what was dropped on the way."""

    pictures: Pictures
    notices: Notices

    def of_element(self, element: etree._Element) -> str:
        """The text of a plainly named element, without the element itself."""
        if not len(element):
            return escaped(SPACES.sub(" ", element.text or "").strip())
        _as_html(element)
        inside = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
        return self.of_html(inside[inside.index(">") + 1:inside.rindex("<")])

    def of_html(self, source: str) -> str:
        """The text of a piece of HTML. Raises ItemRefused where it is nested too deeply or needs what is not there."""
        if source.count("<") > MOST_TAGS:
            raise ItemRefused("too-large", f"A text holds more than {MOST_TAGS} tags. Write it more simply.")
        try:
            done = translated(SPACES.sub(" ", source), lambda address: self.pictures.digest_of(address, self.notices))
        except MarkupTooDeep as trouble:
            raise ItemRefused("too-large", str(trouble)) from None
        for code, sentence in done.notices:
            if not sentence.startswith(PICTURE_DROPPED):  # why it was dropped has been said where it was looked for
                self.notices.note(code, sentence)
        text = AROUND_BLOCKS.sub(r"\1", SPACES.sub(" ", done.text)).replace("<p></p>", "").strip()
        alone = text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1
        return text[3:-4] if alone else text


def note_styles(root: etree._Element, notices: Notices) -> None:
    """Say that a style sheet was left behind; pages here have one look."""
    if next(root.iter("stylesheet"), None) is not None:
        notices.note("style-dropped", "A style sheet was left behind. See that no word of the question speaks of a "
                     "colour or a place.", "info")


def cut(element: etree._Element) -> None:
    """Take an element out of its tree; the words behind it stay."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail:
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def _as_html(element: etree._Element) -> None:
    """Names that HTML does not have, or would write without their words."""
    for part in element.iterdescendants(etree.Element):
        name = part.tag
        kind = (part.get("type") or "").lower()
        if name == "object" and kind.startswith(("video/", "audio/")):
            part.tag = "video"
        elif name == "object" and kind.startswith("image/"):
            part.tag = "img"
            part.set("src", part.get("data") or "")
            part.set("alt", part.get("alt") or " ".join("".join(part.itertext()).split()))
            part.text = None
            for child in list(part):
                part.remove(child)
        elif name == "rt":
            part.text, part.tail = f"({part.text or ''}", f"){part.tail or ''}"
        elif name == "rp":
            part.text = None
        elif name in EMPTY and (part.text or len(part)):
            part.tag = "span"
