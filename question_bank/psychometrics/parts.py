"""The parts of a report, and what may be done with missing answers."""

PARTS = ("ctt", "rasch", "twopl")
CALIBRATIONS = frozenset(PARTS[1:])
WRONG, DROP = "wrong", "drop"
