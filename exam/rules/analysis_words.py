"""What stands out in an analysis, in a word or two, with what to do next."""

from collections.abc import Mapping, Sequence

KINDS = {
    "probable-miskey": "probable wrong key", "negative-discrimination": "goes against the score",
    "distractor-above-key": "another option above the key",
    "distractor-draws-the-able": "a wrong option draws the able",
    "unused-distractor": "an option hardly anybody takes", "too-hard": "too hard", "too-easy": "too easy",
    "low-discrimination": "hardly tells people apart", "constant": "everybody alike",
    "dif-b": "somewhat harder for one group", "dif-c": "much harder for one group",
}
# What people are compared by: the part of an analysis, the heading of its figures, and who is compared.
COMPARED = (("groups", "Trainings", "Training events"), ("regions", "Regions", "Regions"),
            ("languages", "Languages", "Languages"))
# The key may be wrong: results may have to be scored anew.
ABOUT_THE_KEY = ("probable-miskey", "negative-discrimination", "distractor-above-key")

SLIGHT = "unused-distractor"  # of few people, most questions have such an option


def kind_in_words(kind: str) -> str:
    """A short name for a kind of finding."""
    return KINDS.get(kind, kind.replace("-", " "))


def asks_for_scoring(kinds) -> bool:
    """Whether one of these kinds puts the key in question."""
    return not set(ABOUT_THE_KEY).isdisjoint(kinds)


def by_weight(items: Sequence[Mapping]) -> tuple[list[Mapping], list[Mapping]]:
    """The questions that stand out: those of which more is said than that an option is idle, and the others."""
    said = [item for item in items if item["flags"]]
    weighty = [item for item in said if any(flag["kind"] != SLIGHT for flag in item["flags"])]
    return weighty, [item for item in said if item not in weighty]
