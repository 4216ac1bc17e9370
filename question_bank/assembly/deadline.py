"""How much of the time allowed is left."""

from time import perf_counter


class Deadline:
    """A stretch of seconds that began when this was made."""

    def __init__(self, seconds: float):
        self.seconds, self.ends = seconds, perf_counter() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left, not below 0."""
        return max(self.ends - perf_counter(), 0.0)
