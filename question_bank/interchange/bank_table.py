"""A bank of figures without texts: a CSV of ids, cells and statistics, enough to assemble forms from."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from question_bank.cells import unguarded
from question_bank.item_sizes import MOST_ITEMS
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent
from question_bank.problems import Problem
from question_bank.workflow import USES

FIGURES = {"a": (0.0, 100.0), "b": (-100.0, 100.0), "c": (0.0, 0.99), "p": (0.0, 1.0), "rpb": (-1.0, 1.0)}
COUNTS = ("words", "uses")
KNOWN = {"id", "competency", "level", "tags", "enemies", "language", "scenario", "use", *FIGURES, *COUNTS}
BETWEEN = re.compile(r"[;|,]")
UNKNOWN = ("", "na", "nan", "null", "none")


@dataclass
class BankTable:
    """What a table held: items without texts, their statistics by id, and a problem for everything else."""

    items: list[ItemContent] = field(default_factory=list)
    statistics: dict[str, Statistics] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def is_bank_table(data: bytes) -> bool:
    """Whether a file is a table of figures: its first row names an id, and no question."""
    names = {name.strip().casefold() for name in re.split("[,;\t]", data[:4096].decode("utf-8-sig", "replace")
                                                          .partition("\n")[0].replace('"', ""))}
    return "id" in names and "stem" not in names


def read_bank_table(data: bytes, levels: Sequence[str] = ()) -> BankTable:
    """The items and statistics of a CSV. A row without a level takes the only one there is."""
    table = BankTable()
    for number, row in _rows(data, table.problems):
        code = row.get("id", "")
        place = f"row {number}"
        if not code or code in table.statistics:
            table.problems.append(Problem(place, "no-code" if not code else "duplicate-code",
                                          "Give each row an id of its own in the column id."))
            continue
        table.statistics[code] = _statistics(row, place, table.problems)
        if row.get("competency"):
            table.items.append(_item(row, levels, place, table.problems))
    return table


def _rows(data: bytes, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
        names = [name.strip().casefold() for name in next(rows, [])]
        if "id" not in names:
            problems.append(Problem("row 1", "missing-column", "The column id is missing. Add it to the first row."))
            return
        problems += [Problem("row 1", "unknown-column", f"There is no column {name!r}; it is passed over. Known: "
                             f"{', '.join(sorted(KNOWN))}.", "warning") for name in names if name not in KNOWN]
        for number, cells in enumerate(rows, start=2):
            if number > MOST_ITEMS + 1:
                problems.append(Problem(f"row {number}", "too-large", f"More than {MOST_ITEMS} rows. Split the file."))
                return
            if any(cell.strip() for cell in cells):
                yield number, {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=False)}
    except (UnicodeDecodeError, csv.Error) as trouble:
        problems.append(Problem("file", "not-well-formed", f"The file cannot be read as CSV in UTF-8: {trouble}."))


def _item(row: Mapping[str, str], levels: Sequence[str], place: str, problems: list[Problem]) -> ItemContent:
    level = row.get("level") or (levels[0] if len(levels) == 1 else "")
    use = row.get("use") or "operational"
    if use not in USES:
        problems.append(Problem(f"{place}, column use", "unknown-use", f"Use one of {', '.join(USES)}."))
    return ItemContent(row["id"], row["competency"], level, "", (), tags=_parts(row.get("tags", "")),
                       enemies=_parts(row.get("enemies", "")), language=row.get("language") or "en", use=use,
                       scenario=row.get("scenario", ""))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in BETWEEN.split(cell) if part.strip())


def _statistics(row: Mapping[str, str], place: str, problems: list[Problem]) -> Statistics:
    figures = {name: _number(row.get(name, ""), least, most, f"{place}, column {name}", problems)
               for name, (least, most) in FIGURES.items()}
    words, uses = (_number(row.get(name, ""), 0, 10**6, f"{place}, column {name}", problems) for name in COUNTS)
    return Statistics(**figures, words=None if words is None else int(words), uses=int(uses or 0))


def _number(cell: str, least: float, most: float, place: str, problems: list[Problem]) -> float | None:
    if cell.casefold() in UNKNOWN:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if least <= number <= most:
        return number
    problems.append(Problem(place, "wrong-number", f"A number from {least:g} to {most:g} is expected, not "
                            f"{cell[:20]!r}. Leave the cell empty where nothing was measured."))
    return None
