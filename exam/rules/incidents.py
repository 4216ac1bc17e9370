"""Incident codes, their usual effect, and the decisions a board may take."""

CODES = {
    "I10": "Technical trouble",
    "I20": "Noise, interruption or another room",
    "I30": "Health or emergency",
    "I40": "Identity in doubt",
    "I50": "A forbidden aid",
    "I51": "Help from a person",
    "I52": "Questions copied or photographed",
    "I60": "The proctor was not there all the time",
    "I61": "The proctor's relationship or a conflict of interest",
    "I62": "Another person acted as proctor",
    "I70": "A mistake in giving the exam",
    "I80": "Something wrong with a question",
    "I90": "A pattern that raises a question",
}

DECISIONS = {
    "release": "Nothing stands against a release",
    "release_with_note": "Release, with a note on record",
    "void_without_counting": "The sitting is void and does not count",
    "void_counting": "The sitting is void and counts as one of the allowed sittings",
    "replace_proctor": "Another accepted witness of this sitting attests",
    "refer_to_ethics": "Referred to the ethics committee; nothing stands against a release",
}

TAKES_AWAY = frozenset({"void_without_counting", "void_counting"})


def effect_of(code: str, policy) -> str:
    """note or hold, by the program's lists. A code on no list holds: what is unknown is looked at by people."""
    return "note" if code in policy.note else "hold"
