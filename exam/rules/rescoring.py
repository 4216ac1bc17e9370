"""What a decision about the scoring may be, and what becomes of a released result under it."""

from collections.abc import Sequence

from question_bank.items import ItemContent
from question_bank.scoring_scheme import CHANGE_KEY, CREDIT_ALL, REMOVE
from question_bank.standard_setting import percent_cut

KINDS = {
    CHANGE_KEY: "Other options count as right",
    CREDIT_ALL: "Everybody gets the points of this question",
    REMOVE: "The question leaves the score and the maximum",
}
STATES = {"proposed": "waits for a second person", "adopted": "adopted", "rejected": "rejected"}
OUTCOMES = {"corrected": "a new result", "unchanged": "nothing changes", "pass_stays": "the released pass stays"}
BY_PERCENT = ("interim_percent", "percent")


def right_options_trouble(content: ItemContent, right_options: Sequence[str]) -> str:
    """Why these options cannot be the right ones of this question, or an empty text."""
    known = [option.id for option in content.options]
    if not right_options or not set(right_options) <= set(known):
        return "Choose the options that count as right."
    if set(right_options) == set(known):
        return "Not every option can be right. Give everybody the points instead."
    return ""


def cut_after(basis: str, percent: object, maximum: int, given: int | None) -> int | None:
    """The cut for a new maximum: the one that was given, or the share that the old one stood for. None: nobody said."""
    if given is not None:
        return given if 0 < given <= maximum else None
    if basis in BY_PERCENT and isinstance(percent, int):
        return percent_cut(percent, maximum)
    return None


def becomes(*, was: str, now: str, same_figures: bool, passes_may_go: bool) -> str:
    """What happens to a released result. A pass is taken away only when the deciding body is named."""
    if was == "PASS" and now == "FAIL" and not passes_may_go:
        return "pass_stays"
    return "unchanged" if same_figures else "corrected"
