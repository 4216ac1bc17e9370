"""The bytes of a table of short codes as numbers, without a Python object for each cell."""

import numpy as np

NEW_LINE = 10
AT_ONCE = 1 << 21  # bytes
LONGEST_CODE, MOST_CODES = 8, 4096


def short_cells(body: bytes, columns: int, separator: int) -> tuple[list[bytes], np.ndarray] | None:
    """The cells when every row is whole and every code is short; else None."""
    body = body.rstrip(b"\n") + b"\n"
    place: dict[int, int] = {}
    parts, begin = [], 0
    while begin < len(body):
        end = body.rfind(b"\n", begin, begin + AT_ONCE) + 1 or body.find(b"\n", begin) + 1
        values = _values(np.frombuffer(body, dtype=np.uint8, count=end - begin, offset=begin), columns, separator)
        if values is None or len(place) > MOST_CODES:
            return None
        parts.append(_placed(values, place).reshape(-1, columns))
        begin = end
    return [value.to_bytes(LONGEST_CODE, "little").rstrip(b"\0") for value in place], np.concatenate(parts)


def _values(signs: np.ndarray, columns: int, separator: int) -> np.ndarray | None:
    """Each cell as the number that its bytes spell, 0 for an empty one; None when the lines are no table."""
    line_end = signs == NEW_LINE
    ends = np.flatnonzero(line_end | (signs == separator))
    lengths = np.diff(ends, prepend=-1) - 1
    rows, left = divmod(len(ends), columns)
    if left or not line_end[ends[columns - 1::columns]].all() or line_end.sum() != rows:
        return None
    longest = lengths.max()
    if longest > LONGEST_CODE or (columns == 1 and (lengths == 0).any()):
        return None
    values = signs[ends - np.maximum(lengths, 1)].astype(np.uint16 if longest <= 2 else np.uint64)
    values[lengths == 0] = 0
    for at in range(1, longest):
        longer = lengths > at
        values[longer] |= signs[(ends - lengths)[longer] + at].astype(values.dtype) << values.dtype.type(8 * at)
    return values


def _placed(values: np.ndarray, place: dict[int, int]) -> np.ndarray:
    """The place of each value; new ones are added to `place`."""
    if values.dtype == np.uint16:
        table = np.zeros(1 << 16, dtype=np.int16)
        for value in np.flatnonzero(np.bincount(values, minlength=1 << 16)).tolist():
            table[value] = place.setdefault(value, len(place))
        return table[values]
    for value in np.unique(_strangers(values, place)).tolist():
        place.setdefault(value, len(place))
    known = np.array(sorted(place), dtype=np.uint64)
    return np.array([place[value] for value in known.tolist()], dtype=np.int32)[np.searchsorted(known, values)]


def _strangers(values: np.ndarray, place: dict[int, int]) -> np.ndarray:
    if not place:
        return values
    known = np.array(sorted(place), dtype=np.uint64)
    return values[known[np.searchsorted(known, values).clip(max=len(known) - 1)] != values]
