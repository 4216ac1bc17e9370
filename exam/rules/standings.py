"""The standing of an answer event: whether it came in time, under which lease, and while the sitting was open."""

from exam.rules.deadlines import GRACE_SECONDS

OPEN = ("in_progress", "paused")
COUNTING = ("in_time", "lost_lease")


def may_hold(lease: int, device: int, lease_epoch: int, device_epoch: int) -> bool:
    """Whether a page of this device can have been given this lease; a device that was left behind gets no newer one."""
    return 1 <= lease <= lease_epoch and (device == device_epoch or lease < device_epoch)


def standing_of(state: str, lease_epoch: int, deadline_ms: int | None, *, lease: int, now_ms: int) -> str:
    """in_time, lost_lease (both count), late, or closed (kept, not scored without a decision)."""
    if state not in OPEN:
        return "closed"
    if deadline_ms is not None and now_ms > deadline_ms + GRACE_SECONDS * 1000:
        return "late"
    return "lost_lease" if lease < lease_epoch else "in_time"
