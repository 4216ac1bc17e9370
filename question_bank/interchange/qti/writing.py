"""A package of QTI: items, shared texts, pictures, and the manifest that names them; the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from question_bank.assets import Asset
from question_bank.interchange import native
from question_bank.interchange.qti.spelling import LOM, QTI3, XSI, Spelling, document, filled
from question_bank.interchange.qti.writing_items import ItemWriter, stimulus_name
from question_bank.items import ItemContent
from question_bank.problems import Problem

MANIFEST = "imsmanifest.xml"
OURS = "examhall.json"  # the items as we keep them; believed only for an item whose file is still as we wrote it
SOURCE = "Examhall"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
ONLY_OURS = ("references", "reviews", "author", "tool", "enemies", "accepted", "translation_of")


def written(spelling: Spelling, items: Sequence[ItemContent], assets: Mapping[str, Asset]) -> bytes:
    """The items as a package."""
    writer = ItemWriter(spelling, assets)
    files: dict[str, bytes] = {}
    resources = [_item_resource(spelling, writer, item, number, files) for number, item in enumerate(items, start=1)]
    resources += [_file_resource(spelling, name) for name in sorted(files) if not name.startswith("items/")]
    resources.append(_file_resource(spelling, OURS))
    files[OURS] = native.write(items)
    return _zipped({MANIFEST: _manifest(spelling, resources), **files})


def losses_in(items: Sequence[ItemContent]) -> list[Problem]:
    """What only we read back from such a package, by item."""
    found = []
    for item in items:
        kept = [name.replace("_", " ") for name in ONLY_OURS if getattr(item, name)]
        kept += ["use"] * (item.use != "operational")
        if kept:
            found.append(Problem(item.code, "only-here", f"Other programs will not see: {', '.join(kept)}. "
                                 "Examhall reads them back.", "info"))
    return found


def file_name(item: ItemContent, number: int) -> str:
    """The file of an item: its place in the package, and its code where a file may be named so."""
    return f"items/{number:05d}-{re.sub(r'[^A-Za-z0-9.-]', '_', item.code)}.xml"


def _item_resource(spelling: Spelling, writer: ItemWriter, item: ItemContent, number: int,
                   files: dict[str, bytes]) -> etree._Element:
    """The entry of one item in the manifest; its files are added to `files`."""
    name = file_name(item, number)
    files[name] = writer.item(item)
    needed = []
    if item.scenario and spelling is QTI3:
        needed.append(f"stimuli/{stimulus_name(item)}")
        files[needed[0]] = writer.stimulus(item)
    for asset in (writer.assets[digest] for digest in item.assets if digest in writer.assets):
        needed.append(f"media/{asset.file_name}")
        files[needed[-1]] = asset.data
    parts = [_metadata(spelling, item), _entry(spelling, "file", href=name),
             *(_entry(spelling, "dependency", identifierref=_identifier(one)) for one in needed)]
    return filled(etree.Element(f"{{{spelling.package}}}resource"), parts,
                  {"identifier": f"item-{number:05d}", "type": spelling.item_type, "href": name})


def _file_resource(spelling: Spelling, name: str) -> etree._Element:
    kind = "imsqti_stimulus_xmlv3p0" if name.startswith("stimuli/") else "webcontent"
    return _entry(spelling, "resource", _entry(spelling, "file", href=name), identifier=_identifier(name), type=kind,
                  href=name)


def _identifier(name: str) -> str:
    return "file-" + re.sub(r"[^A-Za-z0-9-]", "-", name)


def _manifest(spelling: Spelling, resources: list[etree._Element]) -> bytes:
    root = etree.Element(f"{{{spelling.package}}}manifest",
                         nsmap={None: spelling.package, "lom": LOM, "qtim": spelling.facts, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{spelling.package} {spelling.package_schema} "
             f"{spelling.facts} {spelling.facts_schema}")
    root.set("identifier", "items-of-examhall")
    root.append(_entry(spelling, "metadata", _entry(spelling, "schema", spelling.schema),
                       _entry(spelling, "schemaversion", spelling.schema_version)))
    root.append(_entry(spelling, "organizations"))
    root.append(_entry(spelling, "resources", *resources))
    return document(root)


def _metadata(spelling: Spelling, item: ItemContent) -> etree._Element:
    """Title, language and tags as LOM says them, competency and level as its classifications, and QTI's own facts."""
    general = [_lom("title", _words(item.title)) if item.title else None, _lom("language", item.language),
               *(_lom("keyword", _words(tag)) for tag in item.tags)]
    lom = _lom("lom", _lom("general", *general), *_classified("competency", item.competency),
               *_classified("educational level", item.level))
    facts = [_fact(spelling, "timeDependent", "false"), _fact(spelling, "interactionType", "choiceInteraction"),
             _fact(spelling, "feedbackType", "nonadaptive" if _explained(item) else "none"),
             _fact(spelling, "solutionAvailable", "true")]
    qti = filled(etree.Element(f"{{{spelling.facts}}}qtiMetadata"), facts, {})
    return _entry(spelling, "metadata", *((qti, lom) if spelling is QTI3 else (lom, qti)))


def _explained(item: ItemContent) -> bool:
    return bool(item.rationale) or any(option.rationale for option in item.options)


def _classified(purpose: str, name: str) -> list[etree._Element]:
    if not name:
        return []
    taxon = _lom("taxon", _lom("id", name), _lom("entry", _words(name)))
    return [_lom("classification", _lom("purpose", _lom("source", "LOMv1.0"), _lom("value", purpose)),
                 _lom("taxonPath", _lom("source", _words(SOURCE)), taxon))]


def _words(text: str) -> etree._Element:
    return _lom("string", text)


def _lom(name: str, *parts) -> etree._Element:
    return filled(etree.Element(f"{{{LOM}}}{name}"), parts, {})


def _fact(spelling: Spelling, name: str, value: str) -> etree._Element:
    return filled(etree.Element(f"{{{spelling.facts}}}{name}"), [value], {})


def _entry(spelling: Spelling, name: str, *parts, **attributes: str) -> etree._Element:
    return filled(etree.Element(f"{{{spelling.package}}}{name}"), parts, attributes)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Sorted names and one date: the manifest first, as the standard wishes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda one: (one != MANIFEST, one)):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()
