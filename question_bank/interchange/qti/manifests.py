"""The manifest of a package: which files are questions, in which order, and what is said about each."""

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from question_bank.interchange.qti.names import local
from question_bank.interchange.qti.writing import SOURCE
from question_bank.item_sizes import MOST_ENTRIES, SIZES
from question_bank.problems import Problem


@dataclass
class Resource:
    """One entry of the manifest."""

    identifier: str
    kind: str
    files: list[str]
    tags: list[str] = field(default_factory=list)
    competency: str = ""
    level: str = ""

    @property
    def is_questions(self) -> bool:
        """Whether the manifest says that this is something of QTI."""
        return self.kind.startswith("imsqti")


def resources_of(root: etree._Element, place: str) -> tuple[list[Resource], list[Problem]]:
    """The entries of a manifest at this place in the package, and what is strange about them."""
    folder = posixpath.join(posixpath.dirname(place), _base(root))
    found, problems, seen = [], [], set()
    for element in (one for one in root.iter(etree.Element) if local(one.tag) == "resource"):
        resource = _resource(element, folder)
        if resource.identifier and resource.identifier in seen:
            problems.append(Problem(f"{place}#{resource.identifier[:60]}", "duplicate-id", "Two resources of the "
                                    "manifest have this identifier. Both were read.", "warning"))
        seen.add(resource.identifier)
        found.append(resource)
    return found, problems


def _resource(element: etree._Element, folder: str) -> Resource:
    folder = posixpath.join(folder, _base(element.getparent()), _base(element))
    addresses = [element.get("href")] + [one.get("href") for one in element if local(one.tag) == "file"]
    files = [_path(folder, address) for address in addresses if address]
    resource = Resource(element.get("identifier") or "", element.get("type") or "", list(dict.fromkeys(files)))
    for part in element.iter(etree.Element):
        name = local(part.tag)
        if name == "keyword":
            resource.tags += _strings(part)
        elif name == "classification":
            _classify(resource, part)
        elif name == "labelledGUID":  # CASE: a standard of a curriculum by its label, or its GUID
            resource.tags += (_named(part, "label") or _named(part, "caseItemURI") or _named(part, "GUID"))[:1]
    resource.tags = list(dict.fromkeys(tag for tag in resource.tags if tag))
    return resource


def _classify(resource: Resource, part: etree._Element) -> None:
    """Our own competency and level; what others classify by becomes tags."""
    purpose = "".join(_named(part, "value")[:1] or _strings(part)[:1])
    ours = SOURCE in [words for one in part.iter(etree.Element) if local(one.tag) == "source"
                      for words in _strings(one)]
    entries = [word for one in part.iter(etree.Element) if local(one.tag) == "entry" for word in _strings(one)]
    if ours and purpose == "competency":
        resource.competency = "".join(entries[:1])
    elif ours and purpose == "educational level":
        resource.level = "".join(entries[:1])
    else:
        resource.tags += entries


def _strings(part: etree._Element) -> list[str]:
    """The words of a LOM element: in `string`, `langstring`, or directly."""
    inner = [one.text or "" for one in part if local(one.tag) in ("string", "langstring")]
    return [words.strip() for words in inner or [part.text or ""] if words.strip()]


def _named(part: etree._Element, name: str) -> list[str]:
    return [words for one in part.iter(etree.Element) if local(one.tag) == name for words in _strings(one)]


def fit_tags(tags: list[str]) -> tuple[list[str], list[str]]:
    """The tags that an item can hold, and those that are too long or too many."""
    fit = [tag for tag in dict.fromkeys(tags) if len(tag) <= SIZES["tags"]][:MOST_ENTRIES]
    return fit, [tag for tag in dict.fromkeys(tags) if tag not in fit]


def _base(element: etree._Element | None) -> str:
    base = element.get("{http://www.w3.org/XML/1998/namespace}base") if element is not None else None
    return base if base and "://" not in base else ""


def _path(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("?")[0].partition("#")[0])))
