"""Doing what a refusal says: its sentences are read as words, and the blueprint or the bank is changed by hand."""

import copy
import re
from collections.abc import Sequence

from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.items import ItemContent

NUMBER = re.compile(r"\b(lower|raise) ([\w ]+?) to (-?[\d.]+\d|\d+)", re.IGNORECASE)
TARGET = re.compile(r"\bmove the target of ([\w .-]+?) to (-?[\d.]*\d)", re.IGNORECASE)
WIDER = re.compile(r"\bwiden the tolerance of ([\w .-]+?) to ([\d.]*\d)", re.IGNORECASE)
WRITE = re.compile(r"\bwrite (\d+) (?:more )?(\w+) items? in (\w+)", re.IGNORECASE)
FIRST = re.compile(r"(?<=[Ww]rite )\d+")
PRETEST = re.compile(r"\bwrite (\d+) more pretest items?", re.IGNORECASE)
TAGGED = re.compile(r"\bwrite \d+ (?:more )?items? (with|without) the tag (\w+)(?: in|: )(.*?)(?:, or|, move|, raise)",
                    re.IGNORECASE)
PLACE = re.compile(r"(?:(\d+) in )?(\w+) (\w+)")


def with_numbers(blueprint: Blueprint, sentences: Sequence[str], *, widen: bool = False) -> Blueprint:
    """The blueprint with every number that the sentences name; targets are moved, or (`widen`) tolerances widened."""
    document = copy.deepcopy(dict(blueprint.document))
    for sentence in sentences:
        for _, what, number in NUMBER.findall(sentence):
            _set(document, what, int(number))
        moves, wider = TARGET.findall(sentence), WIDER.findall(sentence)
        for what, number in wider if widen or not moves else []:
            _widen(document, what, float(number))
        for what, number in moves if not (widen and wider) else []:
            _move(document, what, float(number))
    document["scored"] = sum(map(sum, document["counts"].values()))
    return blueprint_from_document(document)


def _set(document: dict, what: str, number: int) -> None:
    first, *rest = what.split()[-2:]
    if what.startswith("the count of"):
        document["counts"][first][document["levels"].index(rest[0])] = number
    elif what.startswith(("the floor of", "the ceiling of")):
        document["tags"][rest[0]]["min" if "floor" in what else "max"] = number
    elif what == "the number of pretest items":
        document["pretest"] = number
    elif what == "max_per_competency":
        document.setdefault("pretest_placing", {})[what] = number
    else:
        document["assembly"][what] = number


def _move(document: dict, what: str, number: float) -> None:
    if what.startswith("mean"):
        document["assembly"]["difficulty"][what.replace(" ", "_")] = number
    else:
        asked = document["assembly"]["information"]
        asked["target"][asked["theta"].index(float(what.split()[-1]))] = number


def _widen(document: dict, what: str, number: float) -> None:
    if what.startswith("mean"):
        document["assembly"]["difficulty"][f"{what.split()[-1]}_tolerance"] = number
    else:
        asked = document["assembly"]["information"]
        asked["tolerance_percent"] = max(number, asked.get("tolerance_percent", 2.0))


def written(sentences: Sequence[str]) -> list[ItemContent] | None:
    """The items that the sentences ask for; None when one of them does not say exactly what to write."""
    found: list[ItemContent] = []
    for sentence in sentences:
        if sentence.startswith(("Left out", "Without any change")):
            continue
        tagged, plain, trial = TAGGED.search(sentence), WRITE.search(sentence), PRETEST.search(sentence)
        if tagged:
            having, tag, places = tagged.groups()
            for number, competency, level in PLACE.findall(places):
                found += _items(len(found), int(number or FIRST.search(sentence).group()), competency, level,
                                (tag,) if having == "with" else ())
        elif plain:
            number, level, competency = plain.groups()
            found += _items(len(found), int(number), competency, level)
        elif trial:
            found += [ItemContent(f"new-{len(found) + place}", f"N{place:02d}", "recall", "", (), use="pretest")
                      for place in range(int(trial.group(1)))]
        else:
            return None
    return found


def _items(first: int, number: int, competency: str, level: str, tags: tuple[str, ...] = ()) -> list[ItemContent]:
    return [ItemContent(f"new-{first + place}", competency, level, "", (), tags=tags) for place in range(number)]
