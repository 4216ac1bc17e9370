"""A package: looked through before it is opened, read in the order of its manifest, every question accounted for."""

import io
import posixpath
import zipfile
from collections import Counter

from lxml import etree

from question_bank.interchange import moodle, native
from question_bank.interchange.archives import ArchiveRefused, look_through, unpacked
from question_bank.interchange.qti.files import QuestionFile
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
from question_bank.interchange.qti.ours import Package, is_as_written
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.writing import ONLY_OURS, OURS
from question_bank.interchange.safe_xml import XmlRefused, root_name, xml_root
from question_bank.interchange.telling import Told
from question_bank.items import document_of

MOST_ENTRIES = 10_000
NO_WHOLE_ZIP = "This is no whole zip file. Copy or download it once more, or export it again."
CANVAS = "non_cc_assessments/"


def read_package(data: bytes, gathered: Gathered, told: Told) -> None:
    """Gather everything in a package. Raises ArchiveRefused for one that is built to harm."""
    if data.startswith(b"PK\x03\x04") and not zipfile.is_zipfile(io.BytesIO(data)):
        raise ArchiveRefused("not-well-formed", NO_WHOLE_ZIP)
    look_through(data, most=MOST_ENTRIES, search_parts=False)
    with unpacked(data, "The package is damaged. Export it again.") as archive:
        names = {entry.filename for entry in archive.infolist() if not entry.is_dir()}
        _read(Package(archive, gathered, names), told)


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
            return _refuse_other(package, name, root, resource) or expected
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


def _refuse_other(package: Package, name: str, root: etree._Element, resource: Resource | None) -> bool:
    """Refuse a file that is none of QTI where questions were promised; whether it was refused."""
    if root.tag == moodle.ROOT and root.find("question") is not None:  # Canvas names a list of settings so too
        package.gathered.refuse(name, "unknown-namespace", "This is Moodle XML in a zip file. Unpack it and read the "
                                ".xml file.")
        return True
    if resource is not None and resource.is_questions:
        package.gathered.refuse(name, "unknown-namespace", f"The root {local(root.tag)[:40]!r} is not one of QTI.")
        return True
    return False


def _read_questions(package: Package, name: str, data: bytes, root: etree._Element, version: str,
                    resource: Resource | None) -> None:
    gathered = package.gathered
    gathered.versions.append(version)
    pictures = Pictures(package.entry, posixpath.dirname(name))
    ours = package.ours.get(root.get("identifier") or "")
    if ours is not None and is_as_written(package, ours, data, version, resource, pictures):
        gathered.take_whole(f"{name}#{ours.code}", ours, pictures.kept)
        return
    kept = {} if ours is None else {key: document_of(ours)[key] for key in (*ONLY_OURS, "use", "translation_of_digest")}
    file = QuestionFile(name, root, pictures, gathered, resource, kept)
    if version == "qti12":
        file.read_bank()
    else:
        file.read_item()


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
