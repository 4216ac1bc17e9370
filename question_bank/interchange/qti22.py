"""QTI 2.2, as a package, for programs that take no newer version."""

from collections.abc import Mapping, Sequence

from question_bank.assets import Asset
from question_bank.interchange.qti.reading import read_qti
from question_bank.interchange.qti.spelling import QTI22
from question_bank.interchange.qti.writing import losses_in, written
from question_bank.items import ItemContent
from question_bank.problems import Problem


def read(data: bytes) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a package, what is wrong with the others, and the pictures by digest."""
    _, items, problems, assets, _ = read_qti("package", data)
    return items, problems, assets


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a package, with their pictures and shared texts."""
    return written(QTI22, items, assets or {})


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What other programs will not see of these items."""
    return losses_in(items)
