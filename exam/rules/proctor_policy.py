"""Who may proctor: the program's lists decide, and a match with the candidate is a hold."""

from dataclasses import dataclass

from exam.rules.addresses import canonical_email, canonical_phone

# What the proctor answers when accepting; the answer that clears is "no" for each.
CONFLICT_QUESTIONS = {
    "relative": "Are you a relative, partner or member of the candidate's household?",
    "subordinate": "Does the candidate supervise you?",
    "financial_interest": "Would you gain money if the candidate passes?",
    "own_trainer": "Did you teach the training that the candidate has just completed?",
    "fellow_candidate": "Are you yourself waiting to take this exam?",
}


@dataclass(frozen=True)
class Person:
    """What is compared between a candidate and a proctor."""

    name: str
    email: str
    phone: str


def verdict_on(kind: str, *, allowed, needs_approval, blocked) -> str:
    """allowed, needs_approval or blocked. A kind on no list is blocked: policies name what they permit."""
    if kind in blocked:
        return "blocked"
    if kind in allowed:
        return "allowed"
    return "needs_approval" if kind in needs_approval else "blocked"


def conflicts_stated(answers) -> list[str]:
    """The conflict questions that the proctor did not clear; an unanswered one counts as not cleared."""
    return [kind for kind in CONFLICT_QUESTIONS if answers.get(kind) != "no"]


def likenesses(candidate: Person, proctor: Person) -> list[str]:
    """What proctor and candidate share: each is a reason to hold, in words."""
    found = []
    if canonical_email(candidate.email) == canonical_email(proctor.email):
        found.append("same email address")
    if canonical_phone(candidate.phone) and canonical_phone(candidate.phone) == canonical_phone(proctor.phone):
        found.append("same phone number")
    if same_name(candidate.name, proctor.name):
        found.append("same name")
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal when case, spaces and full stops are evened out."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())
