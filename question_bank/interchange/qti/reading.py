"""The one way in: a package or a single file of QTI becomes items, problems, pictures and the places they came from."""

from question_bank.assets import Asset
from question_bank.interchange.archives import ArchiveRefused
from question_bank.interchange.qti.files import QuestionFile
from question_bank.interchange.qti.gathering import Gathered
from question_bank.interchange.qti.names import (
    BANK,
    ITEM,
    MANIFEST,
    ROOTS,
    camel,
    check_size,
    kind_of,
    local,
    version_of,
)
from question_bank.interchange.qti.packages import NO_WHOLE_ZIP, read_package
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.refusals import ItemRefused
from question_bank.interchange.safe_xml import XmlRefused, root_name, xml_root
from question_bank.interchange.telling import Told, nobody
from question_bank.items import ItemContent
from question_bank.problems import Problem

PACKED = (".zip", ".imscc")
Read = tuple[str, list[ItemContent], list[Problem], dict[str, Asset], dict[str, str]]


def read_qti(name: str, data: bytes, told: Told = nobody) -> Read:
    """Read a package or a single file: its version, the items, the problems, the pictures, the sources by code."""
    gathered = Gathered()
    try:
        if data.startswith(b"PK"):
            read_package(data, gathered, told)
        elif name.casefold().endswith(PACKED) and not root_name(data):
            raise ArchiveRefused("not-well-formed", NO_WHOLE_ZIP)
        else:
            _read_alone(name, data, gathered)
    except (ArchiveRefused, XmlRefused) as refused:
        gathered.refuse(name, refused.code, str(refused))
    except ItemRefused as refused:
        return "qti", [], [Problem(name, refused.code, str(refused))], {}, {}
    if not gathered.found:
        gathered.note(name, "empty", "The file holds no questions. Export them as QTI 3.0, 2.2 or 2.1.", "error")
    return (next(iter(gathered.versions), "qti"), list(gathered.items.values()), gathered.problems, gathered.assets,
            gathered.sources)


def _read_alone(name: str, data: bytes, gathered: Gathered) -> None:
    check_size(ROOTS.get(camel(root_name(data)), ""), data)
    root = xml_root(data)
    kind = kind_of(root)
    if kind not in (ITEM, BANK):
        gathered.refuse(name, "no-items" if kind else "unknown-namespace", _what_it_is(kind, local(root.tag)))
        return
    gathered.versions.append(version_of(root))
    file = QuestionFile(name, root, Pictures(lambda entry: None, alone=True), gathered)
    if kind == BANK:
        file.read_bank()
    else:
        file.read_item()


def _what_it_is(kind: str, root: str) -> str:
    if kind == MANIFEST:
        return "This is the list of a package without its files. Choose the whole package, a zip file."
    if kind:
        return "This file holds no question itself. Choose the whole package, a zip file."
    return f"The root {root[:40]!r} is none that is known. Export the questions as QTI or Moodle XML."
