"""Moodle XML: the format in which Moodle hands questions on, pictures included."""

from question_bank.interchange.moodle.reading import read
from question_bank.interchange.moodle.writing import losses, write

ROOT = "quiz"

__all__ = ["ROOT", "losses", "read", "write"]
