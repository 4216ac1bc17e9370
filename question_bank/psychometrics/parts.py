"""The parts of a report, and what may be done with missing answers."""

PARTS = ("ctt", "rasch", "twopl")
ASKED = (*PARTS, "screens")  # screens name persons, so they run only when somebody asks for them
CALIBRATIONS = frozenset(PARTS[1:])
WRONG, DROP = "wrong", "drop"
