"""Incident codes, their usual effect, and the decisions a board may take."""

from datetime import date, timedelta

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
    "incomplete_data": "The program's rule for incomplete data was carried out",
}
CHOOSABLE = {code: words for code, words in DECISIONS.items() if code != "incomplete_data"}

TAKES_AWAY = frozenset({"void_without_counting", "void_counting"})


def decision_in_words(decision: str, *, confirmed: bool) -> str:
    """What was decided; what takes a sitting away is only proposed until a second person has confirmed it."""
    words = DECISIONS.get(decision, decision)
    return f"Proposed, not confirmed by a second person: {words}" if decision in TAKES_AWAY and not confirmed else words


def effect_of(code: str, policy) -> str:
    """note or hold, by the program's lists. A code on no list holds: what is unknown is looked at by people."""
    return "note" if code in policy.note else "hold"

# What a candidate may choose from, in the candidate's own words.
CANDIDATE_CHOICES = {
    "I10": "The computer, the connection or this site failed",
    "I20": "Noise, an interruption or another problem with the room",
    "I30": "I was unwell, or there was an emergency",
    "I60": "My proctor did not come, or did not stay",
    "I70": "Something was done wrongly, or what was arranged for me was missing",
    "I51": "Somebody helped, or tried to influence me",
    "I80": "Something was wrong with a question",
}


def last_report_day(ended_on: date, days: int) -> date:
    """The last day on which the candidate may report, counted from the day of the exam."""
    return ended_on + timedelta(days=days)
