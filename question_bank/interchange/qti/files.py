"""One file of questions: an item of QTI 2 or 3, or a bank or test of QTI 1.2 with many."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from question_bank.interchange.qti import bank_items
from question_bank.interchange.qti.bank_items import BankItem
from question_bank.interchange.qti.choice_items import ChoiceItem
from question_bank.interchange.qti.gathering import Gathered, code_for
from question_bank.interchange.qti.manifests import Resource, fit_tags
from question_bank.interchange.qti.names import plainly_named
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.refusals import ItemRefused, Notices
from question_bank.interchange.qti.texts import Texts, note_styles
from question_bank.interchange.safe_xml import XmlRefused, xml_root
from question_bank.languages import is_language

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SECTION_TEXT = ("presentation_material", "material", "flow_mat")


@dataclass
class QuestionFile:
    """A file that is being read: its name, its tree, the pictures of its folder, and what the manifest says of it."""

    name: str
    root: etree._Element
    pictures: Pictures
    gathered: Gathered
    resource: Resource | None = None
    kept: Mapping[str, object] = field(default_factory=dict)

    def read_item(self) -> None:
        """Take the one item of a file of QTI 2 or 3."""
        identifier = self.root.get("identifier") or self.name
        language = self.root.get(XML_LANG) or ""
        item = plainly_named(self.root)

        def document(notices: Notices) -> dict:
            texts = Texts(self.pictures, notices)
            fields = ChoiceItem(item, texts, lambda address: self._passage(address, texts)).document()
            return self._completed({**fields, "title": " ".join((item.get("title") or "").split()),
                                    "language": language if is_language(language) else "en"}, notices)

        self.gathered.take(f"{self.name}#{identifier}", identifier, self.pictures.kept, document)

    def read_bank(self) -> None:
        """Take every item of a file of QTI 1.2."""
        root = plainly_named(self.root)
        passages = {item.get("ident") or "": item for item in root.iter("item") if bank_items.is_passage(item)}
        used: set[str] = set()
        for item in root.iter("item"):
            identifier = item.get("ident") or ""
            if identifier not in passages or passages[identifier] is not item:
                used.add(self._read_bank_item(item, identifier, passages))
        for identifier in passages:
            if identifier not in used:
                self.gathered.refuse(f"{self.name}#{identifier}", "other-interaction:none", "This is a text without a "
                                     "question, and no question of the file belongs to it. Leave it out.")
        for outside in root.iter("bankentry_item"):
            self.gathered.refuse(f"{self.name}#{outside.get('item_ref') or ''}", "missing-file", "This question stands "
                                 "in another bank, which is not in the file. Export that bank too.")
        self._report_draws(root)

    def _report_draws(self, root: etree._Element) -> None:
        """A group of QTI 1.2 may draw some of its questions for each person, as Canvas's question groups do."""
        draws = sum(bool((one.text or "").strip()) for one in root.iter("selection_number"))
        if draws:
            self.gathered.note(self.name, "test-left-out", f"Groups that draw some of their questions: {draws}. The "
                               "questions were read, the drawing was not kept. Use a blueprint here.")

    def _read_bank_item(self, item: etree._Element, identifier: str, passages: dict) -> str:
        """Take one item; returns the identifier of the text that it shares, or nothing."""
        parent = bank_items.metadata_of(item).get("parent_stimulus_item_ident") or next(
            (one.get("parent_stimulus_item_ident") for one in item.iterancestors("section")
             if one.get("parent_stimulus_item_ident")), "")

        def document(notices: Notices) -> dict:
            texts = Texts(self.pictures, notices)
            fields = BankItem(item, texts).document()
            shared = self._shared(item, parent, passages, texts)
            return self._completed({**fields, **shared, "title": " ".join((item.get("title") or "").split()),
                                    "language": _language(item)}, notices)

        name = identifier or f"item-{self.gathered.found + 1}"
        self.gathered.take(f"{self.name}#{name}", name, self.pictures.kept, document)
        return parent

    def _shared(self, item: etree._Element, parent: str, passages: dict, texts: Texts) -> dict:
        """The text that Canvas calls a stimulus, or that stands at the head of the section."""
        if parent in passages:
            return _named_text(parent, bank_items.shared_text(passages[parent].find("presentation"), texts))
        if parent:
            raise ItemRefused("missing-file", f"The shared text {parent[:80]} is not in the file. Export it together "
                              "with its questions.")
        for section in item.iterancestors("section"):
            words = bank_items.shared_text([part for part in section if part.tag in SECTION_TEXT], texts)
            if words:
                return _named_text(section.get("ident") or "", words)
        return {}

    def _completed(self, fields: dict, notices: Notices) -> dict:
        """With what the manifest says of the item, and with what only we keep beside an item that was changed since."""
        if self.resource is not None:
            tags, too_much = fit_tags([*fields.get("tags", ()), *self.resource.tags])
            fields |= {"tags": tags, "competency": self.resource.competency, "level": self.resource.level}
            if too_much:
                notices.note("metadata-dropped", f"{len(too_much)} keywords were too long or too many.")
        if fields.get("stimulus"):
            fields |= _named_text(fields.get("scenario", ""), fields["stimulus"])
        return {**self.kept, **fields}

    def _passage(self, address: str, texts: Texts) -> tuple[str, str]:
        """A shared text of the package: its name and its words."""
        name = self.pictures.path_of(address)
        if name is None:
            raise ItemRefused("missing-file", f"The shared text {address[:80]} is not in the package. Add it, or put "
                              "its words into the question.")
        data = self.pictures.entry(name)
        beside = Texts(Pictures(self.pictures.entry, name.rpartition("/")[0], kept=self.pictures.kept), texts.notices)
        try:
            root = xml_root(data)
        except XmlRefused as refused:
            if name.endswith((".html", ".htm", ".xhtml")) and refused.code == "not-well-formed":
                return name, beside.of_html(data.decode("utf-8", "replace"))
            raise ItemRefused(refused.code, f"The shared text {name} cannot be read. {refused}") from None
        root = plainly_named(root)
        note_styles(root, texts.notices)
        body = root.find("stimulusBody") if root.find("stimulusBody") is not None else root.find("body")
        if next((body if body is not None else root).iter("include", "object"), None) is not None:
            texts.notices.note("media-dropped", "A part of a shared text stands in another file and was left out.")
        return root.get("identifier") or name, beside.of_element(body if body is not None else root)


def _named_text(name: str, words: str) -> dict:
    """A shared text under a code: its own name, or one made of its words."""
    name = name or f"set-{hashlib.sha256(words.encode()).hexdigest()[:12]}"
    return {"scenario": code_for(name, Notices("")), "stimulus": words}


def _language(item: etree._Element) -> str:
    found = next((one.get("lang") for one in (item, *item.iterancestors()) if one.get("lang")), "")
    return found if is_language(found) else "en"
