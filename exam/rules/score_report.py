"""What a score report may say: the program's values decide, and a part with few questions says nothing."""

from collections.abc import Mapping

BANDS = {"below": "Below the level of somebody who just passes", "near": "Near the level of somebody who just passes",
         "above": "Above the level of somebody who just passes"}
NO_BAND = "Too few questions for a band"


def shows_score(policy, *, passed: bool) -> bool:
    """Whether a number stands in the report of somebody who passed, or did not."""
    return policy.pass_shows_number if passed else policy.fail_shows_scaled_score


def bands_in_words(parts: Mapping[str, Mapping], competencies) -> list[tuple[str, int, str]]:
    """(part, questions, band in words) in the order of the blueprint; empty when no part has a band."""
    if not any(part.get("band") for part in parts.values()):
        return []
    return [(row.title, parts[row.id]["items"], BANDS.get(parts[row.id]["band"], NO_BAND))
            for row in competencies if row.id in parts]
