"""The table `[lint]` of a program file: every number and every own word that the item-writing rules go by."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

SHARES = ("similarity_max", "key_longest_share_max", "key_position_tolerance", "distractor_min_share",
          "pronoun_share_min")
MAY_BE_NONE = ("negative_stems_max", "pronoun_share_min", "key_position_tolerance")
ORDERED = (("grade_warn", "grade_error"), ("sentence_mean_words", "sentence_max_words"),
           ("stem_warn_words", "stem_error_words"), ("options_min", "options_max"))


@dataclass(frozen=True)
class Term:
    """One word or phrase that a program avoids, and what it says instead."""

    avoid: str = ""
    prefer: str = ""


@dataclass(frozen=True)
class Lint:
    """The thresholds of the rules in the order of their ids, then the program's own words."""

    scenario_stem_min_words: int = 20
    copied_run_words: int = 8
    similarity_max: float = 0.6
    similar_words_min: int = 8
    grade_warn: float = 9.0
    grade_error: float = 12.0
    form_grade_mean_target: float = 8.0
    sentence_mean_words: int = 20
    sentence_max_words: int = 35
    stem_warn_words: int = 80
    stem_error_words: int = 120
    option_warn_words: int = 25
    option_words_over_stem: float = 2.0
    negative_stems_max: int = 2
    key_length_ratio: float = 1.25
    key_length_extra_chars: int = 15
    key_longest_share_max: float = 0.40
    shared_word_min_letters: int = 5
    key_position_tolerance: float = 0.25
    key_run_max: int = 4
    options_min: int = 3
    options_max: int = 5
    distractor_min_share: float = 0.05
    name_uses_max: int = 3
    pronoun_share_min: float = 0.35
    reviewed_within_months: int = 24
    terms: tuple[Term, ...] = ()
    allowed_phrases: tuple[str, ...] = ()
    easy_words: tuple[str, ...] = ()
    correct_words: tuple[str, ...] = ()


def unfit(lint: Lint) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of a number that no rule could go by."""
    for field in fields(Lint):
        value = getattr(lint, field.name)
        if isinstance(value, int | float) and (value < 0 or value == 0 and field.name not in MAY_BE_NONE):
            yield f"lint.{field.name}", "must be above 0. Leave the line out to use the standard value."
    for name in SHARES:
        if getattr(lint, name) > 1:
            yield f"lint.{name}", "is a share, so it must be at most 1. Write 0.4 for 40 percent."
    for low, high in ORDERED:
        if getattr(lint, low) > getattr(lint, high):
            yield f"lint.{low}", f"is above lint.{high}. Lower it, or raise the other one."
    if any(not term.avoid.strip() or not term.prefer.strip() for term in lint.terms):
        yield "lint.terms", "needs both: the word to avoid, and the words to prefer."
