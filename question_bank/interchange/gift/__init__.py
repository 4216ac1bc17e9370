"""GIFT, the text format of Moodle: one question a block, its answers in braces."""

from question_bank.interchange.gift.reading import looks_like, read
from question_bank.interchange.gift.writing import losses, write

__all__ = ["looks_like", "losses", "read", "write"]
