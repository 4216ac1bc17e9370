"""How a panel works: its stages in order, who sits on it, what they sign, and which rating may be given when."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from hashlib import sha256

from question_bank.angoff import STEP

PRACTICE = 0
PRACTICE_QUESTIONS = 3
DAYS_FOR_A_STAGE = timedelta(days=14)  # to answer the invitation, or to hand a round in, unless another day is named
NEAR_THE_END = timedelta(days=2)  # who has not answered by then is reminded, once
ROUND_OF_STAGE = {"round_1": 1, "round_2": 2}
STAGE_WORDS = {
    "preparing": "The panel is being put together",
    "round_1": "Round 1: everybody rates alone",
    "discussion": "Round 1 is closed; the panel discusses",
    "round_2": "Round 2: everybody rates again",
    "judged": "The panel is done",
    "closed": "Ended without a cut score",
}
ANGOFF, BOOKMARK = "modified_angoff", "bookmark"
METHOD_WORDS = {ANGOFF: "Modified Angoff", BOOKMARK: "Bookmark"}
METHOD_TASKS = {
    ANGOFF: "Modified Angoff: for each question, how many of 100 candidates at the border answer it rightly",
    BOOKMARK: "Bookmark: the first question, from the easiest on, that fewer than 2 of 3 of them answer rightly",
}
BASIS = {ANGOFF: "angoff", BOOKMARK: "bookmark"}  # how results and exports name where their cut comes from
ROLES = {
    "credential_holder": "Holds the credential",
    "recently_certified": "Was certified in the last two years",
    "supervisor": "Supervises people who hold it",
    "trainer": "Trains for it",
    "educator": "Teaches in the field",
    "public": "Receives services, or is family",
}
STATEMENT_VERSION = "1"
STATEMENT = (
    "I keep every question that I see here to myself. I copy, photograph or describe none of them, to anybody.",
    "I do not teach, coach or advise people who are to take this exam with what I learn here.",
    "I rate alone until the board calls the panel together, and by my own judgement of the work.",
    "I have told the board, in the answer below, of everything that could make me seem partial.",
)
QUESTION = ("Think of 100 candidates who are only just good enough. How many of them would answer this question "
            "rightly?")


def statement_digest() -> str:
    """Which words exactly were signed."""
    return sha256("\n".join(STATEMENT).encode()).hexdigest()


def rules_of(values) -> dict:
    """The program's values as a study keeps them; `values` is the [standard_setting] of a program."""
    return {"panel_min": max(values.panel_min, 2), "panel_target": list(values.panel_target),
            "rounds": min(max(values.rounds, 1), 2), "range_over": values.discuss_range_over or 0.30,
            "sd_over": values.discuss_sd_over or 0.15, "cross_check": values.cross_check or "hofstee"}


def is_rating(percent: int | None) -> bool:
    """Whether it is 0 to 100 in whole steps."""
    return percent is not None and 0 <= percent <= 100 and percent % STEP == 0


def judgement_fault(judgement: Mapping[str, int]) -> str:
    """What is wrong with the four numbers about the whole exam; nothing when all is well."""
    if judgement["low_cut"] >= judgement["high_cut"]:
        return "The lowest cut must be below the highest one."
    if judgement["low_fail"] >= judgement["high_fail"]:
        return "The lowest share must be below the highest one."
    return ""


def what_to_do_next(practised: bool, rated: Collection[int], positions: Collection[int]) -> str:
    """practice, rate or hand_in: where a panelist stands in an open round."""
    if not practised:
        return "practice"
    return "hand_in" if set(positions) <= set(rated) else "rate"


def page_in_words(page: int, pages: int) -> str:
    """Where a bookmark lies."""
    return f"on question {page}" if page <= pages else f"behind the last question, number {pages}"
