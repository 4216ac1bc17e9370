"""An open package, and which of its items still are as we wrote them: those are taken as they were, sign for sign."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from question_bank.assets import asset_from
from question_bank.interchange.qti.gathering import Gathered
from question_bank.interchange.qti.manifests import Resource
from question_bank.interchange.qti.pictures import Pictures
from question_bank.interchange.qti.refusals import ItemRefused
from question_bank.interchange.qti.spelling import SPELLINGS
from question_bank.interchange.qti.writing_items import ItemWriter
from question_bank.items import ItemContent

MOST_TAGS = 400_000  # of all files together


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


def is_as_written(package: Package, item: ItemContent, data: bytes, version: str, resource: Resource | None,
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
