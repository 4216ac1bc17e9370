"""Appeals and complaints: the road they take, what they may be about, how they may end, and by when."""

from datetime import date, timedelta

from exam.rules.roads import Road

APPEAL = Road("appeal", "received", {
    ("received", "take_up"): "in_review",
    ("in_review", "decide"): "decided",
    ("received", "withdraw"): "withdrawn",
    ("in_review", "withdraw"): "withdrawn",
})

ABOUT = {
    "result": "My result",
    "decision": "A decision of the board about my exam",
    "conduct": "How I was treated, or how the exam was given",
}
OUTCOMES = {"upheld": "Upheld", "partly": "Upheld in part", "not_upheld": "Not upheld"}
REMEDIES = {
    "none": "Nothing changes",
    "not_counting": "The sitting does not count as one of those allowed, and the next one stands ready",
    "rescoring": "The scoring is looked at again, as a rescoring proposal",
    "other_witness": "Another witness of the sitting attests; the proctor who was asked is let go",
    "other": "Something else, as the reasons say",
}
AT_ONCE = frozenset({"none", "not_counting"})  # nothing is left to do once it is decided
BEGINS = frozenset({"not_counting", "other_witness"})  # the candidate's own road changes with the decision
DAYS_FOR_REMEDY = 14  # proposed to whoever decides; they may name another day
DAYS_TO_SIT = timedelta(days=60)  # at least so long is the next sitting open


def last_appeal_day(decided_on: date, days: int) -> date:
    """The last day on which a decision or a result may be appealed."""
    return decided_on + timedelta(days=days)


def decision_due(filed_on: date, days: int) -> date:
    """The day by which the board decides about it."""
    return filed_on + timedelta(days=days)


def unfit(outcome: str, remedy: str, *, about: str, state: str, attested: bool = False) -> str | None:
    """Why outcome and remedy do not go together, as a sentence; None when they do."""
    if outcome == "not_upheld" and remedy != "none":
        return "What is not upheld changes nothing. Choose “Nothing changes”, or another outcome."
    if outcome != "not_upheld" and remedy == "none" and about != "conduct":
        return "Say what follows when an appeal is upheld."
    if remedy == "not_counting" and state not in ("void", "released"):
        return "Only a sitting that is void or released can be taken out of the count."
    if remedy == "other_witness" and state != "submitted":
        return "Another witness can attest only while the exam waits for its attestation."
    if remedy == "other_witness" and attested:
        return "A proctor has attested this exam, and that statement stays on record. Choose something else."
    if remedy == "rescoring" and state != "released":
        return "Only a result that was released can be scored again."
    return None
