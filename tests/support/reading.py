"""How hard a text of ours is to read, in years of school (Flesch and Kincaid)."""

from question_bank.lint.syllables import syllables
from question_bank.lint.words import sentences, words_of


def years_of_school(text: str) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59."""
    said, words = sentences(text), words_of(text)
    return 0.39 * len(words) / len(said) + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59
