"""Where a candidate stands: six steps from the information page to the result, and the one that is next."""

STEPS = ("Read and confirm the information page", "Name a {proctor}", "Your {proctor} says yes", "Take the exam",
         "Your {proctor} signs", "The board releases your result")
TO_NAME = (None, "declined", "bounced", "refused", "replaced")
FIRST_AFTER = {"admitted": 3, "in_progress": 3, "paused": 3, "released": 6}


def step_now(state: str, *, agreed: bool, nomination_state: str | None, approval: str = "not_needed") -> int:
    """The number of the step to be taken now, counted from 0; 6 when all are done."""
    if state in FIRST_AFTER:
        return FIRST_AFTER[state]
    if state == "submitted":
        return 5 if nomination_state == "attested" else 4
    if not agreed:
        return 0
    if nomination_state in TO_NAME or approval == "withheld":
        return 1
    return 3 if nomination_state == "accepted" and approval in ("not_needed", "given") else 2


def steps_with(now: int, proctor: str = "proctor") -> list[tuple[str, str]]:
    """The steps in words, each done, now or later. `proctor` is the program's own word."""
    return [(label.format(proctor=proctor), "done" if number < now else "now" if number == now else "later")
            for number, label in enumerate(STEPS)]


SITTING_WORDS = {
    "admit": "Your {proctor} checked your identity document.",
    "begin": "You began the exam.",
    "pause": "A pause began. The clock stood still.",
    "resume": "You went on with the exam.",
    "submit": "You handed in your answers.",
    "release": "Your result was released to the board and to you.",
    "withdraw": "You withdrew from this exam.",
    "miss": "The last possible day passed without the exam.",
    "void": "The board decided that this exam does not stand.",
}
NOMINATION_WORDS = {
    "accept": "{name} agreed to be your {proctor}.",
    "decline": "{name} cannot be your {proctor}.",
    "bounce": "Our letter to {name} came back.",
    "refuse": "{name} did not sign the statement. The board looks into it.",
    "replace": "We told {name} that nothing is left to do.",
    "attest": "{name} signed the statement about your exam.",
}
INQUIRY_WORDS = {
    "notify": "The board sent you a notice. You can read and answer it.",
    "answer": "You answered the board's notice.",
    "close_window": "The time to answer the board's notice was over.",
    "decide": "The board decided what the notice was about.",
    "drop": "What the notice was about was closed. Nothing was taken away.",
}
APPEAL_WORDS = {
    "take_up": "Somebody who had no part in the decision began to look at your appeal.",
    "decide": "The board decided about your appeal.",
    "withdraw": "You took your appeal back.",
}
# Roads whose steps a candidate is told; a complaint of a proctor is not one of them.
TOLD = ("sitting", "nomination", "inquiry", "appeal")
# The order in which steps of one and the same instant are told.
ORDER = ("accept", "decline", "bounce", "admit", "begin", "pause", "resume", "submit", "attest", "refuse", "replace",
         "notify", "answer", "close_window", "drop", "release", "withdraw", "miss", "decide", "void", "take_up")
OTHER_ROADS = {"inquiry": INQUIRY_WORDS, "appeal": APPEAL_WORDS}
BY_THE_BOARD = "The board withdrew your permission to take this exam."
ANSWERS_LOST = "A fault on our side lost answers of this exam, so it does not count."
TIME_OVER = "The time was over. What you had saved was handed in."


def step_in_words(road: str, step: str, facts: dict, *, name: str = "", proctor: str = "proctor",
                  actor: str = "") -> str:
    """One row of the trail as a sentence to the candidate."""
    if road == "nomination":
        return NOMINATION_WORDS[step].format(name=name, proctor=proctor)
    if road in OTHER_ROADS:
        return OTHER_ROADS[road][step]
    if step == "submit" and facts.get("completion") == "time_expired":
        return TIME_OVER
    if step == "void" and facts.get("rule") == "incomplete_data":
        return ANSWERS_LOST
    if step == "withdraw" and actor.startswith("staff:"):
        return BY_THE_BOARD
    return SITTING_WORDS[step].format(proctor=proctor)
