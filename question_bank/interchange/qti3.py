"""QTI 3.0, as a package; every version of QTI is read by `qti/reading.py`."""

from collections.abc import Mapping, Sequence

from question_bank.assets import Asset
from question_bank.interchange.qti.spelling import QTI3
from question_bank.interchange.qti.writing import losses_in, written
from question_bank.items import ItemContent
from question_bank.problems import Problem


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a package, with their pictures and shared texts."""
    return written(QTI3, items, assets or {})


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What other programs will not see of these items."""
    return losses_in(items)
