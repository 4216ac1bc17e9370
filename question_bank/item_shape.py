"""From a plain document to an item: every field known, of its type and size, and the key among the options."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from question_bank.item_sizes import KINDS_OF_TEXT, MOST_ENTRIES, MOST_OPTIONS, SIZES
from question_bank.items import ItemContent, content_from_document
from question_bank.markup import MarkupRefused, keeps_whole
from question_bank.problems import Problem
from question_bank.workflow import USES

Where = Callable[[str], str]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,59}")
TEXTS = ("code", "kind", "competency", "level", "stem", "key", "language", "translation_of", "translation_of_digest",
         "author", "tool", "use")
LISTS = ("tags", "enemies")
TABLES = {"options": ("id", "text", "rationale"), "references": ("source", "section", "checked")}
KNOWN = {*TEXTS, *LISTS, *TABLES, "reviews", "fixed_order"}
# Characters that no page shows but that change what it shows: overrides of direction, and what is no character.
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


class _Form:
    """Collects problems while one document is looked at."""

    def __init__(self, document: Mapping, where: Where):
        self.document, self.where = document, where
        self.problems: list[Problem] = []

    def add(self, field: str, code: str, message: str) -> None:
        """Note one problem at a field."""
        self.problems.append(Problem(self.where(field), code, message))


def item_from(document: Mapping, where: Where) -> tuple[ItemContent | None, list[Problem]]:
    """The item, or None and every problem. `where` gives the place of a field in words."""
    form = _Form(document, where)
    for key in document:
        if key not in KNOWN:
            form.add(str(key), "unknown-field", "There is no such field. Remove it or correct its name.")
    plain = {**_texts(form), **{name: _words(form, name) for name in LISTS},
             **{name: _table(form, name, fields) for name, fields in TABLES.items()},
             "reviews": _reviews(form), "fixed_order": _yes_no(form, "fixed_order")}
    if not form.problems:
        _check(form, plain)
    if form.problems:
        return None, form.problems
    return content_from_document(plain), []


def _texts(form: _Form) -> dict[str, str]:
    standard = {"kind": "single", "language": "en", "use": "operational"}
    return {name: _text(form, name, form.document.get(name, "")) or standard.get(name, "") for name in TEXTS}


def _text(form: _Form, field: str, value) -> str:
    if not isinstance(value, str):
        form.add(field, "wrong-type", f"Text is expected here, not {type(value).__name__}.")
        return ""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    limit = SIZES[field.rpartition(".")[2]]
    if len(text) > limit:
        form.add(field, "too-large", f"This text has {len(text)} characters. At most {limit} are allowed.")
    elif HIDDEN.search(text) or any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
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
        if isinstance(given, Mapping) and all(isinstance(part, str) for pair in given.items() for part in pair):
            rows.append({key: _text(form, "reviews", value) for key, value in given.items()})
        else:
            form.add("reviews", "wrong-type", "Each review is an object of texts: reviewer, on, note.")
    return rows


def _yes_no(form: _Form, name: str) -> bool:
    given = form.document.get(name, False)
    if not isinstance(given, bool):
        form.add(name, "wrong-type", "Yes or no is expected here.")
    return given is True


def _check(form: _Form, plain: dict) -> None:
    if not CODE.fullmatch(plain["code"]):
        form.add("code", "no-code", "Give the item a code of letters, digits, dots and hyphens, at most 60.")
    if not plain["stem"]:
        form.add("stem", "no-stem", "The question is missing.")
    if plain["kind"] != "single":
        form.add("kind", f"other-interaction:{plain['kind']}", "Only questions with one best answer can be used.")
    if plain["use"] not in USES:
        form.add("use", "unknown-use", f"Use one of {', '.join(USES)}.")
    _check_options(form, plain["options"], plain["key"])


def _check_options(form: _Form, options: list[dict], key: str) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        code = "fewer-than-two-choices" if len(options) < 2 else "too-many-choices"
        form.add("options", code, f"{len(options)} options were found. Give 2 to {MOST_OPTIONS}.")
    ids = [option["id"] for option in options]
    texts = [" ".join(option["text"].casefold().split()) for option in options]
    for number, option in enumerate(options):
        if not option["id"] or not option["text"]:
            form.add(f"options {number + 1}.text", "empty-choice", "This option is empty. Fill it in or remove it.")
        elif ids.index(option["id"]) < number or texts.index(texts[number]) < number:
            form.add(f"options {number + 1}.text", "duplicate-choice", "This option stands there twice. Change one.")
    if not key:
        form.add("key", "no-key", "Say which option is right.")
    elif key not in ids:
        form.add("key", "key-not-a-choice", f"The key {key[:20]!r} names no option. The options are {', '.join(ids)}.")
