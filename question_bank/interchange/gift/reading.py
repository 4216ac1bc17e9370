"""Reading GIFT: choices, true or false, several right answers; every other kind is refused by its name."""

import re

from question_bank.assets import Asset
from question_bank.effort import spend
from question_bank.interchange.foreign_markup import MarkupTooDeep, Translated, escaped, translated
from question_bank.interchange.gathering import LONGEST_QUESTION, Gathering, lettered, tell_lines
from question_bank.interchange.gift.answers import Choice, choices_of, first, general_feedback, kind_of
from question_bank.interchange.gift.blocks import Block, blocks_of, places_of, unescaped
from question_bank.interchange.labels import rule_told, told_by
from question_bank.interchange.telling import Told, aloud, nobody
from question_bank.interchange.weights import Weighed, one_right, several_right
from question_bank.item_sizes import MOST_OPTIONS
from question_bank.items import ItemContent
from question_bank.problems import Problem

TITLE = re.compile(r"^\s*::((?:\\.|[^\\])*?)::", re.DOTALL)
SPELLING = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]")
SPECIAL = "\\~=#{}"
NOTE = re.compile(r"^[^\S\n]*//[^\n]*")  # right after the closing brace; later on the line it may be an address
GAP = " _____ "
NONE = ("This block has no answers in one pair of braces. Write { before the answers and } after them, and \\{ or \\} "
        "for a brace in a text.")
SEVERAL = ("This block has several pairs of braces, so a blank line is missing between questions. Put one before each "
           "question, and write \\{ or \\} for a brace in a text.")


def looks_like(text: str) -> bool:
    """Whether a text is GIFT: a question with answers in braces."""
    return any(places_of(block.text, "{") for block in blocks_of(text[:20_000]))


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a file, and a problem for every question that is not taken."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return [], [Problem("file", "encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.")], {}
    tell_lines(text)
    spend(1.5 * sum(map(text.count, SPECIAL)) + 3 * text.count("["))
    gathered = Gathering()
    for block in aloud(gathered.all_of(blocks_of(text)), told):
        gathered.found += 1
        _take(block, gathered)
    return list(gathered.items.values()), gathered.problems, {}


def _take(block: Block, gathered: Gathering) -> None:
    place = f"question {gathered.found} (line {block.line})"
    if block.too_large:
        gathered.refuse(place, "too-large", f"This block has more than {LONGEST_QUESTION} characters. Shorten it, and "
                        "write a blank line between questions.")
        return
    title, body = _titled(block.text)
    opening, closing = places_of(body, "{"), places_of(body, "}")
    if len(opening) != 1 or len(closing) != 1 or opening > closing:
        code = "other-interaction:description" if not opening and not closing else "not-well-formed"
        gathered.refuse(place, code, SEVERAL if len(opening) > 1 and len(closing) > 1 else NONE)
        return
    before, inside = body[:opening[0]], body[opening[0] + 1:closing[0]]
    after = NOTE.sub("", body[closing[0] + 1:])
    spelling = SPELLING.match(before)
    words = _Words(spelling[1] if spelling else "moodle")
    try:
        document = _document(before[spelling.end() if spelling else 0:], inside, after, words)
    except MarkupTooDeep as trouble:
        gathered.refuse(place, "not-well-formed", str(trouble))
        return
    if isinstance(document, Weighed):
        gathered.refuse(place, document.code, document.sentence)
        return
    gathered.note_all(place, words.done)
    told = told_by(block.tags)
    gathered.take(place, {**told, **_folder(block), **document, **rule_told(told, document),
                          "title": "" if title == block.code else title,
                          "code": gathered.code_for(block.code or title, gathered.found)})


class _Words:
    """Turns pieces of text into our markup, by the spelling that the question names."""

    def __init__(self, spelling: str):
        self.spelling, self.done = spelling, []

    def __call__(self, piece: str) -> str:
        own = SPELLING.match(piece)
        text = unescaped(piece[own.end():] if own else piece).strip()
        spelling = own[1] if own else self.spelling
        self.done.append(Translated(escaped(text)) if spelling == "plain" else translated(text))
        return self.done[-1].text


def _document(before: str, inside: str, after: str, words: _Words) -> dict | Weighed:
    answers, general = general_feedback(inside)
    kind = kind_of(answers)
    stem = words(before.rstrip() + GAP + after.strip() if after.strip() else before)
    if kind == "truefalse":
        return {"stem": stem, "rationale": words(general), **_truth(answers, words)}
    if kind != "choices":
        return Weighed(code=f"other-interaction:{kind}", sentence="Only questions with answers to choose "
                       "from are taken.")
    marks = len(places_of(answers, "~="))
    if marks > MOST_OPTIONS:
        return Weighed(code="too-many-choices", sentence=f"{marks} options were found. Give 2 to {MOST_OPTIONS}.")
    choices = choices_of(answers)
    weighed = _weighed(choices)
    if weighed.code:
        return weighed
    options = lettered([words(one.text) for one in choices], [words(one.feedback) for one in choices])
    key = {"key": options[weighed.right[0]]["id"]}
    if not any(one.right for one in choices):
        key = {"kind": "multiple", "keys": [options[place]["id"] for place in weighed.right],
               "scoring": weighed.scoring}
    return {"stem": stem, "options": options, "rationale": words(general), **key}


def _weighed(choices: list[Choice]) -> Weighed:
    """One equals sign and no weights; or weights alone, which let people choose several."""
    if any(one.right for one in choices):
        return one_right([one.weight if one.weight is not None else 100.0 if one.right else 0.0 for one in choices])
    return several_right([one.weight or 0.0 for one in choices])


def _truth(answers: str, words: _Words) -> dict:
    cut = first(answers, "#")
    holds = answers[:cut].strip().upper().startswith("T")
    wrong, _, right = _parted(answers[cut + 1:])
    reasons = (right, wrong) if holds else (wrong, right)
    return {"kind": "true_false", "key": "true" if holds else "false", "fixed_order": True,
            "options": [{"id": name.casefold(), "text": name, "rationale": words(reason)}
                        for name, reason in zip(("True", "False"), reasons, strict=True)]}


def _parted(feedback: str) -> tuple[str, str, str]:
    cut = first(feedback, "#")
    return feedback[:cut].strip(), "#", feedback[cut + 1:].strip()


def _titled(text: str) -> tuple[str, str]:
    title = TITLE.match(text)
    return (unescaped(title[1]).strip(), text[title.end():]) if title else ("", text)


def _folder(block: Block) -> dict:
    """The last name of the folder is kept as a tag, unless the tags tell all."""
    name = re.split(r"(?<!/)/(?!/)", block.folder)[-1].strip()
    return {} if block.tags or not name else {"tags": [name[:60]]}
