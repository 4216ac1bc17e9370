"""Ways to tamper with an evidence pack, each with the place that a verifier has to name."""

import json
import struct
from collections.abc import Callable, Iterator
from random import Random

from tests.support.evidence import part

sealing = part("sealing")
Place = Callable[[tuple[str, str, str]], bool]  # whether a fault names the place
LOCAL = struct.Struct("<4s5H3L2H")
ANY_FILE = "the zip itself"


def spans(data: bytes) -> dict[str, tuple[int, int]]:
    """Where the bytes of each file stand in the zip."""
    found, at = {}, 0
    while data[at:at + 4] == b"PK\x03\x04":
        head = LOCAL.unpack_from(data, at)
        start = at + LOCAL.size + head[9] + head[10]
        found[data[at + LOCAL.size:at + LOCAL.size + head[9]].decode()] = (start, start + head[7])
        at = start + head[7]
    return found


def tampered(data: bytes, random: Random) -> tuple[str, bytes, Place]:
    """(how, the pack after it, whether a fault names the place)."""
    return random.choice((_byte, _byte, _lost_or_added, _field, _field, _row))(data, random)


def _byte(data: bytes, random: Random) -> tuple[str, bytes, Place]:
    at = random.randrange(len(data))
    other = data[at] ^ random.randrange(1, 256)
    return "a byte", data[:at] + bytes([other]) + data[at + 1:], _named_at(data, at)


def _lost_or_added(data: bytes, random: Random) -> tuple[str, bytes, Place]:
    """Inside one file, with the zip made anew around it."""
    name, (start, end) = random.choice(list(spans(data).items()))
    content, at = data[start:end], random.randrange(end - start)
    changed = content[:at] + (content[at + 1:] if random.random() < 0.5 else bytes([random.randrange(256)])
                              + content[at:])
    if changed == content:
        return _byte(data, random)
    return "a byte lost or added", _with(data, name, changed), lambda fault: fault[0] == name


def _field(data: bytes, random: Random) -> tuple[str, bytes, Place]:
    """One field of one document, spelled as it should be."""
    name, document = _document(data, random)
    path, value = random.choice(list(sealing.leaves(document)))
    _put(document, path, _other(value, random))
    return "a field", _with(data, name, sealing.spelled(document)), lambda fault: _names_field(fault, name, path)


def _row(data: bytes, random: Random) -> tuple[str, bytes, Place]:
    """A row of a list lost, doubled, or moved."""
    name, document = _document(data, random)
    lists = [(path, rows) for path, rows in _lists(document) if len(rows) > 1]
    if not lists:
        return _field(data, random)
    path, rows = random.choice(lists)
    before, at, how = json.dumps(rows), random.randrange(len(rows)), random.choice(("lost", "doubled", "moved"))
    if how == "lost":
        del rows[at]
    elif how == "doubled":
        rows.insert(at, rows[at])
    else:
        rows.insert(random.randrange(len(rows)), rows.pop(at))
    if json.dumps(rows) == before:
        return _field(data, random)
    return f"a row {how}", _with(data, name, sealing.spelled(document)), lambda fault: _in_list(fault, name, path)


def _named_at(data: bytes, at: int) -> Place:
    name = next((name for name, (start, end) in spans(data).items() if start <= at < end), None)
    if name is None:
        return lambda fault: fault[0] == ANY_FILE or fault[1] == "the whole file"
    if name in ("manifest.json", "signature.json"):
        return lambda fault: fault[0] == name
    place = (at - spans(data)[name][0]) // sealing.BLOCK * sealing.BLOCK
    return lambda fault: fault[:2] == (name, f"bytes {place} to {place + sealing.BLOCK}")


def _names_field(fault: tuple, name: str, path: str) -> bool:
    if name in ("manifest.json", "signature.json"):
        return fault[0] == name
    return fault[:2] == (name, path)


def _in_list(fault: tuple, name: str, path: str) -> bool:
    return fault[0] == name and (name == "manifest.json" or fault[1].startswith(path))


def _document(data: bytes, random: Random) -> tuple[str, dict]:
    name = random.choice([name for name in spans(data) if name.endswith(".json")])
    start, end = spans(data)[name]
    return name, json.loads(data[start:end])


def _with(data: bytes, name: str, changed: bytes) -> bytes:
    held = {one: data[start:end] for one, (start, end) in spans(data).items()}
    return sealing.zipped({**held, name: changed})


def _lists(document, path: str = "") -> Iterator[tuple[str, list]]:
    if isinstance(document, list):
        yield path, document
    rows = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in rows:
        if isinstance(value, dict | list):
            yield from _lists(value, f"{path}/{key}" if path else str(key))


def _put(document, path: str, value) -> None:
    """Set a field; keys with a stroke in them are found by trying the longest first."""
    steps = path.split("/")
    for length in range(len(steps), 0, -1):
        key = "/".join(steps[:length])
        place = int(key) if isinstance(document, list) and key.isdigit() else key
        if (isinstance(document, list) and isinstance(place, int)) or (isinstance(document, dict) and key in document):
            if length == len(steps):
                document[place] = value
            else:
                _put(document[place], "/".join(steps[length:]), value)
            return


def _other(value, random: Random):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + random.choice((-1, 1))
    if isinstance(value, str) and value:
        at = random.randrange(len(value))
        letter = random.choice([one for one in "abcdefghij0123456789" if one != value[at]])
        return value[:at] + letter + value[at + 1:]
    return {"": "x", None: "x"}.get(value, "x") if not isinstance(value, dict | list) else "x"
