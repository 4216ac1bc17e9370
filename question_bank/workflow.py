"""The life of an item: draft, in review, approved, retired. The writer never approves."""

MOVES = {
    ("draft", "send_to_review"): "in_review",
    ("in_review", "approve"): "approved",
    ("in_review", "send_back"): "draft",
    ("draft", "retire"): "retired",
    ("in_review", "retire"): "retired",
    ("approved", "retire"): "retired",
}
STATES = ("draft", "in_review", "approved", "retired")
USES = ("operational", "pretest", "practice", "suspended")


class WorkflowError(ValueError):
    """There is no such move from this state."""


def after(state: str, move: str) -> str:
    """The state that a move leads to. Raises WorkflowError where the table has no such move."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise WorkflowError(f"an item that is {state.replace('_', ' ')} cannot be moved by {move!r}") from None


def may_approve(writer: str, approver: str) -> bool:
    """Whether this person may approve what that person wrote."""
    return writer != approver
