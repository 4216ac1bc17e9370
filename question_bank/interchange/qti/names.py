"""One spelling for all versions: which version a document is, and its names as QTI 2 writes them."""

import re

from lxml import etree

from question_bank.interchange.safe_xml import XmlRefused

ITEM, TEST, STIMULUS, MANIFEST, BANK = "assessmentItem", "assessmentTest", "assessmentStimulus", "manifest", \
    "questestinterop"
ROOTS = {"assessmentItem": ITEM, "assessmentTest": TEST, "assessmentSection": TEST, "assessmentStimulus": STIMULUS,
         "manifest": MANIFEST, "questestinterop": BANK, "outcomeDeclaration": TEST}
MOST_TAGS_OF_AN_ITEM = 25_000
KNOWN = re.compile(r"imsqti(?:asi)?_v(2p[012]|3p0)")
LIKE_OURS = re.compile(r"imsqti|ims_qti|qtiasi", re.IGNORECASE)


def local(tag) -> str:
    """The name of an element or attribute without its namespace; empty for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def kind_of(root: etree._Element) -> str:
    """What a document is: one of the names above, or empty when it is none of QTI."""
    return ROOTS.get(camel(local(root.tag)), "")


def version_of(root: etree._Element) -> str:
    """qti3, qti22, qti21, qti20 or qti12. Raises XmlRefused for another version or no version."""
    if kind_of(root) == BANK:
        return "qti12"
    space = root.tag.rpartition("}")[0].lstrip("{")
    known = KNOWN.search(space)
    if known:
        return "qti3" if known[1] == "3p0" else "qti" + known[1].replace("p", "")
    if LIKE_OURS.search(space):
        raise XmlRefused("unsupported-version", f"This version of QTI is not known: {space[:80]}. "
                         "Export the questions as QTI 3.0, 2.2 or 2.1.")
    raise XmlRefused("unknown-namespace", f"The namespace {space[:80]!r} is not that of QTI. "
                     "Export the questions as QTI 3.0, 2.2 or 2.1.")


def check_size(kind: str, data: bytes) -> None:
    """Raises XmlRefused for a single question that is larger than any question, before it is parsed."""
    if kind == ITEM and data.count(b"<") > MOST_TAGS_OF_AN_ITEM:
        raise XmlRefused("too-large", f"The question holds more than {MOST_TAGS_OF_AN_ITEM} tags. Make it shorter.")


def camel(name: str) -> str:
    """qti-choice-interaction is choiceInteraction; other names stay."""
    return _joined(name.removeprefix("qti-")) if name.startswith("qti-") else name


def plainly_named(root: etree._Element) -> etree._Element:
    """The same tree with the names of QTI 2 and without namespaces; xml:lang becomes lang."""
    for element in root.iter(etree.Element):
        name = local(element.tag)
        ours = name.startswith("qti-")
        element.tag = camel(name)
        for key, value in list(element.attrib.items()):
            plain = local(key)
            if ours and "-" in plain and not plain.startswith("data-"):
                plain = _joined(plain)
            if plain != key:
                del element.attrib[key]
                element.set(plain, value)
    etree.cleanup_namespaces(root)
    return root


def _joined(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
