"""The rules on pictures and on questions with several right options. A fault of these blocks approval too."""

from collections.abc import Iterator

from question_bank.instructions import NUMBERS, number_told
from question_bank.items import ItemContent
from question_bank.lint.known import Known
from question_bank.markup import pictures_without_words
from question_bank.problems import Problem


def pictures_in_words(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-36: every picture has words in its place, for whoever does not see it."""
    texts = [("stimulus", item.stimulus), ("stem", item.stem), ("rationale", item.rationale)]
    for place, option in enumerate(item.options, start=1):
        texts += [(f"option {place}", option.text), (f"reason {place}", option.rationale)]
    for name, text in texts:
        if "<img" in text and pictures_without_words(text):
            yield Problem(f"{item.code}, {name}", "IW-36", "A picture has no words in its place. Say in its alt text "
                          "what it shows, without giving the answer.")


def number_of_right_options(item: ItemContent, known: Known) -> Iterator[Problem]:
    """IW-04: where the question says how many options are right, that many are."""
    told = number_told(item) if item.kind == "multiple" else None
    if told not in (None, len(item.keys)):
        yield Problem(f"{item.code}, keys", "IW-04", f"The question tells to choose {NUMBERS[told - 1]}, but "
                      f"{len(item.keys)} options are marked as right.")


RULES = (pictures_in_words, number_of_right_options)
