"""An item of QTI 1.2 as a plain document: one response_lid, its key, its texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree

from question_bank.interchange.qti.answers import check_choices, key_of
from question_bank.interchange.qti.choice_items import kind_by_words
from question_bank.interchange.qti.conditions import Conditions
from question_bank.interchange.qti.feedback import Reasons, together
from question_bank.interchange.qti.refusals import ItemRefused
from question_bank.interchange.qti.texts import Texts

RESPONSES = ("response_lid", "response_xy", "response_str", "response_num", "response_grp", "response_extension")
RENDERED = "render_choice"
HTML_TYPES = ("text/html", "text/xhtml", "application/xhtml+xml")
MEDIA = ("mataudio", "matvideo", "matapplet", "matapplication", "mat_extension")
TAGS = ("keywords", "qmd_keywords", "tags", "topic", "qmd_topic")
NOT_SHOWN = ("text_only_question",)


def metadata_of(item: etree._Element) -> dict[str, str]:
    """The labelled entries of an item, by label in lower case."""
    return {" ".join((one.findtext("fieldlabel") or "").split()).casefold():
            " ".join((one.findtext("fieldentry") or "").split())
            for one in item.iterfind(".//qtimetadatafield")}


def is_passage(item: etree._Element) -> bool:
    """Whether this is no question but a text that questions may share."""
    return metadata_of(item).get("question_type") in NOT_SHOWN \
        or (item.find("presentation") is not None and not any(True for _ in item.iter(*RESPONSES)))


def shared_text(elements: Iterable[etree._Element], texts: Texts) -> str:
    """The text of the materials inside, those of options left out."""
    return texts.of_html("".join(pieces(elements)))


@dataclass
class BankItem:
    """One item that is being read."""

    item: etree._Element
    texts: Texts

    def document(self) -> dict:
        """The fields of the item. Raises ItemRefused with the first reason why it cannot be used."""
        response = self._response()
        labels = list(response.iter("response_label"))
        names = [(label.get("ident") or "").strip() for label in labels]
        check_choices(names)
        several = (response.get("rcardinality") or "Single").casefold() == "multiple"
        conditions, answers_to = Conditions(self.item), response.get("ident") or ""
        key = key_of(names, several, 0, lambda answer: conditions.run(answers_to, answer)[0], self.texts.notices)
        if key is None:
            raise ItemRefused("no-key", "The question does not say which option is right. Say it and try again.")
        for right in key.right:
            if right not in names:
                raise ItemRefused("key-not-a-choice", f"The key {right[:40]!r} names no option.")
        reasons = self._reasons(conditions, answers_to, names)
        fields = {**key.fields, "rationale": together(reasons.general),
                  "stem": shared_text(self.item.find("presentation"), self.texts),
                  "options": [{"id": name, "text": shared_text(label, self.texts), "rationale": reasons.of(name)}
                              for name, label in zip(names, labels, strict=True)],
                  "fixed_order": self._is_fixed(response, labels), "tags": self._tags()}
        return fields | kind_by_words(fields)

    def _response(self) -> etree._Element:
        found = list(self.item.iter(*RESPONSES))
        kind = metadata_of(self.item).get("question_type", "")
        if len(found) > 1:
            raise ItemRefused("composite", f"{len(found)} interactions stand in one question. Split it.")
        name = "none" if not found else found[0].tag
        if name == "response_lid":
            ordered = (found[0].get("rcardinality") or "Single").casefold() == "ordered"
            drawn = next((part.tag for part in found[0].iter(etree.Element) if part.tag.startswith("render_")), "none")
            name = "ordered" if ordered else "" if drawn == RENDERED else drawn
        if name:
            name = kind.removesuffix("_question") or name
            raise ItemRefused(f"other-interaction:{name[:40]}", "Only questions with options to choose from can be used"
                              f", and this one is of the kind {name[:40]}.")
        return found[0]

    def _reasons(self, conditions: Conditions, response: str, names: list[str]) -> Reasons:
        reasons = Reasons(names)
        parts = self.item.findall("itemfeedback")
        shown = {name: conditions.run(response, frozenset([name]))[1] for name in names} if parts else {}
        for part in parts:
            called = part.get("ident") or ""
            seen = frozenset(name for name in names if called in shown[name])
            reasons.add(shared_text(part, self.texts), seen, called if not seen else "")
        return reasons

    def _is_fixed(self, response: etree._Element, labels: list[etree._Element]) -> bool:
        """Said to be in a fixed order; where nothing is said, the program that wrote the file decides elsewhere."""
        drawn = next(response.iter(RENDERED))
        return (drawn.get("shuffle") or "").casefold() == "no" \
            or any((label.get("rshuffle") or "").casefold() == "no" for label in labels)

    def _tags(self) -> list[str]:
        found = metadata_of(self.item)
        return [part.strip() for name in TAGS for part in found.get(name, "").split(",") if part.strip()]


def pieces(elements: Iterable[etree._Element]) -> Iterator[str]:
    """The materials inside as pieces of HTML, without those of options and of other items."""
    for part in elements:
        if part.tag in ("mattext", "matemtext"):
            yield f"<div>{_written(part)}</div>"
        elif part.tag == "matimage":
            yield _image(part)
        elif part.tag == "matbreak":
            yield "<br>"
        elif part.tag in MEDIA:
            yield "<audio></audio>"  # named as dropped, like any other medium
        elif part.tag not in ("response_label", "itemmetadata", "resprocessing", "itemfeedback", "item"):
            yield from pieces(part)


def _written(part: etree._Element) -> str:
    if len(part):
        inside = etree.tostring(part, method="html", encoding="unicode", with_tail=False)
        return inside[inside.index(">") + 1:inside.rindex("<")]
    words = part.text or ""
    return words if (part.get("texttype") or "").casefold() in HTML_TYPES else escape(words, quote=False)


def _image(part: etree._Element) -> str:
    address = part.get("uri") or part.get("entityref") or ""
    if not address and (part.get("embedded") or "").casefold() == "base64":
        address = f"data:{part.get('imagtype') or 'image/png'};base64,{''.join((part.text or '').split())}"
    return f'<img src="{escape(address)}" alt="{escape(part.get("label") or "")}">'
