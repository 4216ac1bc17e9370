"""A package: looked through before it is opened, read in the order of its manifest, every question accounted for."""

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from question_bank.assets import asset_from
from question_bank.interchange import native
from question_bank.interchange.archives import ArchiveRefused, look_through
from question_bank.interchange.qti.files import QuestionFile, Told
from question_bank.interchange.qti.gathering import Gathered
from question_bank.interchange.qti.manifests import Resource, resources_of
from question_bank.interchange.qti.names import (
    BANK,
    ITEM,
    MANIFEST,
    ROOTS,
    TEST,
    camel,
    check_size,
    kind_of,
    local,
    version_of,
)
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.refusals import ItemRefused
from question_bank.interchange.qti.spelling import SPELLINGS
from question_bank.interchange.qti.writing import ONLY_OURS, OURS
from question_bank.interchange.qti.writing_items import ItemWriter
from question_bank.interchange.safe_xml import XmlRefused, root_name, xml_root
from question_bank.items import ItemContent, document_of

MOST_ENTRIES = 10_000
MOST_TAGS = 400_000  # of all files together
CANVAS = "non_cc_assessments/"


@dataclass
class Package:
    """The files of one package, and what has been gathered from them."""

    archive: zipfile.ZipFile
    gathered: Gathered
    names: set[str] = field(default_factory=set)
    ours: dict[str, ItemContent] = field(default_factory=dict)
    tags: int = 0

    def entry(self, name: str) -> bytes | None:
        """The bytes of a file of the package, or None when it holds none of this name."""
        return self.archive.read(name) if name in self.names else None

    def count_tags(self, data: bytes) -> None:
        """Raises ItemRefused when the files of the package hold more than is read in a sensible time."""
        self.tags += data.count(b"<")
        if self.tags > MOST_TAGS:
            raise ItemRefused("too-large", f"The package holds more than {MOST_TAGS} tags. Split it.")


def read_package(data: bytes, gathered: Gathered, told: Told) -> None:
    """Gather everything in a package. Raises ArchiveRefused for one that is built to harm."""
    look_through(data, most=MOST_ENTRIES, search_parts=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist() if not entry.is_dir()}
            package = Package(archive, gathered, names)
            _read(package, told)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise ArchiveRefused("not-well-formed", "The package is damaged. Export it again.") from None


def _read(package: Package, told: Told) -> None:
    if OURS in package.names:
        package.ours = {item.code: item for item in native.read(package.entry(OURS))[0]}
    resources = _resources(package)
    listed = {name: resource for resource in resources for name in resource.files}
    _report_missing(package, resources)
    order = list(dict.fromkeys([*(name for name in listed if name in package.names), *sorted(package.names)]))
    others = 0
    for number, name in enumerate(order, start=1):
        told(number, len(order))
        if not _is_xml(name) or posixpath.basename(name).casefold() == "imsmanifest.xml" or _has_twin(package, name):
            continue
        others += not _read_file(package, name, listed.get(name), bool(resources))
    if others:
        package.gathered.note("package", "not-questions", f"Other XML files: {others}. They hold no questions and were "
                              "not read.")


def _resources(package: Package) -> list[Resource]:
    """The entries of the manifest nearest to the top; without one, a word about it."""
    places = sorted((name for name in package.names if posixpath.basename(name).casefold() == "imsmanifest.xml"),
                    key=lambda name: (name.count("/"), name))
    if not places:
        package.gathered.note("package", "no-manifest", "There is no imsmanifest.xml, so this is no whole package. "
                              "Every file in it was looked at.", "warning")
        return []
    found = []
    for place in places:
        try:
            root = xml_root(package.entry(place))
        except XmlRefused as refused:
            package.gathered.note(place, refused.code, str(refused), "error")
            continue
        if kind_of(root) == MANIFEST:
            resources, problems = resources_of(root, place)
            found += resources
            package.gathered.problems += problems
    return found


def _report_missing(package: Package, resources: list[Resource]) -> None:
    for resource in resources:
        for name in resource.files:
            if name not in package.names and resource.is_questions and _is_xml(name):
                package.gathered.refuse(f"{name}#{resource.identifier}", "missing-file", "The manifest names this "
                                        "file, but the package does not hold it. Export the package again.")
            elif name not in package.names:
                package.gathered.note(f"manifest#{resource.identifier}", "missing-file", f"The manifest names "
                                      f"{name[:80]}, but the package does not hold it.", "warning")


def _read_file(package: Package, name: str, resource: Resource | None, has_manifest: bool) -> bool:
    """Read one XML file; whether it was one of QTI."""
    data, gathered = package.entry(name), package.gathered
    package.count_tags(data)
    expected = (resource is not None and resource.is_questions) or camel(root_name(data)) in ROOTS
    try:
        check_size(ROOTS.get(camel(root_name(data)), ""), data)
        root = xml_root(data)
        kind = kind_of(root)
        if not kind:
            if resource is not None and resource.is_questions:
                gathered.refuse(name, "unknown-namespace", f"The root {local(root.tag)[:40]!r} is not one of QTI.")
            return expected
        version = version_of(root) if kind in (ITEM, BANK) else ""
    except XmlRefused as refused:
        if expected:
            gathered.refuse(name, refused.code, str(refused))
        return expected
    if resource is None and has_manifest and kind in (ITEM, BANK):
        gathered.note(name, "not-in-manifest", "These questions stand in no manifest. They were read all the same.",
                      "warning")
    if kind == TEST:
        _report_test(package, name, root)
    elif kind in (ITEM, BANK):
        _read_questions(package, name, data, root, version, resource)
    return True


def _read_questions(package: Package, name: str, data: bytes, root: etree._Element, version: str,
                    resource: Resource | None) -> None:
    gathered = package.gathered
    gathered.versions.append(version)
    pictures = Pictures(package.entry, posixpath.dirname(name))
    ours = package.ours.get(root.get("identifier") or "")
    if ours is not None and _is_as_written(package, ours, data, version, resource, pictures):
        gathered.take_whole(f"{name}#{ours.code}", ours, pictures.kept)
        return
    kept = {} if ours is None else {key: document_of(ours)[key] for key in (*ONLY_OURS, "use", "translation_of_digest")}
    file = QuestionFile(name, root, pictures, gathered, resource, kept)
    if version == "qti12":
        file.read_bank()
    else:
        file.read_item()


def _is_as_written(package: Package, item: ItemContent, data: bytes, version: str, resource: Resource | None,
                   pictures: Pictures) -> bool:
    """Whether a file still is what we wrote for this item: then the item is taken as it was, sign for sign."""
    if version not in SPELLINGS or resource is None or (resource.competency, resource.level) != (
            item.competency, item.level) or set(resource.tags) != set(item.tags):
        return False
    for name in resource.files + sorted(one for one in package.names if one.startswith("media/")):
        if name.startswith("media/") and posixpath.basename(name).partition(".")[0] in item.assets:
            asset = asset_from(package.entry(name))
            pictures.kept[asset.digest] = asset
    writer = ItemWriter(SPELLINGS[version], pictures.kept)
    if writer.item(item) != data:
        return False
    return version != "qti3" or not item.scenario or writer.stimulus(item) in _stimuli(package)


def _stimuli(package: Package) -> set[bytes]:
    return {package.entry(name) for name in package.names if name.startswith("stimuli/")}


def _report_test(package: Package, name: str, root: etree._Element) -> None:
    counted = Counter(camel(local(one.tag)) for one in root.iter(etree.Element))
    package.gathered.note(name, "test-left-out", f"A test of {counted['assessmentSection']} sections names "
                          f"{counted['assessmentItemRef']} questions in an order. The questions were read, the "
                          "order was not kept. Use a blueprint here.")


def _has_twin(package: Package, name: str) -> bool:
    """Canvas writes each quiz twice: cut down for other programs, and whole. The whole one is read."""
    twin = CANVAS + posixpath.basename(posixpath.dirname(name)) + ".xml.qti"
    if posixpath.basename(name) == "assessment_qti.xml" and twin in package.names:
        package.gathered.note(name, "not-questions", f"The same quiz stands whole in {twin}, which was read.")
        return True
    return False


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".qti"))
