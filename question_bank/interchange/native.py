"""Our own format: a JSON file with the items as they are stored, and a word on where they come from."""

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence

from question_bank.assets import Asset, AssetRefused, asset_from
from question_bank.effort import spend
from question_bank.interchange.telling import Told, aloud, nobody
from question_bank.item_shape import item_from
from question_bank.item_sizes import MOST_ITEMS
from question_bank.items import ItemContent, document_of
from question_bank.problems import Problem

TOP = {"schema", "sample", "notice", "items", "pictures"}
WHOLE_FILE = "file"


class _Twice(ValueError):
    """A key stands twice in one object."""


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a file, what is wrong with the others, and the pictures by digest."""
    spend(2 * (data.count(b"{") + data.count(b"[")) + data.count(b":") / 4 + data.count(b",") / 10)
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as trouble:
        return _refused("encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.")
    except json.JSONDecodeError as trouble:
        return _refused("not-well-formed", f"Not JSON: {trouble.msg} in line {trouble.lineno}, column {trouble.colno}.")
    except _Twice as trouble:
        return _refused("duplicate-field", f"The field {trouble} stands twice in one object. Remove one.")
    except (RecursionError, ValueError):
        return _refused("not-well-formed", "The file is nested too deeply or holds a number that is too long.")
    return _items(document, told)


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None, *, sample: bool = False,
          notice: str = "") -> bytes:
    """The items as a file, in the given order, with the pictures that they show."""
    document = {"schema": 1, "sample": sample, "notice": notice, "items": [document_of(item) for item in items]}
    shown = {digest for item in items for digest in item.assets} & set(assets or {})
    if shown:
        document["pictures"] = {digest: b64encode(assets[digest].data).decode() for digest in sorted(shown)}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold of these items: nothing, it is our own."""
    return []


def _items(document, told: Told) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return _refused("no-items", 'The file must be an object with a list named "items".')
    unknown = sorted(set(document) - TOP)
    if unknown:
        return _refused("unknown-field", f"There is no field {unknown[0][:40]!r} beside the items. Remove it.")
    if document.get("schema", 1) != 1:
        return _refused("unsupported-version", 'Only "schema": 1 can be read.')
    if len(document["items"]) > MOST_ITEMS:
        return _refused("too-large", f"The file holds more than {MOST_ITEMS} items. Split it.")
    items: dict[str, ItemContent] = {}
    problems: list[Problem] = []
    for number, row in enumerate(aloud(document["items"], told), start=1):
        _take(row, number, items, problems)
    return list(items.values()), *_pictures(document.get("pictures", {}), items, problems)


def _pictures(given, items: dict[str, ItemContent], problems: list[Problem]) -> tuple[list[Problem], dict[str, Asset]]:
    """The pictures of the file, each under its true digest."""
    if not isinstance(given, dict):
        problems.append(Problem("pictures", "wrong-type", "An object is expected here: digest and base64."))
        given = {}
    kept: dict[str, Asset] = {}
    for digest, spelled in given.items():
        try:
            asset = asset_from(b64decode(spelled, validate=True))
            if asset.digest != digest:
                raise AssetRefused("media-dropped", "The picture is not the one that its digest names.")
            kept[digest] = asset
        except AssetRefused as trouble:
            problems.append(Problem(f"pictures {digest[:12]}", trouble.code, str(trouble)))
        except (TypeError, ValueError):
            problems.append(Problem(f"pictures {digest[:12]}", "media-dropped", "The picture is not in base64."))
    return problems, kept


def _take(row, number: int, items: dict[str, ItemContent], problems: list[Problem]) -> None:
    if not isinstance(row, dict):
        problems.append(Problem(f"item {number}", "wrong-type", "An object is expected here."))
        return
    name = f"item {number} ({row['code']})" if isinstance(row.get("code"), str) else f"item {number}"
    item, found = item_from(row, lambda field: f"{name}, {field}")
    if item is not None and item.code in items:
        found = [Problem(f"{name}, code", "duplicate-code", "An item above has the same code. Give it another one.")]
    if found:
        problems.extend(found)
    else:
        items[item.code] = item


def _once(pairs: list[tuple]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        key, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _Twice(repr(key)[:40])
    return found


def _refused(code: str, message: str) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    return [], [Problem(WHOLE_FILE, code, message)], {}
