"""Reading Moodle XML: choices and true or false are taken; every other kind is refused by its name."""

import re

from question_bank.assets import Asset
from question_bank.interchange.foreign_markup import MarkupTooDeep
from question_bank.interchange.gathering import Gathering, lettered
from question_bank.interchange.labels import rule_told, told_by
from question_bank.interchange.moodle.left_behind import left_behind
from question_bank.interchange.moodle.texts import Texts, plain_of, words_of
from question_bank.interchange.safe_xml import XmlRefused, xml_root
from question_bank.interchange.telling import Told, aloud, nobody
from question_bank.interchange.weights import Weighed, one_right, several_right
from question_bank.items import ItemContent
from question_bank.problems import Problem

TAKEN = {"multichoice", "truefalse", "multichoiceset"}
YES = {"true": True, "1": True, "yes": True}


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem], dict[str, Asset]]:
    """The items of a file, a problem for every question that is not taken, and the pictures by digest."""
    try:
        root = xml_root(data)
    except XmlRefused as trouble:
        return [], [Problem("file", trouble.code, str(trouble))], {}
    if root.tag != "quiz":
        return [], [Problem("file", "unknown-namespace", "This is no Moodle XML: its root is not <quiz>.")], {}
    gathered, folder = Gathering(), ""
    for question in aloud(gathered.all_of(root.iterchildren("question")), told):
        kind = (question.get("type") or "").strip()
        if kind == "category":
            folder = plain_of(question.find("category"))
        else:
            gathered.found += 1
            _take(question, kind, folder, gathered)
    return list(gathered.items.values()), gathered.problems, gathered.assets


def _take(question, kind: str, folder: str, gathered: Gathering) -> None:
    name, number = plain_of(question.find("name")), words_of(question.find("idnumber"))
    place = f"question {gathered.found} ({(number or name or 'without a name')[:40]})"
    if kind not in TAKEN:
        gathered.refuse(place, f"other-interaction:{kind or 'unknown'}",
                        "Only questions with answers to choose from are taken.")
        return
    texts = Texts(gathered.assets)
    try:
        document = _document(question, kind, texts)
    except MarkupTooDeep as trouble:
        gathered.refuse(place, "not-well-formed", str(trouble))
        return
    if isinstance(document, Weighed):
        gathered.refuse(place, document.code, document.sentence)
        return
    gathered.note_all(place, texts.done)
    told = _told(question, folder)
    whole = {**document, **told, **_kind_told(told, document), **rule_told(told, document)}
    for code, sentence in left_behind(question, whole):
        gathered.notice(place, code, sentence)
    gathered.take(place, {**whole, "title": "" if name == number else name[:200],
                          "code": gathered.code_for(number or name, gathered.found)})


def _told(question, folder: str) -> dict:
    """What the tags tell; a folder is kept as a tag where there are none."""
    labels = [plain_of(tag) for tag in question.findall("tags/tag")]
    last = re.split(r"(?<!/)/(?!/)", folder)[-1].strip()
    return told_by([label for label in labels if label] or ([last[:60]] if last else []))


def _kind_told(told: dict, document: dict) -> dict:
    """Where the tags name a kind that the choices allow, such as a true or false written with words of its own."""
    fits = told.get("kind") == "true_false" and document.get("kind", "single") == "single"
    return {"kind": "true_false"} if fits else {"kind": document.get("kind", "single")}


def _document(question, kind: str, texts: Texts) -> dict | Weighed:
    answers = question.findall("answer")
    weights = [_weight(answer) for answer in answers]
    if None in weights:
        return Weighed(code="custom-scoring", sentence="The weight of an answer is no number. Correct its fraction.")
    stem = texts(question.find("questiontext")) + texts.picture_of_old(question)
    facts = {"stem": stem, "rationale": texts(question.find("generalfeedback"))}
    reasons = [texts(answer.find("feedback")) for answer in answers]
    if kind == "truefalse":
        return _truth(answers, weights, reasons, facts)
    options = lettered([texts(answer) for answer in answers], reasons)
    several = kind == "multichoiceset" or not YES.get(plain_of(question.find("single"), "true").casefold(), False)
    weighed = _weighed(kind, weights, several)
    if weighed.code:
        return weighed
    ids = [options[place]["id"] for place in weighed.right]
    shuffled = YES.get(plain_of(question.find("shuffleanswers"), "true").casefold(), False)
    key = {"kind": "multiple", "keys": ids, "scoring": weighed.scoring} if several else {"key": ids[0]}
    return {**facts, **key, "options": options, "fixed_order": not shuffled}


def _weighed(kind: str, weights: list[float], several: bool) -> Weighed:
    if kind == "multichoiceset":  # a kind of its own in Moodle: all or nothing, whatever the figures
        right = tuple(place for place, weight in enumerate(weights) if weight > 0)
        return Weighed(right) if right else several_right(weights)
    return several_right(weights) if several else one_right(weights)


def _truth(answers, weights: list[float], reasons: list[str], facts: dict) -> dict | Weighed:
    """The two answers in whatever order, with their reasons, as True and False."""
    weighed = one_right(weights)
    if weighed.code:
        return weighed
    names = [plain_of(answer).strip().casefold() for answer in answers]
    if sorted(names) != ["false", "true"]:
        return Weighed(code="custom-scoring", sentence="A true or false question has the answers true and false.")
    reason = dict(zip(names, reasons, strict=True))
    return {**facts, "kind": "true_false", "key": names[weighed.right[0]], "fixed_order": True,
            "options": [{"id": name, "text": name.capitalize(), "rationale": reason[name]}
                        for name in ("true", "false")]}


def _weight(answer) -> float | None:
    try:
        weight = float(answer.get("fraction") or 0)
    except ValueError:
        return None
    return weight if abs(weight) <= 100 else None
