"""What a foreign format has no field for but tags: `competency:C01` among the tags of an item, written and read."""

from collections.abc import Iterable, Mapping

from question_bank.interchange.foreign_markup import spelled
from question_bank.items import SCORING_RULES, ItemContent
from question_bank.problems import Problem

FIELDS = {"competency": "competency", "level": "level", "use": "use", "language": "language",
          "translation-of": "translation_of", "kind": "kind"}
ENEMY, ORDER = "enemy", "order:fixed"
USUAL = {"use": "operational", "language": "en", "kind": "single"}
SCORING = "scoring"
UNHELD = {"references": "sources", "author": "the author", "tool": "the tools used", "reviews": "reviews",
          "accepted": "accepted warnings", "translation_of_digest": "the text that was translated"}


def labels_of(item: ItemContent) -> list[str]:
    """The tags of an item, and beside them what only tags can hold."""
    told = [f"{label}:{getattr(item, name)}" for label, name in FIELDS.items()
            if getattr(item, name) and getattr(item, name) != USUAL.get(name)]
    told += [f"{SCORING}:{item.scoring}"] if item.kind == "multiple" else []
    told += [f"{ENEMY}:{code}" for code in item.enemies]
    return [*told, *([ORDER] if item.fixed_order else []), *item.tags]


def told_by(labels: Iterable[str]) -> dict:
    """The fields of an item that its tags tell, the plain tags among them."""
    told: dict = {"tags": [], "enemies": []}
    for label in labels:
        name, _, value = label.partition(":")
        if label == ORDER:
            told["fixed_order"] = True
        elif name == SCORING and value in SCORING_RULES:
            told["scoring"] = value
        elif name == ENEMY and value:
            told["enemies"].append(value)
        elif name in FIELDS and value and FIELDS[name] not in told:
            told[FIELDS[name]] = value
        else:
            told["tags"].append(label)
    return told


def rule_told(told: Mapping, document: Mapping) -> dict:
    """The rule of counting that the tags name; they know better than weights, which several rules share."""
    return {"scoring": told["scoring"]} if document.get("kind") == "multiple" and "scoring" in told else {}


def unheld(item: ItemContent, *, pictures: bool) -> list[Problem]:
    """What a format with texts, feedback and tags cannot hold of an item."""
    lost = [words for name, words in UNHELD.items() if getattr(item, name)]
    found = [Problem(item.code, "not-held", f"The format cannot hold {', '.join(lost)}.", "warning")] if lost else []
    if item.scenario:
        found.append(Problem(item.code, "not-held", "The text of the set stands in front of the question.", "warning"))
    if item.assets and not pictures:
        found.append(Problem(item.code, "media-dropped", "The format holds no pictures. Use qti3 or json.", "warning"))
    return found


def stem_with_set(item: ItemContent) -> str:
    """The question as a format without sets shows it: the shared text first."""
    return f"{item.stimulus}<p>{item.stem}</p>" if item.scenario else item.stem


def plainly(text: str) -> str:
    """A text in one spelling, on one line."""
    return spelled(text)
