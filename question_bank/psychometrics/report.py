"""The whole analysis of one answer matrix as a plain document of numbers, lists, None and sentences.

Names and conventions: sd and variances are n-1; alpha is KR-20 for 0 and 1; the corrected point-biserial leaves the
item out of the total; what is undefined is None. Every list has one entry for each item, in the order of the items.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict

import numpy as np

from question_bank.psychometrics.answer_matrix import NOT_REACHED, OMITTED, AnswerMatrix
from question_bank.psychometrics.classical import GROUP_SHARE, ItemStatistics, item_statistics
from question_bank.psychometrics.decision import Decision, hanson_brennan, livingston_lewis, subkoviak
from question_bank.psychometrics.dif.report import dif_by_group
from question_bank.psychometrics.flags import (
    Flag,
    calibration_flags,
    few_persons,
    item_flags,
    option_flags,
    refusal,
    test_flags,
)
from question_bank.psychometrics.intervals import fisher, wilson
from question_bank.psychometrics.irt import irt_report
from question_bank.psychometrics.options import OptionStatistics, option_statistics, rivals
from question_bank.psychometrics.parts import ASKED, CALIBRATIONS, DROP, PARTS, WRONG
from question_bank.psychometrics.plain import plain
from question_bank.psychometrics.reliability import (
    Reliability,
    conditional_sem,
    guttman_lambda6,
    reliability,
    score_distribution,
    split_half,
)
from question_bank.psychometrics.score_table import ScoreTable, score_table
from question_bank.psychometrics.screens.report import screened
from question_bank.psychometrics.thresholds import Thresholds


def analyse(matrix: AnswerMatrix, *, missing: str = WRONG, only: Collection[str] = PARTS, cut: int | None = None,
            limits: Thresholds | None = None) -> dict:
    """The report. `missing` is `wrong` (what was left out is not right) or `drop` (only persons who answered all).

    `only` chooses parts; `cut` is the fewest right answers that pass. Below `limits.show_from_n` persons the report
    holds a refusal in words and no figure. Raises ValueError for an unknown part or rule.
    """
    if missing not in (WRONG, DROP) or set(only) - set(ASKED):
        raise ValueError(f"missing is {WRONG} or {DROP}, and the parts are {', '.join(ASKED)}.")
    limits = limits or Thresholds()
    used = matrix.complete() if missing == DROP else matrix
    document = {"n": used.n, "k": used.k, "missing_rule": _missing_rule(matrix, used, missing),
                "items": list(used.items), "key": None if used.scored else _keys(used), "refused": "",
                "score_freq": None, "ctt": None, "options": None, "decision": None, "flags": []}
    refused = refusal(used.n, limits)
    if refused:
        return {**document, "refused": refused, "flags": [asdict(Flag("", "refused", refused))]}
    table, flags = score_table(used), list(few_persons(used.n, limits))
    document |= {"score_freq": table.persons, "omit_total": int((used.answers < 0).sum())}
    if "ctt" in only:
        document |= _classical(used, table, cut, limits, flags)
    document |= _by_persons(used, only, flags)
    if CALIBRATIONS & set(only):
        found = irt_report(used.scores(), used.items, only=[part for part in only if part in CALIBRATIONS])
        document |= found
        flags += calibration_flags(found)
    return plain({**document, "flags": [asdict(flag) for flag in flags]})


def _by_persons(matrix: AnswerMatrix, only: Collection[str], flags: list[Flag]) -> dict:
    """What groups and single persons give reason to ask about."""
    parts = {}
    if matrix.groups:
        parts["dif"], said = dif_by_group(matrix)
        flags += said
    if "screens" in only:
        parts["screens"], said = screened(matrix)
        flags += said
    return parts


def _missing_rule(matrix: AnswerMatrix, used: AnswerMatrix, missing: str) -> str:
    if not (matrix.answers < 0).any():
        return "none missing"
    if missing == DROP:
        return f"persons with an answer missing are left out: {matrix.n - used.n} of {matrix.n}"
    return "missing answers count as wrong"


def _keys(matrix: AnswerMatrix) -> list[str]:
    return ["|".join(options[place] for place in sorted(key))
            for options, key in zip(matrix.options, matrix.key, strict=True)]


def _classical(matrix: AnswerMatrix, table: ScoreTable, cut: int | None, limits: Thresholds,
               flags: list[Flag]) -> dict:
    items = item_statistics(table)
    whole = reliability(table, items, limits.interval_level)
    flags += [*test_flags(matrix, whole, limits), *item_flags(matrix.items, items, limits)]
    parts = {"ctt": _ctt(matrix, table, items, whole, cut, limits), "decision": _decisions(table, whole, cut)}
    if not matrix.scored:
        options = option_statistics(table)
        flags += option_flags(matrix, options, rivals(table, options, limits.distractor_min_share), limits)
        parts["options"] = _options(matrix, table, options)
    return parts


def _ctt(matrix: AnswerMatrix, table: ScoreTable, items: ItemStatistics, whole: Reliability, cut: int | None,
         limits: Thresholds) -> dict:
    level, spread, halves = limits.interval_level, score_distribution(table), split_half(matrix, limits.interval_level)
    return {"n": table.n, "mean": spread.mean, "sd_n1": spread.sd, "skew": spread.skew, "kurtosis": spread.kurtosis,
            "p": items.p, "p_interval": _interval("Wilson", level, wilson(items.p, table.n, level)),
            "pbis_uncorrected": items.pbis_uncorrected, "pbis_corrected": items.pbis_corrected,
            "pbis_interval": _interval("Fisher z", level, fisher(items.pbis_corrected, table.n, level)),
            "biserial_corrected": items.biserial_corrected, "group_share": GROUP_SHARE, "lower_group": items.lower,
            "upper_group": items.upper, "discrimination": items.discrimination,
            "alpha": whole.alpha, "kr20": whole.alpha, "kr21": whole.kr21,
            "alpha_interval": _interval("Feldt", level, (whole.alpha_low, whole.alpha_high)),
            "alpha_if_deleted": whole.alpha_if_deleted, "guttman_lambda6": guttman_lambda6(matrix),
            "split_half": {"correlation": halves.correlation, "spearman_brown": halves.reliability,
                           "items_in_halves": halves.items_in_halves,
                           "interval": _interval("Fisher z", level, (halves.low, halves.high))},
            "sem_sd_n1": whole.sem, "sem_by_score": [conditional_sem(score, table.k, whole.alpha, whole.kr21)
                                                     for score in range(table.k + 1)],
            "cut": cut, "sem_at_cut": _sem_at_cut(table.k, whole, cut),
            "pass_share": None if cut is None else float(table.persons[max(cut, 0):].sum() / table.n)}


def _sem_at_cut(k: int, whole: Reliability, cut: int | None) -> dict | None:
    """Lord's binomial error at the cut and the same with Keats's correction."""
    if cut is None or not 0 <= cut <= k:
        return None
    return {"lord": conditional_sem(cut, k), "keats": conditional_sem(cut, k, whole.alpha, whole.kr21)}


def _decisions(table: ScoreTable, whole: Reliability, cut: int | None) -> dict | None:
    if cut is None:
        return None
    spread = score_distribution(table)
    facts = (table, cut, whole.alpha, spread.mean, spread.sd)
    return {"n": table.n, "cut": cut, "livingston_lewis": _decision(livingston_lewis(*facts)),
            "hanson_brennan": _decision(hanson_brennan(*facts)), "subkoviak": _decision(subkoviak(*facts))}


def _decision(found: Decision) -> dict:
    return {**asdict(found), "true_scores": asdict(found.true_scores) if found.true_scores else None}


def _options(matrix: AnswerMatrix, table: ScoreTable, found: OptionStatistics) -> list[dict]:
    omitted, not_reached = matrix.count(OMITTED), matrix.count(NOT_REACHED)
    key = _keys(matrix)
    return [{"item": item + 1, "name": name, "key": key[item], "n": table.n,
             "n_omit": omitted[item] + not_reached[item], "n_omitted": omitted[item],
             "n_not_reached": not_reached[item],
             "options": [_option(matrix, found, item, place) for place in range(len(matrix.options[item]))]}
            for item, name in enumerate(matrix.items)]


def _option(matrix: AnswerMatrix, found: OptionStatistics, item: int, place: int) -> dict:
    at = item, place
    return {"option": matrix.options[item][place], "is_key": place in matrix.key[item], "n": found.chosen[at],
            "p": found.share[at], "pbis_rest": found.pbis_rest[at], "pbis_total_uncorrected": found.pbis_total[at],
            "mean_total": found.mean_total[at], "mean_rest": found.mean_rest[at], "lower_group": found.lower[at],
            "upper_group": found.upper[at]}


def _interval(method: str, level: float, ends: Iterable[np.ndarray | float]) -> dict:
    low, high = ends
    return {"method": method, "level": level, "low": low, "high": high}
