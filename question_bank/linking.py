"""How the scores of an exam form are tied to those of the program's base form: a record, read and used exactly.

A record names its method. `none` stands with a reason. Any other holds constants in decimals, either the slope and
intercept of a line or a table, that say what each raw score is worth on the base form. Constants are read as fractions,
so whoever has the raw score and the record comes to the same scaled score, on any machine.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from math import floor

from question_bank.linking_methods import METHODS
from question_bank.standard_setting import scaled_score

FORMAT = "examhall-linking-1"
NONE = "none"
FIRST_FORM = "First form: nothing to link to."
MOST_POINTS = 1000
DECIMAL, DIGEST = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,8})?"), re.compile(r"[0-9a-f]{64}")


class LinkingTrouble(ValueError):
    """The record cannot be used; the text says why and what to do."""


def no_linking(reason: str) -> dict:
    """The record of a form that is linked to none, and why."""
    return {"method": NONE, "reason": reason}


def checked_linking(document: object) -> dict:
    """The record if it is whole: every field of `python -m question_bank link` and no other. Raises LinkingTrouble."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise LinkingTrouble("This is no linking. Paste everything that `python -m question_bank link` wrote.")
    for field, is_good in FIELDS.items():
        if not is_good(document.get(field)):
            raise LinkingTrouble(f"The linking's {field!r} is missing or cannot be right. Make the linking again.")
    others = sorted(set(document) - set(FIELDS) - {"problems"})
    if others:
        raise LinkingTrouble(f"The linking holds more than it should: {', '.join(others)}.")
    if len(document["standard_errors"]) not in (0, document["maximum"] + 1):
        raise LinkingTrouble("The linking needs one standard error for each score, or none.")
    _check_constants(document)
    return {field: document[field] for field in FIELDS}


def _check_constants(document: Mapping) -> None:
    table = document["constants"].get("table")
    if table is not None and len(table) != document["maximum"] + 1:
        raise LinkingTrouble("The table of the linking needs one value for each score from 0 to the maximum.")
    worth = [worth_on_base(document, score) for score in range(document["maximum"] + 1)]
    if any(low > high for low, high in zip(worth, worth[1:], strict=False)) or worth[0] == worth[-1]:
        raise LinkingTrouble("More right answers may never be worth less. Smooth the linking, or use another method.")


def worth_on_base(linking: Mapping, score: Fraction | int) -> Fraction:
    """What a raw score is worth on the base form, never outside its scores; between two scores of a table, a line."""
    constants = linking["constants"]
    if "table" in constants:
        low = min(floor(score), linking["maximum"] - 1)
        first, second = Fraction(constants["table"][low]), Fraction(constants["table"][low + 1])
        worth = first + (second - first) * (score - low)
    else:
        worth = Fraction(constants["slope"]) * score + Fraction(constants["intercept"])
    return min(max(worth, Fraction(0)), Fraction(linking["base_maximum"]))


def linking_pairs(linking: Mapping) -> list[tuple[int, float, float | None]]:
    """(score, what it is worth on the base form, its standard error) for pages and pictures."""
    errors = linking["standard_errors"] or [None] * (linking["maximum"] + 1)
    return [(score, float(worth_on_base(linking, score)), None if error is None else float(error))
            for score, error in enumerate(errors)]


def linked_cut(linking: Mapping, base_cut: int) -> int:
    """The fewest points that are worth at least the base form's cut. Raises LinkingTrouble where none are."""
    for score in range(1, linking["maximum"] + 1):
        if worth_on_base(linking, score) >= base_cut:
            return score
    raise LinkingTrouble("No score of this form is worth the cut of the base form, so there is no cut to propose.")


def linked_score(raw: int, cut: int, maximum: int, record: Mapping) -> int:
    """The scaled score by the record of a cut: its `scale`, and its `linking` where the form is linked.

    The cut stands at the scale's cut, no points at its lowest and all points at its highest score, whatever the linking
    says; nobody below the cut reaches the scale's cut. After a question was taken out, `maximum` is smaller than the
    linking's: then a score is worth what the same share of the points was worth.
    """
    scale, linking = record["scale"], record["linking"]
    if linking["method"] == NONE or raw in (0, cut, maximum):
        return scaled_score(raw, cut, maximum, _Scale(scale))
    base_cut, base_maximum = linking["base"]["cut"], linking["base"]["maximum"]
    worth = worth_on_base(linking, Fraction(raw * linking["maximum"], maximum))
    if raw < cut:
        scaled = scale["min"] + floor((scale["cut"] - scale["min"]) * worth / base_cut)
        return min(scaled, scale["cut"] - 1)
    if base_maximum == base_cut:
        return scale["cut"]
    scaled = scale["cut"] + floor((scale["max"] - scale["cut"]) * (worth - base_cut) / (base_maximum - base_cut))
    return max(scaled, scale["cut"])


def linking_in_words(record: Mapping) -> str:
    """One sentence for reports and pages."""
    linking = record["linking"]
    if linking["method"] == NONE:
        return linking["reason"] if linking["reason"] == FIRST_FORM else f"Not linked: {linking['reason']}"
    common = f", {linking['anchor']} common questions" if linking["anchor"] else ""
    return (f"Linked to {linking['base_form']} ({METHODS[linking['method']]}, {linking['n']} and {linking['base_n']} "
            f"people{common})")


class _Scale:
    def __init__(self, scale: Mapping):
        self.min, self.cut, self.max = scale["min"], scale["cut"], scale["max"]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_points(value: object) -> bool:
    return _is_count(value) and 1 <= value <= MOST_POINTS


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and DECIMAL.fullmatch(value) is not None


def _is_constants(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    if set(value) == {"table"}:
        return isinstance(value["table"], list) and all(map(_is_decimal, value["table"]))
    return set(value) == {"slope", "intercept"} and all(map(_is_decimal, value.values()))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 60


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and DIGEST.fullmatch(value) is not None


def _is_errors(value: object) -> bool:
    return isinstance(value, list) and all(one is None or _is_decimal(one) for one in value)


FIELDS = {
    "format": lambda value: value == FORMAT, "method": lambda value: value in METHODS, "exam_form": _is_name,
    "base_form": _is_name, "n": _is_count, "base_n": _is_count, "maximum": _is_points, "base_maximum": _is_points,
    "anchor": _is_count, "constants": _is_constants, "standard_errors": _is_errors,
    "notes": lambda value: isinstance(value, list) and all(isinstance(one, str) and len(one) <= 300 for one in value),
    "data": _is_digest, "base_data": _is_digest,
}
