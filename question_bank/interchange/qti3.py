"""QTI 3.0, as a package; what is read may be a package or a single file of any version of QTI."""

from collections.abc import Mapping, Sequence

from question_bank.assets import Asset
from question_bank.interchange.qti.reading import read_qti
from question_bank.interchange.qti.spelling import QTI3
from question_bank.interchange.qti.writing import losses_in, written
from question_bank.items import ItemContent
from question_bank.problems import Problem


def read(data: bytes) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a package, what is wrong with the others, and the pictures by digest."""
    _, items, problems, assets, _ = read_qti("package", data)
    return items, problems, assets


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a package, with their pictures and shared texts."""
    return written(QTI3, items, assets or {})


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What other programs will not see of these items."""
    return losses_in(items)
