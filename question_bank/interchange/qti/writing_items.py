"""One item as a document of QTI: the question, its options, its key, its reasons, and the text that it shares."""

import hashlib
import re
from collections.abc import Mapping

import lxml.html
from lxml import etree

from question_bank.assets import Asset
from question_bank.interchange.qti.spelling import QTI3, XML, XSI, Spelling, document, filled
from question_bank.items import ASSET, ItemContent, Option
from question_bank.markup import render

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ONLY_BLOCKS = ("blockquote",)  # elements of QTI that hold no bare words
BLOCKS = {"p", "ul", "ol", "table", "blockquote"}
MEDIA = "../media/"


class ItemWriter:
    """Writes the items of one package. Pictures that are not at hand are replaced by their words."""

    def __init__(self, spelling: Spelling, assets: Mapping[str, Asset]):
        self.spelling, self.assets = spelling, assets

    def item(self, item: ItemContent) -> bytes:
        """The file of one item."""
        build, names = self.spelling.element, choice_names(item.options)
        reasons = [option for option in item.options if option.rationale]
        root = etree.Element(self.spelling.named("assessmentItem"), nsmap={None: self.spelling.items, "xsi": XSI})
        self._attributes(root, item)
        parts = [self._response(item, names), *self._outcomes(item, bool(reasons)), self._stimulus_link(item),
                 build("itemBody", self._passage(item), self.words("div", item.stem), self._choices(item, names)),
                 self._processing(item, bool(reasons)),
                 *(self._feedback("FEEDBACK", names[option.id], option.rationale) for option in reasons),
                 self._feedback("GENERAL", "general", item.rationale) if item.rationale else None]
        root.extend([part for part in parts if part is not None])
        return document(root)

    def stimulus(self, item: ItemContent) -> bytes:
        """The file of the text that an item shares with others; only QTI 3 has such files."""
        root = etree.Element(self.spelling.named("assessmentStimulus"), nsmap={None: self.spelling.items, "xsi": XSI})
        root.set(f"{{{XSI}}}schemaLocation", f"{self.spelling.items} {self.spelling.items_schema}")
        root.set("identifier", item.scenario)
        root.set("title", item.scenario)
        root.append(self.spelling.element("stimulusBody", self.words("div", item.stimulus)))
        return document(root)

    def words(self, name: str, text: str) -> etree._Element:
        """A text in an element of HTML."""
        if "<" not in text and "&" not in text:  # plain words, as most are
            return filled(etree.Element(f"{{{self.spelling.items}}}{name}"), [text], {})
        whole = lxml.html.fragment_fromstring(render(self._with_files(text)), create_parent=name)
        for part in whole.iter(etree.Element):
            if part.tag in ONLY_BLOCKS:
                _only_blocks(part)
        for part in whole.iter(etree.Element):
            part.tag = f"{{{self.spelling.items}}}{part.tag}"
            if part.get("src"):
                part.set("alt", part.get("alt", ""))
                part.set("src", MEDIA + self.assets[part.get("src").removeprefix("asset:")].file_name)
        return whole

    def _with_files(self, text: str) -> str:
        """Without the pictures that are not at hand."""
        return re.sub(r"<img[^>]*>", lambda tag: tag[0] if set(ASSET.findall(tag[0])) <= set(self.assets)
                      else " ".join(re.findall(r'alt="([^"]*)"', tag[0])), text)

    def _attributes(self, root: etree._Element, item: ItemContent) -> None:
        root.set(f"{{{XSI}}}schemaLocation", f"{self.spelling.items} {self.spelling.items_schema}")
        root.set("identifier", item.code)
        root.set("title", item.title or item.code)
        root.set("adaptive", "false")
        root.set(self.spelling.attribute("timeDependent"), "false")
        root.set(f"{{{XML}}}lang", item.language)

    def _response(self, item: ItemContent, names: dict[str, str]) -> etree._Element:
        build = self.spelling.element
        right = [build("value", names[key]) for key in item.right_options]
        mapping = None
        if item.scoring == "right_minus_wrong":
            points = [build("mapEntry", mapKey=names[option.id], mappedValue="1" if option.id in item.keys else "-1")
                      for option in item.options]
            mapping = build("mapping", *points, lowerBound="0", defaultValue="0")
        return build("responseDeclaration", build("correctResponse", *right), mapping, identifier="RESPONSE",
                     cardinality=_cardinality(item), baseType="identifier")

    def _outcomes(self, item: ItemContent, reasons: bool) -> list[etree._Element]:
        build = self.spelling.element
        found = [build("outcomeDeclaration", build("defaultValue", build("value", "0")), identifier="SCORE",
                       cardinality="single", baseType="float")]
        if reasons:
            found.append(build("outcomeDeclaration", identifier="FEEDBACK", cardinality=_cardinality(item),
                               baseType="identifier"))
        if item.rationale:
            found.append(build("outcomeDeclaration", build("defaultValue", build("value", "general")),
                               identifier="GENERAL", cardinality="single", baseType="identifier"))
        return found

    def _stimulus_link(self, item: ItemContent) -> etree._Element | None:
        if not item.scenario or self.spelling is not QTI3:
            return None
        return self.spelling.element("assessmentStimulusRef", identifier=item.scenario,
                                     href=f"../stimuli/{stimulus_name(item)}")

    def _passage(self, item: ItemContent) -> etree._Element | None:
        """QTI 2.1 has no files for shared texts: there the text stands in the question, under the name of its set."""
        if not item.scenario or self.spelling is QTI3:
            return None
        block = self.spelling.element("rubricBlock", self.words("div", item.stimulus))
        for name, value in (("class", "stimulus"), ("label", item.scenario), ("view", "candidate")):
            block.set(name, value)
        return block

    def _choices(self, item: ItemContent, names: dict[str, str]) -> etree._Element:
        whole = self.spelling.element("choiceInteraction", responseIdentifier="RESPONSE",
                                      shuffle="false" if item.fixed_order else "true",
                                      maxChoices="0" if item.kind == "multiple" else "1")
        for option in item.options:
            choice = self.words("div", option.text)
            choice.tag = self.spelling.named("simpleChoice")
            choice.set("identifier", names[option.id])
            whole.append(choice)
        return whole

    def _processing(self, item: ItemContent, reasons: bool) -> etree._Element:
        """The template where it says everything; written out where the answer also chooses the feedback."""
        build = self.spelling.element
        mapped = item.scoring == "right_minus_wrong"
        if not reasons:
            name = "map_response" if mapped else "match_correct"
            return build("responseProcessing", template=self.spelling.templates + name
                         + (".xml" if self.spelling is QTI3 else ""))
        score = self._set("SCORE", build("mapResponse", identifier="RESPONSE")) if mapped else self._match()
        return build("responseProcessing", score, self._set("FEEDBACK", build("variable", identifier="RESPONSE")))

    def _match(self) -> etree._Element:
        build = self.spelling.element
        test = build("match", build("variable", identifier="RESPONSE"), build("correct", identifier="RESPONSE"))
        return build("responseCondition",
                     build("responseIf", test, self._set("SCORE", build("baseValue", "1", baseType="float"))),
                     build("responseElse", self._set("SCORE", build("baseValue", "0", baseType="float"))))

    def _set(self, name: str, value: etree._Element) -> etree._Element:
        return self.spelling.element("setOutcomeValue", value, identifier=name)

    def _feedback(self, outcome: str, identifier: str, text: str) -> etree._Element:
        words = self.words("div", text)
        return self.spelling.element("modalFeedback", self.spelling.element("contentBody", words)
                                     if self.spelling is QTI3 else words,
                                     outcomeIdentifier=outcome, showHide="show", identifier=identifier)


def choice_names(options: tuple[Option, ...]) -> dict[str, str]:
    """The identifiers of the options: their ids where QTI takes them all, else choice_1, choice_2 ..."""
    fit = all(IDENTIFIER.fullmatch(option.id) for option in options)
    return {option.id: option.id if fit else f"choice_{number}" for number, option in enumerate(options, start=1)}


def stimulus_name(item: ItemContent) -> str:
    """The file of a shared text: the same text of the same set is one file."""
    return hashlib.sha256(f"{item.scenario}\n{item.stimulus}".encode()).hexdigest()[:16] + ".xml"


def _cardinality(item: ItemContent) -> str:
    return "multiple" if item.kind == "multiple" else "single"


def _only_blocks(element: etree._Element) -> None:
    """Put the words between blocks into paragraphs."""
    parts, paragraph = list(element), None
    words, element.text = element.text or "", None
    for part in parts:
        element.remove(part)
    if words.strip():
        paragraph = etree.SubElement(element, "p")
        paragraph.text = words
    for part in parts:
        tail, part.tail = part.tail or "", None
        if part.tag in BLOCKS:
            element.append(part)
            paragraph = None
        else:
            paragraph = etree.SubElement(element, "p") if paragraph is None else paragraph
            paragraph.append(part)
        if tail.strip():
            paragraph = etree.SubElement(element, "p") if paragraph is None else paragraph
            _add_words(paragraph, tail)


def _add_words(element: etree._Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
