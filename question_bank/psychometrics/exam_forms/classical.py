"""The classical part of a form's analysis: scores, reliability, and for each item what a page and a reviewer need."""

from collections.abc import Sequence

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.exam_forms.columns import UNKNOWN_SECONDS, Column, picked
from question_bank.psychometrics.exam_forms.scores import pass_words, score_bins, traces
from question_bank.psychometrics.plain import plain
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds

OF_ITEM = ("p", "pbis_corrected", "pbis_uncorrected", "biserial_corrected", "discrimination", "alpha_if_deleted")
OF_FORM = ("mean", "sd_n1", "skew", "kurtosis", "kr20", "kr21", "alpha_interval", "sem_sd_n1", "sem_at_cut", "cut",
           "split_half", "guttman_lambda6")
# What is said about single options tells nothing where right or not right was all there is.
ABOUT_OPTIONS = ("probable-miskey", "distractor-above-key", "distractor-draws-the-able", "unused-distractor")


def classical_part(columns: Sequence[Column], matrix: AnswerMatrix, seconds: np.ndarray | None = None, *,
                   cut: int | None, limits: Thresholds, least: int) -> dict:
    """Figures of the form and of each position; below `limits.show_from_n` persons a refusal in words.

    The total is made of the positions that count. An item on trial is held against that total, which it is no part
    of. Figures that rest on fewer than `least` persons of an option or a score are not there.
    """
    counting = [place for place, column in enumerate(columns) if column.scored]
    scored = picked(matrix, counting)
    report = analyse(scored, only=("ctt",), cut=cut, limits=limits)
    document = {"n": matrix.n, "k": scored.k, "refused": report["refused"], "flags": [], "items": []}
    if report["refused"]:
        return document
    totals = np.count_nonzero(scored.right(), axis=1)
    items = _items(columns, report, counting, limits)
    for place, column in enumerate(columns):
        if not column.scored:
            items[place] = _on_trial(columns, matrix, counting, place, limits)
    lines, times = traces(matrix, totals, least), times_of(seconds, len(columns), least)
    for place, (column, item) in enumerate(zip(columns, items, strict=True)):
        item |= {"position": place + 1, "scored": column.scored, "several": column.several, "trace": lines[place],
                 "time": times[place]}
        _hide_small_cells(item["options"], least)
    form = {name: report["ctt"][name] for name in OF_FORM}
    return plain({**document, **form, "decision": _decision(report["decision"]), "items": items,
                  "bins": score_bins(totals, scored.k, cut, least), "passed": pass_words(totals, cut, least),
                  "flags": [flag for flag in report["flags"] if not flag["item"]]})


def _items(columns: Sequence[Column], report: dict, counting: Sequence[int], limits: Thresholds) -> list[dict]:
    found: list[dict] = [{} for _ in columns]
    for at, place in enumerate(counting):
        found[place] = _item(columns[place], report, at, limits)
    return found


def _item(column: Column, report: dict, at: int, limits: Thresholds) -> dict:
    """The figures of one item of a report, with what stands out about it."""
    ctt, options = report["ctt"], report["options"][at]
    flags = [{"kind": flag["kind"], "sentence": flag["sentence"]} for flag in report["flags"]
             if flag["item"] == column.name and not (column.several and flag["kind"] in ABOUT_OPTIONS)]
    return {"name": column.name, "n": options["n"], **{name: ctt[name][at] for name in OF_ITEM},
            **{f"p_{end}": ctt["p_interval"][end][at] for end in ("low", "high")},
            **{f"pbis_{end}": ctt["pbis_interval"][end][at] for end in ("low", "high")},
            "n_omitted": options["n_omitted"], "n_not_reached": options["n_not_reached"],
            "options": [] if column.several else options["options"], "flags": flags, "level": limits.interval_level}


def _on_trial(columns: Sequence[Column], matrix: AnswerMatrix, counting: Sequence[int], place: int,
              limits: Thresholds) -> dict:
    beside = picked(matrix, [*counting, place])
    return _item(columns[place], analyse(beside, only=("ctt",), limits=limits), len(counting), limits) | {
        "alpha_if_deleted": None}


def _decision(found: dict | None) -> dict | None:
    """Consistency and accuracy by the method that stands on the fewest assumptions and gives both."""
    if found is None:
        return None
    kept = ("method", "consistency", "kappa", "accuracy", "false_pass", "false_fail", "note")
    return {name: {one: method[one] for one in kept} for name, method in found.items() if isinstance(method, dict)}


def _hide_small_cells(options: Sequence[dict], least: int) -> None:
    """The mean score of a few persons says too much about each of them."""
    for option in options:
        option["few"] = option["n"] < least
        if option["few"]:
            option |= dict.fromkeys(("pbis_rest", "pbis_total_uncorrected", "mean_total", "mean_rest", "lower_group",
                                     "upper_group"))


def times_of(seconds: np.ndarray | None, k: int, least: int) -> list[dict]:
    """How many persons' seconds are known for each of k positions, and their quartiles, found by counting."""
    columns = [np.zeros(0, int)] * k if seconds is None else np.ascontiguousarray(seconds.T)
    return [_time(np.bincount(column, minlength=1)[:UNKNOWN_SECONDS], least) for column in columns]


def _time(counts: np.ndarray, least: int) -> dict:
    """`counts[s]` persons took s seconds. Quartiles lie between two persons in proportion, as numpy's do."""
    n = int(counts.sum())
    if n < least or not n:
        return {"n": None, "lower": None, "median": None, "upper": None}
    place = (n - 1) * np.array([0.25, 0.5, 0.75])
    upto = np.cumsum(counts)
    below, above = (np.searchsorted(upto, end(place), side="right") for end in (np.floor, np.ceil))
    lower, median, upper = (below + (place - np.floor(place)) * (above - below)).tolist()
    return {"n": n, "lower": lower, "median": median, "upper": upper}
