"""The calibrations as one plain document for JSON: undefined figures are null, sentences say what went wrong."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike

from question_bank.psychometrics.irt.abilities import Abilities, abilities, abilities_by_score
from question_bank.psychometrics.irt.answers import Floats, answers_of
from question_bank.psychometrics.irt.climbing import Quadrature
from question_bank.psychometrics.irt.fit import rasch_fit
from question_bank.psychometrics.irt.information import empirical_reliability, marginal_reliability
from question_bank.psychometrics.irt.rasch_cml import rasch_cml
from question_bank.psychometrics.irt.rasch_mml import RaschMml, rasch_mml
from question_bank.psychometrics.irt.s_x2 import SX2, s_x2
from question_bank.psychometrics.irt.two_pl import two_pl
from question_bank.psychometrics.plain import plain

FIRST_ROWS = 20
METHODS = ("EAP", "MAP", "ML", "WLE")


def irt_report(table: ArrayLike, names: Sequence[str] | None = None, *,
               only: Collection[str] = ("rasch", "twopl")) -> dict:
    """Everything the models say about persons by items of 0, 1 and nan. `only` chooses the models."""
    answers = answers_of(table, names)
    found = {}
    if "rasch" in only:
        found["rasch_cml"] = _conditional(answers.table, answers.names)
        found["rasch_mml"] = _marginal(answers.table, answers.names)
    if "twopl" in only:
        found |= _two_parameters(answers.table, answers.names)
    return plain(found)


def _conditional(table: Floats, names: Sequence[str]) -> dict:
    found = rasch_cml(table, names)
    document = {"difficulty_sum_zero": found.difficulties, "cond_loglik": found.log_likelihood,
                "se_eRm": found.se_difficulties, "notes": list(found.notes)}
    if not found.admissible:
        return document
    fit, scores = rasch_fit(table, found.difficulties), _scores(table[:, found.kept])
    theta = abilities_by_score(found.difficulties, "ML").theta
    return document | {
        "ml_theta_by_raw_score_eRm": {"score": scores, "theta": theta[scores]},
        "infit_msq_eRm": fit.items.infit, "outfit_msq_eRm": fit.items.outfit, "infit_t": fit.items.infit_t,
        "outfit_t": fit.items.outfit_t,
        "person_separation_reliability_eRm": fit.separation_reliability}


def _marginal(table: Floats, names: Sequence[str]) -> dict:
    found, fixed = rasch_mml(table, names), rasch_mml(table, names, sigma=1.0)
    document = {"delta": found.difficulties, "sigma": found.sigma, "se_delta": found.se_difficulties,
                "se_sigma": found.se_sigma, "common_slope_a": found.sigma,
                "common_slope_b": found.common_slope_difficulties, "loglik": found.log_likelihood,
                "quadrature": _quadrature(found.quadrature), "notes": list(found.notes),
                "fixed_a1_sigma1": {"b": fixed.difficulties, "loglik": fixed.log_likelihood}}
    if not found.admissible:
        return document
    scores = _scores(table[:, found.kept])
    by_score = abilities_by_score(found.common_slope_difficulties, "EAP", slope=found.sigma)
    return document | {
        "EAP_by_raw_score_theta_sd1": {"score": scores, "theta_sigma1": by_score.theta[scores],
                                       "se": by_score.se[scores]},
        "s_x2": _s_x2(s_x2(table, *_common_slope(found), estimated=1))}


def _two_parameters(table: Floats, names: Sequence[str]) -> dict:
    """The 2PL, and with it abilities; where it is not admissible, abilities under the Rasch model, which is said."""
    found = two_pl(table, names)
    document = {"a": found.slopes, "b": found.difficulties, "d": found.intercepts, "se_a_oakes": found.se_slopes,
                "se_b": found.se_difficulties, "se_d_oakes": found.se_intercepts, "loglik": found.log_likelihood,
                "AIC": found.aic, "BIC": found.bic, "quadrature": _quadrature(found.quadrature),
                "notes": list(found.notes)}
    if found.admissible:
        document["s_x2"] = _s_x2(s_x2(table, found.slopes, found.intercepts))
        return {"twopl": document, "abilities_model": "twopl",
                **_abilities(table, found.slopes, found.intercepts, "2pl")}
    instead = rasch_mml(table, names)
    if not instead.admissible:
        return {"twopl": document, "abilities_model": None}
    return {"twopl": document, "abilities_model": "rasch_mml", **_abilities(table, *_common_slope(instead), "rasch")}


def _abilities(table: Floats, slopes: Floats, intercepts: Floats, model: str) -> dict:
    of = {method: abilities(table, slopes, intercepts, method) for method in METHODS}
    name = {"2pl": "twopl", "rasch": "rasch"}[model]
    return {
        f"first20_rows_{name}": {key: values[:FIRST_ROWS] for key, values in _columns(of).items()},
        "abilities": {f"{name}_{method}": {"theta": found.theta, "se": found.se} for method, found in of.items()},
        f"marginal_reliability_{model}": marginal_reliability(slopes, intercepts),
        f"empirical_reliability_EAP_{model}": empirical_reliability(of["EAP"].theta, of["EAP"].se)}


def _columns(of: dict[str, Abilities]) -> dict[str, Floats]:
    return {key: values for method, found in of.items()
            for key, values in ((method, found.theta), (f"{method}_se", found.se))}


def _common_slope(found: RaschMml) -> tuple[Floats, Floats]:
    """A Rasch calibration as slopes and intercepts with ability standard normal."""
    return np.where(np.isfinite(found.difficulties), found.sigma, np.nan), -found.difficulties


def _s_x2(found: SX2) -> dict:
    return {"statistic": found.statistic, "df": found.degrees, "p": found.p, "n": found.persons}


def _quadrature(found: Quadrature | None) -> dict | None:
    if found is None:
        return None
    return {"nodes": len(found.grid.nodes), "reach": found.grid.reach, "proved": found.proved,
            "loglik_change": found.change_of_log_likelihood, "parameter_change": found.change_of_parameters}


def _scores(table: Floats) -> list[int]:
    """The scores that somebody has who answered every item."""
    whole = table[~np.isnan(table).any(axis=1)]
    return np.unique(whole.sum(axis=1)).astype(int).tolist()
