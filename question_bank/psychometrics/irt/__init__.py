"""Item response theory: calibrations, abilities, information and fit of answers scored 0, 1 or nan."""

from question_bank.psychometrics.irt.abilities import Abilities, abilities, abilities_by_score
from question_bank.psychometrics.irt.answers import NotScored
from question_bank.psychometrics.irt.fit import MeanSquares, RaschFit, rasch_fit
from question_bank.psychometrics.irt.information import (
    ObservedPoints,
    TestInformation,
    at_the_cut,
    curves,
    empirical_reliability,
    item_information,
    marginal_reliability,
    observed_points,
    test_information,
)
from question_bank.psychometrics.irt.rasch_cml import RaschCml, rasch_cml
from question_bank.psychometrics.irt.rasch_mml import RaschMml, rasch_mml
from question_bank.psychometrics.irt.report import irt_report
from question_bank.psychometrics.irt.s_x2 import SX2, s_x2
from question_bank.psychometrics.irt.two_pl import TwoPl, two_pl

__all__ = [
    "Abilities", "abilities", "abilities_by_score", "at_the_cut", "curves", "empirical_reliability",
    "irt_report", "item_information", "marginal_reliability", "MeanSquares", "NotScored", "observed_points",
    "ObservedPoints", "rasch_cml", "rasch_fit", "rasch_mml", "RaschCml", "RaschFit", "RaschMml", "s_x2", "SX2",
    "test_information", "TestInformation", "two_pl", "TwoPl",
]
