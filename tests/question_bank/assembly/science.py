"""The science bank of the reference data: its items, its rules in their own small language, and the ten forms of 75."""

import csv
import re
from functools import cache

from question_bank.assembly import Rule
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent
from tests.support.building import ROOT

DATA = ROOT / "tests" / "data" / "ata"
OPTIMA = {0.0: 10.374870839, 0.5: 10.275696843, -0.5: 10.130238262, 1.0: 9.324551615}
COUNTS = {"C01": 7, "C02": 16, "C03": 18, "C04": 11, "C05": 2, "C06": 2, "C07": 2, "C08": 2, "C09": 1, "C10": 2,
          "C11": 12}
OBJECTIVES = {"C01": "1A", "C02": "1B 1C 1I 1G", "C03": "1D 1F", "C04": "1E 1J 1K", "C05": "1H", "C06": "2A",
              "C07": "2B 2C 2D", "C08": "4A 4D", "C09": "4B 4E", "C10": "4C 4F"}
TARGETS = [7.81167104, 8.79935487, 7.4179253]


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The items of the three-parameter model."""
    with (DATA / "science_1000_items.csv").open(encoding="utf-8") as file:
        return tuple(row for row in csv.DictReader(file) if row["MODEL"] == "3PL")


def figures(row: dict[str, str]) -> Statistics:
    return Statistics(*(float(row[name]) for name in ("PAR1", "PAR2", "PAR3", "PVALUE", "PTBIS")))


def rules() -> list[Rule]:
    """Every rule of the file but the one on order, over the places of `rows()`."""
    with (DATA / "science_1000_constraints.csv").open(encoding="utf-8") as file:
        return [rule for row in csv.DictReader(file) if row["TYPE"] != "Order" for rule in _rules(row)]


def _rules(row: dict[str, str]) -> list[Rule]:
    held = [place for place, item in enumerate(rows()) if _fits(row["CONDITION"], item)]
    members = dict.fromkeys(held, 1.0)
    if row["TYPE"] == "Number":
        return [Rule(members, float(row["LB"]), float(row["UB"]), row["CONSTRAINT_ID"])]
    if row["TYPE"] == "Enemy":
        return [Rule(members, None, 1)]
    if row["TYPE"] == "AllOrNone":
        return [Rule({held[0]: 1.0, other: -1.0}, 0, 0) for other in held[1:]]
    return [Rule({place: 1.0}, *((1, None) if row["TYPE"] == "Include" else (None, 0))) for place in held]


def _fits(condition: str, item: dict[str, str]) -> bool:
    return all(_holds(part.strip(), item) for part in condition.split("&")) if condition else True


def _holds(part: str, item: dict[str, str]) -> bool:
    name, sign, said = re.fullmatch(r"(\w+) (==|>=|<|%in%) (.+)", part).groups()
    if sign == "%in%":
        return item[name] in re.findall(r"[\w.]+", said.removeprefix("c"))
    if sign == "==":
        return item[name] == said.strip('"')
    return float(item[name]) >= float(said) if sign == ">=" else float(item[name]) < float(said)


@cache
def bank() -> tuple[list[ItemContent], dict[str, Statistics]]:
    """The 833 items of the ten forms, with their enemies, and their statistics."""
    of = {objective: name for name, held in OBJECTIVES.items() for objective in held.split()}
    good = [row for row in rows() if float(row["PTBIS"]) >= 0.25]
    enemies: dict[str, str] = {}
    for name in COUNTS:
        held = [row["ID"] for row in good if of.get(row["OBJECTIVE"], "C11") == name]
        enemies |= {held[place]: held[place + 1] for place in range(0, len(held) - 1, 8)}
    items = [ItemContent(row["ID"], of.get(row["OBJECTIVE"], "C11"), "any", "", (),
                         enemies=(enemies[row["ID"]],) if row["ID"] in enemies else ()) for row in good]
    return items, {row["ID"]: figures(row) for row in good}


def blueprint(tolerance_percent: float, **assembly) -> Blueprint:
    """Ten forms of 75: each item at most twice, at most 15 in common, information near the targets."""
    asked = {"forms": 10, "max_uses": 2, "max_overlap": 15,
             "information": {"theta": [-1, 0, 1], "target": TARGETS, "tolerance_percent": tolerance_percent}}
    return blueprint_from_document({"schema": 1, "id": "science", "version": 1, "levels": ["any"], "scored": 75,
                                    "counts": {name: [number] for name, number in COUNTS.items()},
                                    "assembly": {**asked, **assembly}})
