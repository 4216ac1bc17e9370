"""DIF of every group of people against the largest, as a plain document with flags in words."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.dif.logistic import LogisticDif, logistic_dif
from question_bank.psychometrics.dif.mantel_haenszel import MantelHaenszel, mantel_haenszel
from question_bank.psychometrics.dif.standardisation import standardised_p_dif
from question_bank.psychometrics.enough import FEWEST_SHOWN, TooFew
from question_bank.psychometrics.flags import Flag

FEWEST_COMPARED = 100


def dif_by_group(matrix: AnswerMatrix, least: int = FEWEST_COMPARED) -> tuple[dict, list[Flag]]:
    """Each group of `matrix.groups` compared with the largest, and a flag for each item of class B or C.

    A group below `least` persons, or matched with a reference below it, is refused in words; one below 10 is not even
    named. Persons without a group are left out. What was left out counts as wrong.
    """
    sizes = Counter(name for name in matrix.groups if name)
    shown = [name for name, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])) if size >= FEWEST_SHOWN]
    document = {"reference": shown[0] if shown else None, "comparisons": [],
                "note": f"Groups of fewer than {FEWEST_SHOWN} persons are not shown."}
    flags: list[Flag] = []
    groups = np.array(matrix.groups)
    for name in shown[1:]:
        chosen = (groups == name) | (groups == shown[0])
        document["comparisons"].append(_compared(matrix, chosen, groups == name, (shown[0], name), least, flags))
    return document, flags


def _compared(matrix: AnswerMatrix, chosen: np.ndarray, focal: np.ndarray, names: tuple[str, str], least: int,
              flags: list[Flag]) -> dict:
    scores, focal = matrix.scores()[chosen], focal[chosen]
    document = {"focal": names[1], "n_reference": int((~focal).sum()), "n_focal": int(focal.sum()), "refused": "",
                "left_out": [], "items": None}
    try:
        found = mantel_haenszel(scores, focal, least=least)
    except TooFew as few:
        return {**document, "refused": str(few)}
    logistic, p_dif = (compare(scores, focal, found.left_out, least) for compare in (logistic_dif, standardised_p_dif))
    flags += _flags(matrix.items, found, p_dif.p_dif, names)
    rows = [_row(matrix.items[item], item, found, logistic, p_dif) for item in range(matrix.k)]
    return {**document, "left_out": [matrix.items[item] for item in sorted(found.left_out)], "items": rows}


def _row(name: str, item: int, found: MantelHaenszel, logistic: LogisticDif, p_dif) -> dict:
    return {"name": name, "mh_odds_ratio": found.odds_ratio[item], "mh_chi_square": found.chi_square[item],
            "mh_p": found.p[item], "mh_d_dif": found.delta[item], "mh_se": found.se[item], "ets": found.classes[item],
            "std_p_dif": p_dif.p_dif[item], "std_se": p_dif.se[item], "p_uniform": logistic.p_uniform[item],
            "p_non_uniform": logistic.p_non_uniform[item], "p_both": logistic.p_both[item],
            "r2_change": logistic.r2_change[item], "jodoin_gierl": logistic.jodoin_gierl[item],
            "zumbo_thomas": logistic.zumbo_thomas[item]}


def _flags(items: Sequence[str], found: MantelHaenszel, p_dif: np.ndarray, names: tuple[str, str]) -> list[Flag]:
    """A large or moderate difference, in words that say what to do."""
    flags = []
    for item, size in enumerate(found.classes):
        if size in {"B", "C"}:
            harder, easier = (names[1], names[0]) if p_dif[item] < 0 else names
            how = "much" if size == "C" else "somewhat"
            sentence = (f"At equal total scores this item is {how} harder for {harder} than for {easier} "
                        f"(class {size}). Ask reviewers who know both groups why.")
            flags.append(Flag(items[item], f"dif-{size.lower()}", sentence))
    return flags
