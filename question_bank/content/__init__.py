"""The sample that comes with Examhall: original items, labelled as a sample, and not any board's exam."""

import json
from base64 import b64decode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from question_bank.assets import Asset, asset_from
from question_bank.items import ItemContent, content_from_document

BANK = Path(__file__).resolve().parent / "bank"


@cache
def sample_bank() -> tuple[ItemContent, ...]:
    """Every English sample item, by code. Those with use `practice` belong to the practice exam only."""
    return _items_of(BANK.glob("*.json"))


@cache
def sample_translations(language: str) -> tuple[ItemContent, ...]:
    """The sample items in another language, by code; each names the English item that it was made from."""
    return _items_of((BANK / language).glob("*.json"))


@cache
def sample_pictures() -> tuple[Asset, ...]:
    """The pictures that sample items show, in the order of the files."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(BANK.glob("**/*.json"))]
    return tuple(asset_from(b64decode(spelled)) for file in files for spelled in file.get("pictures", {}).values())


def translated_into() -> tuple[str, ...]:
    """The languages besides English in which there are sample items."""
    return tuple(sorted(path.name for path in BANK.iterdir() if path.is_dir()))


def _items_of(paths: Iterable[Path]) -> tuple[ItemContent, ...]:
    items = [content_from_document(row) for path in paths
             for row in json.loads(path.read_text(encoding="utf-8"))["items"]]
    return tuple(sorted(items, key=lambda item: item.code))
