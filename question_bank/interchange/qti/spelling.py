"""How QTI 3, 2.2 and 2.1 spell the same document: names, namespaces, addresses of schemas and templates."""

import re
from dataclasses import dataclass

from lxml import etree

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"


@dataclass(frozen=True)
class Spelling:
    """One version of QTI, as it is written."""

    format: str
    items: str  # namespace of items
    items_schema: str
    package: str  # namespace of the manifest
    package_schema: str
    facts: str  # namespace of QTI's own metadata
    facts_schema: str
    schema: str
    schema_version: str
    item_type: str
    templates: str
    dashes: bool = False

    def named(self, name: str) -> str:
        """The name of an element of QTI."""
        return f"{{{self.items}}}" + (f"qti-{_dashed(name)}" if self.dashes else name)

    def attribute(self, name: str) -> str:
        """The name of an attribute of QTI."""
        return _dashed(name) if self.dashes else name

    def element(self, name: str, *parts, **attributes: str) -> etree._Element:
        """An element of QTI with its parts: texts and elements."""
        return filled(etree.Element(self.named(name)), parts, {self.attribute(one): value
                                                               for one, value in attributes.items()})


def filled(element: etree._Element, parts, attributes: dict[str, str]) -> etree._Element:
    """The element with attributes, in the order given, and with parts: texts, elements, or nothing (None)."""
    for name, value in attributes.items():
        element.set(name, value)
    for part in parts:
        if isinstance(part, str):
            if len(element):
                element[-1].tail = (element[-1].tail or "") + part
            else:
                element.text = (element.text or "") + part
        elif part is not None:
            element.append(part)
    return element


def document(root: etree._Element) -> bytes:
    """A whole document: the same tree gives the same bytes."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8") + b"\n"


def _dashed(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda found: "-" + found[1].lower(), name)


QTI3 = Spelling(
    "qti3", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_metadatav3p0_v1p0.xsd",
    "QTI Package", "3.0.0", "imsqti_item_xmlv3p0", "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/", True)
QTI21 = Spelling(
    "qti21", "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_metadata_v2p1.xsd",
    "QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1", "http://www.imsglobal.org/question/qti_v2p1/rptemplates/")
QTI22 = Spelling(
    "qti22", "http://www.imsglobal.org/xsd/imsqti_v2p2", "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_metadata_v2p2.xsd",
    "QTIv2.2 Package", "1.0.0", "imsqti_item_xmlv2p2", "http://www.imsglobal.org/question/qti_v2p2/rptemplates/")
SPELLINGS = {one.format: one for one in (QTI3, QTI22, QTI21)}
