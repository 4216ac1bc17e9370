"""Items as rows of a table: documented columns, one item in each row, and cells that lose nothing.

    code, competency, level, stem       as they are
    option_a ... option_j               the options; key names the letter
    rationale_a ... rationale_j         why each is right or wrong
    key                                 the letter of the right option; of several, letters with semicolons between them
    references                          one a line: source | section | day it was checked
    tags, enemies                       separated by semicolons
    use, fixed_order, language, translation_of, author, tool, kind
    scoring, title, scenario, stimulus, rationale, translation_of_digest, accepted (JSON)
                                        only where an item has more than the usual
    option_ids                          only where the options have other ids than a, b, c: separated by semicolons
    reviews                             JSON, as exported
"""

import json
from collections.abc import Iterable, Sequence

from question_bank.cells import joined, parted
from question_bank.item_shape import item_from
from question_bank.items import ItemContent, document_of
from question_bank.problems import Problem

LETTERS = "abcdefghij"
PLAIN = ("code", "competency", "level", "stem", "use", "language", "translation_of", "author", "tool", "kind")
RARE = ("scoring", "title", "scenario", "stimulus", "rationale", "translation_of_digest")
MUST = ("code", "competency", "level", "stem", "option_a", "option_b", "key")
OPTIONS = tuple(f"option_{letter}" for letter in LETTERS)
RATIONALES = tuple(f"rationale_{letter}" for letter in LETTERS)
KNOWN = {*PLAIN, *RARE, *OPTIONS, *RATIONALES, "key", "tags", "enemies", "references", "fixed_order", "option_ids",
         "reviews", "accepted"}
MOST_COLUMNS = 2 * len(KNOWN)
REFERENCE = ("source", "section", "checked")
YES = {"yes": True, "true": True, "1": True, "y": True, "no": False, "false": False, "0": False, "n": False, "": False}


def columns_for(items: Sequence[ItemContent]) -> list[str]:
    """The columns that these items need: at least four options, and the rare columns only when used."""
    letters = LETTERS[:max([4, *(len(item.options) for item in items)])]
    rows = [row_of(item) for item in items]
    rare = [name for name in (*RARE, "accepted", "option_ids") if any(row.get(name) for row in rows)]
    return ["code", "competency", "level", "tags", "stem", *(f"option_{letter}" for letter in letters), "key",
            *(f"rationale_{letter}" for letter in letters), "references", "use", "enemies", "fixed_order", "language",
            "translation_of", "author", "tool", "kind", "reviews", *rare]


def row_of(item: ItemContent) -> dict[str, str]:
    """One item as cells by column."""
    document = document_of(item)
    row = {name: document[name] for name in PLAIN}
    for letter, option in zip(LETTERS, item.options, strict=False):
        row[f"option_{letter}"], row[f"rationale_{letter}"] = option.text, option.rationale
    ids = [option.id for option in item.options]
    row |= {name: document[name] for name in RARE}
    row["scoring"] = item.scoring if item.kind == "multiple" else ""
    row["accepted"] = json.dumps(document["accepted"], ensure_ascii=False) if item.accepted else ""
    row["key"] = joined([LETTERS[ids.index(key)] for key in item.right_options], ";")
    row["option_ids"] = joined(ids, ";") if _own_ids(item) else ""
    row["tags"], row["enemies"] = joined(item.tags, ";"), joined(item.enemies, ";")
    row["references"] = "\n".join(joined((one.source, one.section, one.checked), "|") for one in item.references)
    row["fixed_order"] = "yes" if item.fixed_order else "no"
    row["reviews"] = json.dumps(document["reviews"], ensure_ascii=False) if item.reviews else ""
    return row


def items_in(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[ItemContent],
                                                                                       list[Problem]]:
    """The items of numbered rows under a header, and what is wrong with the others. Empty rows are passed over."""
    names = [name.strip().casefold().replace(" ", "_") for name in header]
    problems = _header_problems(names)
    if problems:
        return [], problems
    items: dict[str, ItemContent] = {}
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            problems += _take(number, names, list(cells), items)
    return list(items.values()), problems


def _header_problems(names: list[str]) -> list[Problem]:
    found = [Problem("row 1", "missing-column", f"The column {name} is missing. Add it to the first row.")
             for name in MUST if name not in names]
    for place, name in enumerate(names, start=1):
        if name and name not in KNOWN:
            found.append(Problem(f"row 1, column {place}", "unknown-column",
                                 f"There is no column {name[:40]!r}. Remove it or correct its name."))
        elif name and names.index(name) < place - 1:
            found.append(Problem(f"row 1, column {place}", "duplicate-column", f"The column {name} is there twice."))
    return found


def _take(number: int, names: list[str], cells: list[str], items: dict[str, ItemContent]) -> list[Problem]:
    extra = [place for place, cell in enumerate(cells, start=1)
             if cell.strip() and (place > len(names) or not names[place - 1])]
    if extra:
        return [Problem(f"row {number}, column {extra[0]}", "no-heading",
                        "This cell stands under no heading. Check the quotes and separators of the row.")]
    row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
    document, found = _document(number, row)
    item, more = (None, []) if found else item_from(document, lambda field: f"row {number}, column {_column(field)}")
    if item is not None and item.code in items:
        more = [Problem(f"row {number}, column code", "duplicate-code", "A row above has the same code. Change one.")]
    elif item is not None:
        items[item.code] = item
    return [*found, *more]


def _document(number: int, row: dict[str, str]) -> tuple[dict, list[Problem]]:
    found: list[Problem] = []
    letters = _letters(number, row, found)
    ids = parted(row.get("option_ids", ""), ";") or letters
    if len(ids) != len(letters):
        found.append(Problem(f"row {number}, column option_ids", "wrong-count", "Name one id for each option."))
    fixed = YES.get(row.get("fixed_order", "").casefold())
    if fixed is None:
        found.append(Problem(f"row {number}, column fixed_order", "wrong-type", "Write yes or no."))
    document = {name: row[name] for name in (*PLAIN, *RARE) if row.get(name)}
    document |= _key(number, row, dict(zip(letters, ids, strict=False)), found)
    document["options"] = [{"id": option_id, "text": row[f"option_{letter}"],
                            "rationale": row.get(f"rationale_{letter}", "")}
                           for letter, option_id in zip(letters, ids, strict=False)]
    document["references"] = [dict(zip(REFERENCE, parted(line, "|"), strict=False))
                              for line in row.get("references", "").splitlines() if line.strip()]
    document["tags"], document["enemies"] = parted(row.get("tags", ""), ";"), parted(row.get("enemies", ""), ";")
    document["fixed_order"] = bool(fixed)
    document["reviews"] = _json_cell(number, row, "reviews", "[]", found)
    document["accepted"] = _json_cell(number, row, "accepted", "{}", found)
    return document, found


def _key(number: int, row: dict[str, str], ids: dict[str, str], found: list[Problem]) -> dict:
    """One letter names the key; a question of kind `multiple` may name several."""
    named = [letter.strip() for letter in row.get("key", "").casefold().replace(",", ";").split(";") if letter.strip()]
    if row.get("kind") == "multiple":
        return {"keys": [ids.get(letter, letter) for letter in named]}
    if len(named) > 1:
        found.append(Problem(f"row {number}, column key", "several-keys",
                             "Name one letter: the right option. Several need the kind multiple."))
    return {"key": ids.get(named[0], named[0]) if named else ""}


def _letters(number: int, row: dict[str, str], found: list[Problem]) -> list[str]:
    """The letters of the options that are filled in; gaps, and reasons without an option, are problems."""
    letters = [letter for letter in LETTERS if row.get(f"option_{letter}")]
    if letters != list(LETTERS[:len(letters)]):
        gap = next(letter for letter in LETTERS if letter not in letters)
        found.append(Problem(f"row {number}, column option_{gap}", "empty-choice",
                             "An option is left out before another one. Move the options together."))
    found += [Problem(f"row {number}, column rationale_{letter}", "no-choice", "There is no option for this reason.")
              for letter in LETTERS if row.get(f"rationale_{letter}") and letter not in letters]
    return letters


def _json_cell(number: int, row: dict[str, str], name: str, empty: str, found: list[Problem]):
    try:
        return json.loads(row.get(name) or empty)
    except (ValueError, RecursionError):
        found.append(Problem(f"row {number}, column {name}", "not-well-formed", "Leave this cell as it was exported."))
        return json.loads(empty)


def losses_of(items: Sequence[ItemContent]) -> list[Problem]:
    """What a table cannot hold of these items."""
    return [Problem(item.code, "media-dropped", "A table holds no pictures. Use json or qti3 to keep them.", "warning")
            for item in items if item.assets]


def _column(field: str) -> str:
    """The column of a field as the shape names it: `options 2.text` is option_b."""
    name, _, part = field.partition(".")
    word, _, place = name.partition(" ")
    if word != "options" or not place:
        return "key" if word == "keys" else word
    return f"{'rationale' if part == 'rationale' else 'option'}_{LETTERS[int(place) - 1]}"


def _own_ids(item: ItemContent) -> bool:
    return [option.id for option in item.options] != list(LETTERS[:len(item.options)])
