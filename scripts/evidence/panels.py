"""Cut scores of panels: reckoned anew from the record; of a bookmark panel from its bookmarks and the booklet."""

import math
from collections.abc import Iterator
from fractions import Fraction
from statistics import median

Fault = tuple[str, str, str]
BASIS = {"modified_angoff": "angoff", "bookmark": "bookmark"}
NEAR = 1e-5  # the record keeps six digits; machines differ in the last ones of a logarithm


def faults_of(files: dict) -> Iterator[Fault]:
    """The cut is what the panel found, moved by the stated errors and rounded up."""
    scored = sorted(row["position"] for row in files["journal"]["positions"] if row["scored"])
    for place, cut in enumerate(files["cut-scores"]["cut_scores"]):
        record = cut["record"]
        if "standard_setting" in record:
            for name, words in _faults(cut, record, scored):
                yield "cut-scores.json", f"cut_scores/{place}/{name}", words


def _faults(cut: dict, record: dict, scored: list[int]) -> Iterator[tuple[str, str]]:
    found = Fraction(record["expected_points"] if "booklet" in record else record["sum_of_means"])
    moved = found + Fraction(record["moved_by_standard_errors"]) * Fraction(record["standard_error"])
    whole = min(max(math.ceil(moved), 1), record["maximum"])
    if Fraction(record["moved"]) != moved:
        yield "record/moved", "is not what the panel found, moved by the stated errors"
    if record["cut"] != whole or ("after" not in record and cut["cut_raw"] != whole):
        yield "cut_raw", f"the panel's cut is {whole}"
    if BASIS.get(record["method"]) != cut["basis"]:
        yield "basis", "is not the method of the panel"
    if "booklet" in record:
        yield from _bookmarks(record, scored)


def _bookmarks(record: dict, scored: list[int]) -> Iterator[tuple[str, str]]:
    booklet, chance = record["booklet"], float(Fraction(record["booklet"]["response_probability"]))
    curves = list(zip(booklet["slopes"], booklet["intercepts"], strict=True))
    pages = [(math.log(chance / (1 - chance)) - d) / a for a, d in curves]
    if sorted(booklet["positions"]) != scored:
        yield "record/booklet/positions", "are not the questions that count"
    if any(before > after + NEAR for before, after in zip(pages, pages[1:], strict=False)):
        yield "record/booklet/positions", "are not in the order of their difficulty"
    if any(abs(mine - theirs) > NEAR for mine, theirs in zip(pages, booklet["locations"], strict=True)):
        yield "record/booklet/locations", "do not follow from the curves"
    ability = median(pages[max(page - 2, 0)] for page in record["bookmarks"].values())
    expected = sum(1 / (1 + math.exp(-(a * ability + d))) for a, d in curves)
    if sorted(record["bookmarks"]) != sorted(one["panelist"] for one in record["panel"]):
        yield "record/bookmarks", "are not one of each member of the panel"
    if abs(ability - record["ability"]) > NEAR:
        yield "record/ability", "is not the median of the bookmarks"
    if abs(expected - float(record["expected_points"])) > NEAR:
        yield "record/expected_points", f"the bookmarks give {expected:.6f}"
