"""Who may proctor: the program's lists decide, and a match with the candidate is a hold."""

import unicodedata
from dataclasses import dataclass

from exam.rules.addresses import canonical_email, canonical_phone

# How a program's kinds of relationship are spoken of to people.
RELATIONSHIPS = {
    "supervisor": "Supervisor",
    "sponsor": "Sponsor",
    "clergy": "Minister or other clergy",
    "other_professional": "Other professional, such as a teacher, counselor or notary",
    "coworker": "Co-worker",
    "relative": "Relative or partner",
    "household": "Member of the same household",
    "subordinate": "Somebody whom the candidate supervises",
    "fellow_candidate": "Somebody who also waits to take this exam",
    "own_trainer": "Trainer of the candidate",
    "board_list": "Somebody from the board's list",
    "other": "Something else",
}
# Kinds that are offered to a proctor besides those of the program, so that the truth can always be said.
ALWAYS_OFFERED = ("relative", "household", "subordinate", "other")

# The kind is recorded, never the number.
IDENTITY_DOCUMENTS = {
    "driving_licence": "Driver license",
    "state_card": "State identity card",
    "passport": "Passport or passport card",
    "military_card": "Military identity card",
    "tribal_card": "Tribal identity card",
    "residence_card": "Permanent resident card",
    "other_government": "Another government document with a photo",
}

# What the proctor answers when accepting; the answer that clears is "no" for each.
CONFLICT_QUESTIONS = {
    "relative": "Are you a relative, partner or member of the candidate's household?",
    "subordinate": "Does the candidate supervise you?",
    "financial_interest": "Would you gain money if the candidate passes?",
    "own_trainer": "Did you teach the training that the candidate has just completed?",
    "fellow_candidate": "Are you yourself waiting to take this exam?",
    "bank_access": "Do you write, review or rate questions of this exam, or work for the board?",
}


@dataclass(frozen=True)
class Person:
    """What is compared between a candidate and a proctor."""

    name: str
    email: str
    phone: str


def verdict_on(kind: str, policy) -> str:
    """allowed, needs_approval or blocked. A kind on no list is blocked: policies name what they permit."""
    if kind in policy.blocked:
        return "blocked"
    if kind in policy.allowed:
        return "allowed"
    return "needs_approval" if kind in looked_at_first(policy) else "blocked"


def looked_at_first(policy) -> tuple[str, ...]:
    """The kinds that wait for the board; where it keeps a list of willing people, it looks there itself."""
    listed = policy.board_list and "board_list" not in (*policy.allowed, *policy.needs_approval, *policy.blocked)
    return (*policy.needs_approval, *(("board_list",) if listed else ()))


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
    """Whether two names are equal when case, spaces, accents and marks such as full stops are evened out."""
    return _bare(one) == _bare(other)


def kinds_offered(policy) -> dict[str, str]:
    """The kinds a proctor chooses from, with their words: those of the program, then those that say no to it."""
    kinds = dict.fromkeys((*policy.allowed, *looked_at_first(policy), *ALWAYS_OFFERED))
    return {kind: relationship_words(kind) for kind in kinds}


def relationship_words(kind: str) -> str:
    """A kind of relationship in words; one that only a program knows is its own word."""
    return RELATIONSHIPS.get(kind, kind.replace("_", " ").capitalize())


def _bare(name: str) -> str:
    # Phones type a curly apostrophe and leave accents out: neither makes another person.
    letters = [sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign)]
    kept = "".join(sign if sign.isalnum() else "" if sign in "'\u2019\u02bc`" else " " for sign in letters)
    return " ".join(kept.split())


# Why a kind is blocked, to the candidate; a program's other kinds are refused without a reason of ours.
WHY_NOT = {
    "self": "You cannot be your own proctor.",
    "relative": "A relative or partner is too close to you to be a witness.",
    "household": "Somebody who lives with you is too close to you to be a witness.",
    "subordinate": "Somebody who reports to you at work may find it hard to say no to you.",
    "fellow_candidate": "Somebody who waits to take the same exam must not see it before.",
    "financial_interest": "Somebody who would gain money by your result cannot be a witness.",
    "bank_access": "Somebody who writes or reviews exam questions cannot be a proctor.",
    "releasing_staff": "Somebody who releases results at the board cannot be a proctor.",
    "own_trainer": "The person who taught your training cannot be your proctor: teaching and testing are kept apart.",
}
