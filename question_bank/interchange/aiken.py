"""Aiken: plain text, one line for each option after a letter, and a last line that says `ANSWER: B`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from question_bank.assets import Asset
from question_bank.interchange.foreign_markup import escaped
from question_bank.interchange.gathering import Gathering, lettered
from question_bank.interchange.labels import plainly, stem_with_set
from question_bank.items import ItemContent
from question_bank.problems import Problem

OPTION = re.compile(r"^\s*([A-Z])[.)]\s+(.*\S)\s*$")
ANSWER = re.compile(r"^\s*ANSWER:\s*(.*?)\s*$", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Question = tuple[int, list[str], list[tuple[str, str]], str | None]  # line, stem, (letter, text), what ANSWER says


def looks_like(text: str) -> bool:
    """Whether a text is Aiken: a line that begins with ANSWER and a colon."""
    return any(ANSWER.match(line) for line in text.splitlines()[:2000])


def read(data: bytes) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a file, and a problem for every question that is not taken."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return [], [Problem("file", "encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.")], {}
    gathered = Gathering()
    for question in gathered.all_of(_questions(text)):
        gathered.found += 1
        _take(question, gathered)
    return list(gathered.items.values()), gathered.problems, {}


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items that the format can hold, as one file; `losses` names the others as errors."""
    return "\n".join(_written(item) for item in items if _holds(item)).encode()


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold: everything but the question, the options and one key."""
    kept = "Only the question, the options and the key are kept: no code, tags, reasons, sources or markup."
    several = "The format holds one right option. Use qti3 or moodle for this question."
    return [Problem(item.code, "not-held", kept, "warning") if _holds(item) else
            Problem(item.code, "several-keys", several) for item in items]


def _holds(item: ItemContent) -> bool:
    return item.kind != "multiple"


def _written(item: ItemContent) -> str:
    lines = [_line(stem_with_set(item)), *(f"{LETTERS[place]}. {_line(option.text)}"
                                           for place, option in enumerate(item.options))]
    key = [option.id for option in item.options].index(item.key)
    return "\n".join([*lines, f"ANSWER: {LETTERS[key]}", ""])


def _line(text: str) -> str:
    """The words of a text on one line, without markup; a picture leaves its words."""
    shown = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"[\1]", plainly(text))
    shown = re.sub(r"</?(?:p|br|li|ul|ol|tr|td|th|blockquote)>", " ", shown)
    return " ".join(unescape(re.sub(r"<[a-z/][^>]*>", "", shown)).split())


def _questions(text: str) -> Iterator[Question]:
    """Each question ends with its ANSWER; what stands after the last one is a question without a key."""
    begun, stem, options = 0, [], []
    for number, line in enumerate(text.splitlines(), start=1):
        answer, option = ANSWER.match(line), OPTION.match(line)
        if not line.strip():
            continue
        begun = begun or number
        if answer and stem:
            yield begun, stem, options, answer[1]
            begun, stem, options = 0, [], []
        elif option and stem:
            options.append((option[1], option[2]))
        else:
            stem.append(line.strip())
    if stem:
        yield begun, stem, options, None


def _take(question: Question, gathered: Gathering) -> None:
    line, stem, options, answer = question
    place = f"question {gathered.found} (line {line})"
    letters = [letter for letter, _ in options]
    if answer is None:
        gathered.refuse(place, "no-key", "No line with ANSWER: and a letter ends this question. Add it.")
    elif re.search(r"[,;&]|\band\b", answer):
        gathered.refuse(place, "several-keys", "The format holds one right option. Name one letter after ANSWER:.")
    elif letters != list(LETTERS[:len(letters)]):
        gathered.refuse(place, "not-well-formed", "The options are not lettered A, B, C in order. Correct the letters.")
    else:
        texts = [escaped(text) for _, text in options]
        key = answer.upper().rstrip(".)").casefold()
        gathered.take(place, {"code": gathered.code_for("", gathered.found), "stem": escaped(" ".join(stem)),
                              "options": lettered(texts, [""] * len(texts)), "key": key})
