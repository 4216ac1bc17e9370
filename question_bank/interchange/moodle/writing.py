"""Writing Moodle XML as Moodle reads it: code, title, tags, reasons as feedback, pictures beside the texts."""

from base64 import b64encode
from collections.abc import Mapping, Sequence

from lxml import etree

from question_bank.assets import Asset
from question_bank.interchange.foreign_markup import spelled
from question_bank.interchange.labels import labels_of, stem_with_set, unheld
from question_bank.interchange.moodle.texts import BESIDE
from question_bank.interchange.weights import percent, weights_for
from question_bank.items import ASSET, ItemContent, Option
from question_bank.markup import render
from question_bank.problems import Problem


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as one file, in the given order."""
    root = etree.Element("quiz")
    for item in items:
        _question(root, item, assets or {})
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold of these items, as warnings."""
    return [problem for item in items for problem in unheld(item, pictures=True)]


def _question(root, item: ItemContent, assets: Mapping[str, Asset]) -> None:
    question = etree.SubElement(root, "question", type="multichoice")
    _plain(etree.SubElement(question, "name"), item.title or item.code)
    _text(question, "questiontext", stem_with_set(item), assets)
    _text(question, "generalfeedback", item.rationale, assets)
    several = item.kind == "multiple"
    for name, words in (("defaultgrade", str(item.points)), ("penalty", "0"), ("hidden", "0"), ("idnumber", item.code),
                        ("single", "false" if several else "true"),
                        ("shuffleanswers", "false" if item.fixed_order else "true"), ("answernumbering", "ABCD")):
        etree.SubElement(question, name).text = words
    for option in item.options:
        _answer(question, item, option, assets)
    tags = etree.SubElement(question, "tags")
    for label in labels_of(item):
        _plain(etree.SubElement(tags, "tag"), label)


def _answer(question, item: ItemContent, option: Option, assets: Mapping[str, Asset]) -> None:
    right, wrong = weights_for(len(item.keys), item.scoring) if item.kind == "multiple" else (100.0, 0.0)
    answer = _text(question, "answer", option.text, assets)
    answer.set("fraction", percent(right if option.id in item.right_options else wrong))
    _text(answer, "feedback", option.rationale, assets)


def _plain(element, words: str) -> None:
    etree.SubElement(element, "text").text = " ".join(words.split())


def _text(parent, name: str, text: str, assets: Mapping[str, Asset]):
    """A text as HTML; the pictures that it shows stand beside it."""
    element = etree.SubElement(parent, name, format="html")
    shown = [digest for digest in dict.fromkeys(ASSET.findall(text)) if digest in assets]
    words = render(spelled(text))
    for digest in shown:
        words = words.replace(f"asset:{digest}", f"{BESIDE}/{assets[digest].file_name}")
    etree.SubElement(element, "text").text = etree.CDATA(words) if "<" in words or "&" in words else words
    for digest in shown:
        file = etree.SubElement(element, "file", name=assets[digest].file_name, path="/", encoding="base64")
        file.text = b64encode(assets[digest].data).decode()
    return element
