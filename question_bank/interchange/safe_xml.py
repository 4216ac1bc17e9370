"""XML that others wrote: taken in without following, fetching or expanding anything that it points at."""

import re
from html.entities import html5

from lxml import etree

MOST_TAGS = 300_000
MOST_ATTRIBUTES = 100  # of one element: whoever reads them takes the square of their number in time
CROWDED = re.compile(rb"""<[^<>"'!?/][^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+){%d}""" % (MOST_ATTRIBUTES + 1))
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252"}
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00\x00<", b"+/v")
DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
QUOTED = rb"""(?:"[^"<>\[\]]*"|'[^'<>\[\]]*')"""
# A document type without anything of its own: old exports name their DTD so. It is never fetched.
PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:PUBLIC\s+" + QUOTED + rb"|SYSTEM)\s+" + QUOTED + rb")?\s*>")
ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
XML_NAMES = (b"amp", b"lt", b"gt", b"quot", b"apos")
ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")


class XmlRefused(ValueError):
    """The document is not taken in; `code` is the reason."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


def xml_root(data: bytes) -> etree._Element:
    """The root of a document. Raises XmlRefused for what is broken, in a strange encoding, or built to harm."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    _check_encoding(data)
    _check_doctype(data)
    data = _without_doctype(data)
    if data.count(b"<") > MOST_TAGS:
        raise XmlRefused("too-large", f"The file holds more than {MOST_TAGS} tags. Split it.")
    if CROWDED.search(data):
        raise XmlRefused("too-large", f"An element of the file has more than {MOST_ATTRIBUTES} attributes. Save the "
                         "file again where it was made.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise _said(trouble) from None
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise XmlRefused("entities", "The file defines XML entities, which no honest file needs.")
    return root


def root_name(data: bytes) -> str:
    """The local name of the root, from a look at the bytes alone; empty where there is none."""
    found = ROOT.match(data, _doctype_ends(data, _prolog_ends(data)))
    return found[1].decode("ascii", "replace") if found else ""


def _check_encoding(data: bytes) -> None:
    declared = DECLARED.match(data)
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if data.startswith(OTHER_MARKS) or name not in ENCODINGS:
        raise XmlRefused("encoding", "The file is not in UTF-8. Save it again as UTF-8.")
    if b"\x00" in data:
        raise XmlRefused("not-well-formed", f"Byte {data.index(0) + 1} is no character. Save the file again.")
    if name in ("utf-8", "utf8"):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as trouble:
            raise XmlRefused("encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.") from None


def _check_doctype(data: bytes) -> None:
    place = _prolog_ends(data)
    if data[place:place + 9].upper() == b"<!DOCTYPE" and not PLAIN_DOCTYPE.match(data, place):
        raise XmlRefused("entities", "The file brings its own document type, which no honest file needs. "
                         "Remove the part from <!DOCTYPE to its end.")


def _without_doctype(data: bytes) -> bytes:
    """The document without its document type, which a parser would look for; the signs it defines are those of HTML."""
    found = PLAIN_DOCTYPE.match(data, _prolog_ends(data))
    if found is None:
        return data
    blank = b"\n" * found[0].count(b"\n")
    return data[:found.start()] + blank + ENTITY.sub(_as_number, data[found.end():])


def _as_number(found: re.Match) -> bytes:
    sign = "" if found[1] in XML_NAMES else html5.get(found[1].decode() + ";", "")
    return b"".join(b"&#%d;" % ord(part) for part in sign) or found[0]


def _prolog_ends(data: bytes) -> int:
    """Where the document type or the root begins."""
    place = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while True:
        while data[place:place + 1].isspace():
            place += 1
        end = {b"<?": b"?>", b"<!": b"-->"}.get(data[place:place + 2])
        if end is None or (end == b"-->" and data[place:place + 4] != b"<!--"):
            return place
        closed = data.find(end, place + 2)
        if closed < 0:
            return len(data)
        place = closed + len(end)


def _doctype_ends(data: bytes, place: int) -> int:
    found = PLAIN_DOCTYPE.match(data, place)
    return found.end() + _prolog_ends(data[found.end():]) if found else place


def _said(trouble: etree.XMLSyntaxError) -> XmlRefused:
    line, column = trouble.position
    if "XML_PARSE_HUGE" in (trouble.msg or "") or "amplification" in (trouble.msg or ""):
        return XmlRefused("too-large", f"The file is nested too deeply or holds too long a text, in line {line}.")
    reason = re.sub(r",? line \d+, column \d+.*", "", trouble.msg or "it ends too early", flags=re.DOTALL)
    return XmlRefused("not-well-formed", f"Not XML in line {line}, column {column}: {reason[:120]}. "
                      "Save the file again where it was made.")
