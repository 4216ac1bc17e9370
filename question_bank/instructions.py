"""What a question tells the candidate to do, beside its own words, and how it is counted, in words."""

import re

from question_bank.items import ItemContent

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TOLD = re.compile(r"\b(?:choose|select|pick|mark|name|tick|which|what)\s+(?:the\s+|any\s+)?"
                  rf"({'|'.join(NUMBERS)}|[1-9]|10)\b", re.IGNORECASE)
KIND_WORDS = {
    "single": "One right answer: the candidate chooses one of several options",
    "multiple": "Several right answers: the candidate chooses all that apply",
    "true_false": "True or false: the candidate decides whether a statement is true",
}
SCORING_WORDS = {
    "all_or_nothing": "All or nothing: one point for exactly the right options, and no point otherwise",
    "right_minus_wrong": "Part of the points: each right option adds a point and each wrong one takes one away, "
                         "never below zero",
}
COUNTED = {
    "all_or_nothing": "It counts when you choose exactly the right ones.",
    "right_minus_wrong": "Each right choice adds a point. Each wrong choice takes one away, never below zero.",
}


def number_told(content: ItemContent) -> int | None:
    """How many options the question itself tells to choose; None when it does not say."""
    found = TOLD.search(re.sub(r"<[^>]*>", " ", content.stem))
    if found is None:
        return None
    word = found[1].lower()
    return int(word) if word.isdecimal() else NUMBERS.index(word) + 1


def instruction(content: ItemContent) -> str:
    """What stands under the question. It tells how many options are right only where the question tells it itself."""
    if content.kind != "multiple":
        return ""
    told = number_told(content)
    choose = f"Choose {NUMBERS[told - 1]}." if told else "Choose all that apply."
    return f"{choose} {COUNTED[content.scoring]}"
