"""The third scorer: written apart from both of Examhall's, for whoever checks an evidence pack."""

from fractions import Fraction
from math import floor


def in_force(events: list[dict]) -> dict[int, str]:
    """{position: choice}: the newest choice by lease and number among the events that count."""
    counting = [row for row in events if row["choice"] is not None and row["standing"] in ("in_time", "lost_lease")]
    return {row["position"]: row["choice"] for row in sorted(counting, key=lambda row: (row["lease"], row["seq"]))}


def trace(positions: list[dict], items: dict[int, dict], answers: dict, rule: dict | None = None) -> list[dict]:
    """One row for each position: what was right, what was chosen, and the points.

    `rule` is a scoring decision's effect, {item code: {"kind": "credit_all" | "remove" | "change_key", "keys": [...]}}.
    """
    return [_row(row, items[row["position"]], answers.get(str(row["position"])), rule or {}) for row in positions]


def _row(position: dict, document: dict, choice: str | None, rule: dict) -> dict:
    several = document.get("kind", "single") == "multiple"
    keys = list(document["keys"]) if several else [document["key"]]
    partial = several and len(keys) > 1 and document.get("scoring", "all_or_nothing") == "right_minus_wrong"
    change = rule.get(document["code"], {})
    keys = list(change.get("keys") or keys)
    given = dict(map(tuple, position["options"]))
    chosen = [given[part] for part in dict.fromkeys((choice or "").split(".")) if part in given]
    counts = bool(position["scored"]) and change.get("kind") != "remove"
    most = (len(keys) if partial else 1) if counts else 0
    right, wrong = sum(one in keys for one in chosen), sum(one not in keys for one in chosen)
    points = max(right - wrong, 0) if partial else int(right == (len(keys) if several else 1) and not wrong)
    points = most if change.get("kind") == "credit_all" else points
    return {"position": position["position"], "item": document["code"], "competency": document["competency"],
            "counts": counts, "key": keys, "chosen": chosen, "points": points if counts else 0, "most": most}


def rows_from_parts(parts: dict) -> list[dict]:
    """Rows that give these parts, where the answers are gone: sums, cut, scale and decision can still be followed."""
    return [{"competency": name, "counts": True, "points": part["correct"] if number == 0 else 0,
             "most": part["points"] if number == 0 else 0}
            for name, part in parts.items() for number in range(part["items"])]


def figures(rows: list[dict], cut: dict, fewest: int) -> dict:
    """Raw score, maximum, scaled score, decision and parts under a cut score as the pack holds it."""
    raw, most = sum(row["points"] for row in rows), sum(row["most"] for row in rows)
    needed, record = cut["cut_raw"], cut["record"]
    return {"raw_score": raw, "raw_max": most, "scaled_score": scaled(raw, needed, most, record),
            "scaled_cut": record["scale"]["cut"], "decision": "PASS" if raw >= needed else "FAIL",
            "parts": _parts(rows, needed, most, fewest)}


def scaled(raw: int, cut: int, most: int, record: dict) -> int:
    """The score on the reporting scale, from the raw score and the constants of the cut's record alone."""
    low, middle, high = (record["scale"][name] for name in ("min", "cut", "max"))
    linking, at, base_cut, base_most = record["linking"], Fraction(raw), cut, most
    if linking["method"] != "none" and raw not in (0, cut, most):
        at = worth(linking, Fraction(raw * linking["maximum"], most))
        base_cut, base_most = linking["base"]["cut"], linking["base"]["maximum"]
    if raw < cut:
        return min(low + floor((middle - low) * at / base_cut), middle - 1)
    if raw == most:
        return high
    return middle if base_most == base_cut else max(
        middle, middle + floor((high - middle) * (at - base_cut) / (base_most - base_cut)))


def worth(linking: dict, score: Fraction) -> Fraction:
    """What a score is worth on the base form."""
    constants = linking["constants"]
    if "table" in constants:
        table = [Fraction(one) for one in constants["table"]]
        place = min(floor(score), len(table) - 2)
        found = table[place] + (table[place + 1] - table[place]) * (score - place)
    else:
        found = Fraction(constants["slope"]) * score + Fraction(constants["intercept"])
    return max(Fraction(0), min(found, Fraction(linking["base_maximum"])))


def _parts(rows: list[dict], cut: int, most: int, fewest: int) -> dict:
    found: dict[str, dict] = {}
    for row in rows:
        if row["counts"]:
            part = found.setdefault(row["competency"], {"items": 0, "points": 0, "correct": 0})
            part["items"] += 1
            part["points"] += row["most"]
            part["correct"] += row["points"]
    for part in found.values():
        distance = part["correct"] * most - part["points"] * cut
        near = "near" if abs(distance) < most else "above" if distance > 0 else "below"
        part["band"] = near if part["items"] >= fewest else None
    return found
