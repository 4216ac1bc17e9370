"""What a score report may say: the program's values decide, and a part with few questions says nothing.

The page and the paper read the same sentences from here, so that neither says more than the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

BANDS = {"below": "Below the level of somebody who just passes", "near": "Near the level of somebody who just passes",
         "above": "Above the level of somebody who just passes"}
NO_BAND = "Too few questions for a band"
SAMPLE = "This is a sample program. It is not the exam of any board, and this result gives no credential."
INTERIM = "The score needed is an interim one. It holds until a panel of people from the field has studied the exam."
PARTS = ("Each part is compared with somebody who just passes. A part has few questions, so its band is only a rough "
         "sign for study. The parts do not decide the result; the whole exam does.")
MEANING = ("The standard is the level of somebody who just passes. It is the same for everybody who takes this exam.",
           "The result says whether this exam was passed. It does not measure you as a person or as a colleague.",
           "It does not compare you with other people. By itself it gives no credential; the board decides about that.",
           "No question and no answer stands in this report, because other people get the same questions.")


@dataclass(frozen=True)
class ScoreReport:
    """The sentences of one report. An empty one is left out."""

    passed: bool
    score: str
    distance: str
    bands: list[tuple[str, int, str]]
    about_parts: str
    sample: str
    interim: str
    replaces: str = ""
    meaning: tuple[str, ...] = MEANING

    @property
    def verdict(self) -> str:
        """The decision in words."""
        return "PASS" if self.passed else "NOT PASSED"


def score_report(result, program, replaces: str = "") -> ScoreReport:
    """What the report of this result says under the rules of this program. It never asks how the exam was given.

    `replaces` says which earlier result this one takes the place of, where it does.
    """
    policy, scale, passed = program.score_report, program.exam.cut.scale, result.decision == "PASS"
    number = shows_score(policy, passed=passed)
    bands = [] if passed else bands_in_words(result.parts, program.taxonomy.competencies)
    few = (f"Every part of this exam has fewer than {policy.band_min_items} questions. That is too few to say anything "
           "fair about a part, so only the whole exam is reported.")
    return ScoreReport(
        passed=passed, bands=bands, replaces=replaces, about_parts="" if passed else PARTS if bands else few,
        score=f"Your score is {result.scaled_score}. The score needed is {result.scaled_cut}." if number else "",
        distance=_distance(result.scaled_cut - result.scaled_score, scale) if number and not passed else "",
        sample=SAMPLE if program.sample else "", interim=INTERIM if result.cut_interim else "")


def replaces_in_words(earlier, released_on: str) -> str:
    """What somebody reads whose result was made anew after a question had been counted wrongly."""
    said = "PASS" if earlier.decision == "PASS" else "NOT PASSED"
    return (f"This result takes the place of the one released on {released_on}, which said {said}. A question had been "
            "counted wrongly, and we have put that right for everybody who answered it. You did nothing wrong.")


def shows_score(policy, *, passed: bool) -> bool:
    """Whether a number stands in the report of somebody who passed, or did not."""
    return policy.pass_shows_number if passed else policy.fail_shows_scaled_score


def bands_in_words(parts: Mapping[str, Mapping], competencies) -> list[tuple[str, int, str]]:
    """(part, questions, band in words) in the order of the blueprint; empty when no part has a band."""
    if not any(part.get("band") for part in parts.values()):
        return []
    return [(row.title, parts[row.id]["items"], BANDS.get(parts[row.id]["band"], NO_BAND))
            for row in competencies if row.id in parts]


def _distance(points: int, scale) -> str:
    return (f"Scores run from {scale.min} to {scale.max}. You were {points} {'point' if points == 1 else 'points'} "
            "below the score needed.")
