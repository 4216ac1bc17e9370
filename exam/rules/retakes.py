"""Whether, and from which day, a candidate may sit the exam once more: the program's numbers decide (C19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exam.rules.days import months_after

# A sitting in one of these states is still on its way, so there is nothing to repeat yet.
OPEN = ("registered", "admitted", "in_progress", "paused", "submitted")
AFTER_LAST = {
    "repeat_training": "The board's rule is to repeat the training first. Please contact the board.",
    "board_plan": "Please contact the board. It makes a plan with you for what comes next.",
}


@dataclass(frozen=True)
class PastSitting:
    """One sitting as the rule sees it. `day` is when it was taken; `counts` is false for a void without counting."""

    state: str
    day: date | None = None
    counts: bool = False
    passed: bool = False


@dataclass(frozen=True)
class RetakeFacts:
    """The program's rule, the window of the authorization, and every sitting so far, oldest first."""

    asked_on: date
    trained_on: date
    closes_on: date
    sittings: Sequence[PastSitting]
    max_sittings: int
    within_months: int
    wait_days: Sequence[int]
    request_days_ahead: int
    after_last: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class RetakeVerdict:
    """Reasons against it, in words (none: it may be asked for), the first possible day, and how many are left.

    `left` is None where the program sets no limit.
    """

    reasons: tuple[str, ...]
    earliest_on: date | None
    last_on: date
    left: int | None

    @property
    def allowed(self) -> bool:
        """Whether a further sitting may be asked for."""
        return not self.reasons

    @property
    def left_in_words(self) -> str:
        """How many times are left, as the end of a sentence."""
        if self.left is None:
            return "There is no limit to how often"
        return f"{self.left} {'time is' if self.left == 1 else 'times are'} left"


def judge(facts: RetakeFacts) -> RetakeVerdict:
    """Every reason against a further sitting asked for on that day."""
    counted = [row for row in facts.sittings if row.counts]
    earliest, last = earliest_day(facts), last_day(facts)
    left = max(facts.max_sittings - len(counted), 0) if facts.max_sittings else None
    checks = (
        (not facts.withdrawn, "Your permission to take this exam was withdrawn. Please contact the board."),
        (not any(row.passed for row in facts.sittings), "You have passed this exam, so there is nothing to repeat."),
        (not any(row.state in OPEN for row in facts.sittings), "You already have an exam open. Finish it first."),
        (left != 0, f"You have taken this exam {_times(len(counted))}, which is as often as the rules allow. "
         + AFTER_LAST.get(facts.after_last, "Please contact the board.")),
        (left == 0 or earliest <= last,
         "The first possible day would lie after the last day on which you may take this exam. "
         "Please contact the board."),
    )
    against = tuple(sentence for met, sentence in checks if not met)
    return RetakeVerdict(against, None if left == 0 else earliest, last, left)


def earliest_day(facts: RetakeFacts) -> date:
    """The wait since the last counted sitting and the notice before a retake, whichever ends later.

    Where no sitting counted yet (void without counting, missed, withdrawn), nothing has to be waited for.
    """
    counted = [row for row in facts.sittings if row.counts]
    if not counted:
        return facts.asked_on
    # Where there is no limit, the last wait counts before every later sitting too.
    wait = facts.wait_days[min(len(counted), len(facts.wait_days)) - 1] if facts.wait_days else 0
    since = max(row.day for row in counted)
    return max(since + timedelta(days=wait), facts.asked_on + timedelta(days=facts.request_days_ahead))


def last_day(facts: RetakeFacts) -> date:
    """The end of the window, or of the months after training within which every sitting must lie."""
    if not facts.within_months:
        return facts.closes_on
    return min(facts.closes_on, months_after(facts.trained_on, facts.within_months))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
