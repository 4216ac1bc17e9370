"""Rows as JSON and as CSV in UTF-8, a million at a time: one template for a row instead of a call for each value.

What a template cannot spell (quotes, control characters, kinds of values that it does not know) goes the careful way.
"""

import csv
import json
import re
from collections.abc import Callable, Sequence
from io import StringIO

QUICK = {str: '"%s"', int: "%d", bool: "%s", type(None): "null%.0s"}
BOOLEANS = {True: "true", False: "false"}
CONTROL = bytes([*range(32), 127])
WITH_CARE_IN_JSON = CONTROL + b'"\\'
WITH_CARE_IN_CSV = CONTROL + b'"'
END = "\r\n"  # of a line of CSV


class JsonRow:
    """Each row as one JSON object under these names, spelled as json.dumps spells it without escaping what is ASCII.

    `between` and `after_name` are the separators of json.dumps.
    """

    def __init__(self, names: Sequence[str], between: str = ", ", after_name: str = ": "):
        self.names, self.between, self.after_name = names, between, after_name
        self.encode = json.JSONEncoder(ensure_ascii=False).encode
        self.careful = self._template(["%s"] * len(names))
        self.known: dict[tuple, tuple[str, list[int], int] | None] = {}

    def of(self, values: Sequence) -> bytes:
        """One row."""
        kinds = tuple(map(type, values))
        if kinds not in self.known:
            self.known[kinds] = self._quick(kinds)
        if (quick := self.known[kinds]) is not None:
            template, booleans, quotes = quick
            shown = list(values)
            for place in booleans:
                shown[place] = BOOLEANS[shown[place]]
            spelled = (template % tuple(shown)).encode()
            if len(spelled) - len(spelled.translate(None, WITH_CARE_IN_JSON)) == quotes:
                return spelled
        return (self.careful % tuple(map(self.encode, values))).encode()

    def _quick(self, kinds: tuple) -> tuple[str, list[int], int] | None:
        """(template, places of booleans, its signs of care), or None for kinds that only json knows how to spell."""
        if not all(kind in QUICK for kind in kinds):
            return None
        template = self._template([QUICK[kind] for kind in kinds])
        signs = template.encode()
        return (template, [place for place, kind in enumerate(kinds) if kind is bool],
                len(signs) - len(signs.translate(None, WITH_CARE_IN_JSON)))

    def _template(self, places: Sequence[str]) -> str:
        names = [self.encode(name).replace("%", "%%") for name in self.names]
        pairs = zip(names, places, strict=True)
        return "{" + self.between.join(name + self.after_name + place for name, place in pairs) + "}"


class CsvRow:
    """Each row as one line of CSV with its line end. `cells` spells a row whose values may have to be neutralised.

    `watched` are the signs at the front of a cell that ask for it.
    """

    def __init__(self, watched: frozenset[str], cells: Callable[[Sequence], list]):
        self.cells = cells
        self.watched = re.compile(f",[{re.escape(''.join(sorted(watched)))}]").search

    def of(self, row: Sequence) -> bytes:
        """One row."""
        line = "," + ",".join(map(str, row)) + END  # every cell has a comma before it
        data = line.encode()
        if (data.count(b",") == len(row) and len(data) - len(data.translate(None, WITH_CARE_IN_CSV)) == len(END)
                and None not in row and len(row) > 1 and self.watched(line) is None):
            return data[1:]
        out = StringIO(newline="")
        csv.writer(out).writerow(self.cells(row))
        return out.getvalue().encode()
