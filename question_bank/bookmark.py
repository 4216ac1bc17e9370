"""The constants of a bookmark panel that a page needs, without arithmetic over arrays."""

from collections.abc import Mapping
from fractions import Fraction

# Lewis, Mitzel and Green (1996): two of three candidates at the border answer rightly what they master.
RESPONSE_PROBABILITY = Fraction(2, 3)
DIGITS = 6  # of the expected points, so that every machine rounds the same number


def as_points(expected: float) -> str:
    """The expected points of the candidate at the border as the record keeps them: one number for everybody."""
    return f"{expected:.{DIGITS}f}"


def points_found(found: Mapping) -> Fraction:
    """What a panel came to before it is moved and rounded, by whichever method: of a round, or of a record."""
    return Fraction(found["expected_points"] if "expected_points" in found else found["sum_of_means"])
