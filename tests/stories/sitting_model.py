"""What a sitting is allowed to be, in fifty plain lines: the model that the real one is compared with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

GRACE = timedelta(seconds=10)


@dataclass
class Model:
    """States of sitting and proctor, the journal, the clock and what stands against a release."""

    state: str = "registered"
    proctor: str = "none"
    proctor_approved: bool = True
    codes: set[str] = field(default_factory=set)  # phases of which the proctor on duty has shown a code
    begun_at: datetime | None = None
    allowed: timedelta = timedelta()
    paused_at: datetime | None = None
    lease: int = 0
    journal: dict[tuple[int, int], tuple[int, str | None, bool]] = field(default_factory=dict)
    handed_in: dict[int, str] | None = None
    holds: int = 0
    releases: int = 0
    steps: int = 0

    def move(self, state: str) -> None:
        """One step on the sitting's road."""
        self.state = state
        self.steps += 1

    def opens(self, phase: str) -> bool:
        """Whether a code shown by a proctor can still open: it dies with the proctor who showed it."""
        return phase in self.codes and self.proctor == "accepted" and self.proctor_approved

    @property
    def deadline(self) -> datetime | None:
        """When the sitting ends by itself; None while the clock stands still."""
        return None if self.begun_at is None or self.paused_at else self.begun_at + self.allowed

    def is_over(self, now: datetime) -> bool:
        """Whether deadline and grace are past."""
        return self.deadline is not None and now > self.deadline + GRACE

    def save(self, lease: int, seq: int, position: int, choice: str | None, now: datetime) -> None:
        """What arrives is kept; it counts when the sitting was open and in time."""
        counts = self.state in ("in_progress", "paused") and not self.is_over(now)
        self.journal.setdefault((lease, seq), (position, choice, counts))

    @property
    def in_force(self) -> dict[int, str]:
        """The newest choice of each position that counts; a blank never erases."""
        kept: dict[int, str] = {}
        for key in sorted(self.journal):
            position, choice, counts = self.journal[key]
            if counts and choice is not None:
                kept[position] = choice
        return kept

    @property
    def answered(self) -> int:
        """How many questions have an answer; "none of them" is none."""
        return sum(choice != "." for choice in self.in_force.values())

    @property
    def may_release(self) -> bool:
        """The gate, said once more in other words."""
        return self.state == "submitted" and self.proctor == "attested" and self.proctor_approved and self.holds == 0
