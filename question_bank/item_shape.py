"""From a plain document to an item: every field known, of its type and size, and the key among the options."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from question_bank.effort import allow_for_an_item, spend
from question_bank.item_checks import check_whole
from question_bank.item_sizes import KINDS_OF_TEXT, MOST_ENTRIES, SIZES
from question_bank.items import ItemContent, content_from_document
from question_bank.markup import MarkupRefused, keeps_whole
from question_bank.problems import Problem

Where = Callable[[str], str]
TEXTS = ("code", "kind", "scoring", "competency", "level", "title", "scenario", "stimulus", "stem", "key", "rationale",
         "language", "translation_of", "translation_of_digest", "author", "tool", "use")
LISTS = ("keys", "tags", "enemies")
TABLES = {"options": ("id", "text", "rationale"), "references": ("source", "section", "checked")}
KNOWN = {*TEXTS, *LISTS, *TABLES, "reviews", "fixed_order", "accepted"}
# Characters that no page shows but that change what it shows: overrides of direction, and what is no character.
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # what is no sign, but for line ends and tabs


class _Form:
    """Collects problems while one document is looked at."""

    def __init__(self, document: Mapping, where: Where):
        self.document, self.where = document, where
        self.problems: list[Problem] = []

    def add(self, field: str, code: str, message: str) -> None:
        """Note one problem at a field."""
        spend(8)
        self.problems.append(Problem(self.where(field), code, message))


def item_from(document: Mapping, where: Where) -> tuple[ItemContent | None, list[Problem]]:
    """The item, or None and every problem. `where` gives the place of a field in words."""
    form = _Form(document, where)
    for key in document:
        if key not in KNOWN:
            form.add(str(key), "unknown-field", "There is no such field. Remove it or correct its name.")
    plain = {**_texts(form), **{name: _words(form, name) for name in LISTS},
             **{name: _table(form, name, fields) for name, fields in TABLES.items()},
             "reviews": _reviews(form), "fixed_order": _yes_no(form, "fixed_order"), "accepted": _reasons(form)}
    if not form.problems:
        check_whole(plain, form.add)
    if form.problems:
        return None, form.problems
    allow_for_an_item()
    return content_from_document(plain), []


def _texts(form: _Form) -> dict[str, str]:
    standard = {"kind": "single", "scoring": "all_or_nothing", "language": "en", "use": "operational"}
    return {name: _text(form, name, form.document.get(name, "")) or standard.get(name, "") for name in TEXTS}


def _text(form: _Form, field: str, value) -> str:
    if not isinstance(value, str):
        form.add(field, "wrong-type", f"Text is expected here, not {type(value).__name__}.")
        return ""
    if not value:
        return ""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    limit = SIZES[field.rpartition(".")[2]]
    if len(text) > limit:
        form.add(field, "too-large", f"This text has {len(text)} characters. At most {limit} are allowed.")
    elif HIDDEN.search(text) or CONTROL.search(text):
        form.add(field, "control-character", "A control character stands in this text. Type the text again.")
    elif field.rpartition(".")[2] in KINDS_OF_TEXT:
        _check_markup(form, field, text)
    return text


def _check_markup(form: _Form, field: str, text: str) -> None:
    try:
        whole = keeps_whole(text)
    except MarkupRefused:
        whole = False
    if not whole:
        form.add(field, "markup", "This text holds markup that is not allowed. Use plain text, em, strong or lists, "
                 "and write &lt; for a less-than sign.")


def _words(form: _Form, name: str) -> list[str]:
    return [text for text in (_text(form, name, value) for value in _list(form, name)) if text]


def _list(form: _Form, name: str) -> list:
    given = form.document.get(name, [])
    if isinstance(given, list | tuple):
        if len(given) > MOST_ENTRIES:
            form.add(name, "too-large", f"{len(given)} entries were found. At most {MOST_ENTRIES} are allowed.")
        return list(given)[:MOST_ENTRIES]
    form.add(name, "wrong-type", "A list is expected here.")
    return []


def _table(form: _Form, name: str, fields: tuple[str, ...]) -> list[dict]:
    rows = []
    for number, given in enumerate(_list(form, name), start=1):
        if not isinstance(given, Mapping):
            form.add(f"{name} {number}", "wrong-type", "An object is expected here.")
            continue
        for key in set(given) - set(fields):
            form.add(f"{name} {number}.{key}", "unknown-field", "There is no such field. Remove it.")
        rows.append({field: _text(form, f"{name} {number}.{field}", given.get(field, "")) for field in fields})
    return rows


def _reviews(form: _Form) -> list[dict]:
    rows = []
    for given in _list(form, "reviews"):
        if isinstance(given, Mapping) and len(given) <= MOST_ENTRIES and all(
                isinstance(part, str) for pair in given.items() for part in pair):
            rows.append({key: _text(form, "reviews", value) for key, value in given.items()})
        else:
            form.add("reviews", "wrong-type", "Each review is an object of texts: reviewer, on, note.")
    return rows


def _reasons(form: _Form) -> dict[str, str]:
    given = form.document.get("accepted", {})
    if not isinstance(given, Mapping) or not all(isinstance(part, str) for pair in given.items() for part in pair):
        form.add("accepted", "wrong-type", "An object is expected here: the id of a rule and the reason.")
        return {}
    if len(given) > MOST_ENTRIES:
        form.add("accepted", "too-large", f"{len(given)} entries were found. At most {MOST_ENTRIES} are allowed.")
        return {}
    return {rule: _text(form, "accepted", reason) for rule, reason in given.items()}


def _yes_no(form: _Form, name: str) -> bool:
    given = form.document.get(name, False)
    if not isinstance(given, bool):
        form.add(name, "wrong-type", "Yes or no is expected here.")
    return given is True
