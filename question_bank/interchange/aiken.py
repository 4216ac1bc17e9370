"""Aiken: plain text, one line for each option after a letter, and a last line that says `ANSWER: B`."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from question_bank.assets import Asset
from question_bank.interchange.foreign_markup import escaped
from question_bank.interchange.gathering import LONGEST_QUESTION, Gathering, lettered, tell_lines
from question_bank.interchange.labels import plainly, stem_with_set
from question_bank.interchange.telling import Told, aloud, nobody
from question_bank.items import ItemContent
from question_bank.problems import Problem

# Each is matched with a line that has no space around it.
OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
TIGHT = re.compile(r"([A-Z])[.)](.+)")  # without a space, as some write it: only the letter whose turn it is
ANSWER = re.compile(r"ANSWER:\s*(.*)", re.IGNORECASE)
LETTER = re.compile(r"[A-Za-z][.)]?")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Question:
    """One question as it stands in the file: its first line, its parts, what ANSWER says, and what is wrong."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)  # letter, text
    answer: str | None = None
    trouble: str = ""
    size: int = 0


def looks_like(text: str) -> bool:
    """Whether a text is Aiken: a line that begins with ANSWER and a colon."""
    return any(ANSWER.match(line.strip()) for line in text.splitlines()[:2000])


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a file, and a problem for every question that is not taken."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return [], [Problem("file", "encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.")], {}
    tell_lines(text)
    gathered = Gathering()
    for question in aloud(gathered.all_of(_questions(text)), told):
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
    """Each question ends with its ANSWER, or without a key where a blank line and a new question follow its options."""
    question, gap = Question(), True
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        line = line.strip()
        if line and gap and question.options and not ANSWER.match(line) and not _option(line, question):
            yield question
            question = Question()
        if line and _ended(question, line, number, gap):
            yield question
            question = Question()
        gap = not line
    if question.line:
        yield question


def _ended(question: Question, line: str, number: int, gap: bool) -> bool:
    """Put a line where it belongs in a question, and say whether the question ends with it."""
    first = not question.line
    question.line = question.line or number
    question.size += len(line)
    answer = ANSWER.match(line)
    if answer:
        question.answer = answer[1]
        question.trouble = question.trouble or ("" if question.stem else "No question stands before this ANSWER line.")
        return True
    if question.size > LONGEST_QUESTION:
        return False
    option = _option(line, question)
    if option and question.stem:
        question.options.append((option[1], option[2]))
    elif question.options:
        question.trouble = question.trouble or (
            f"Line {number} stands after an option and is neither an option nor its ANSWER. Write each option on one "
            "line, and a blank line between questions.")
    else:
        question.stem.append(line)
        if first and not gap and LETTER.fullmatch(line):
            question.trouble = (f"Line {number} is a single letter below an ANSWER line. Remove it, or correct that "
                                "ANSWER.")
    return False


def _option(line: str, question: Question) -> re.Match | None:
    tight = TIGHT.match(line)
    return OPTION.match(line) or (tight if tight and tight[1] == LETTERS[len(question.options):][:1] else None)


def _take(question: Question, gathered: Gathering) -> None:
    place = f"question {gathered.found} (line {question.line})"
    letters = [letter for letter, _ in question.options]
    if question.size > LONGEST_QUESTION:
        gathered.refuse(place, "too-large", f"This question has more than {LONGEST_QUESTION} characters. Shorten it.")
    elif question.trouble:
        gathered.refuse(place, "not-well-formed", question.trouble)
    elif question.answer is None:
        gathered.refuse(place, "no-key", "No line with ANSWER: and a letter ends this question. Add it.")
    elif re.search(r"[,;&]|\band\b", question.answer):
        gathered.refuse(place, "several-keys", "The format holds one right option. Name one letter after ANSWER:.")
    elif letters != list(LETTERS[:len(letters)]):
        gathered.refuse(place, "not-well-formed", "The options are not lettered A, B, C in order. Correct the letters.")
    else:
        texts = [escaped(text) for _, text in question.options]
        key = question.answer.upper().rstrip(".)").casefold()
        gathered.take(place, {"code": gathered.code_for("", gathered.found), "stem": escaped(" ".join(question.stem)),
                              "options": lettered(texts, [""] * len(texts)), "key": key})
