"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

import pytest

FIRST_INSTANT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


class Clock:
    """Called, it gives the instant; the app asks it instead of the machine's clock."""

    def __init__(self, instant: datetime = FIRST_INSTANT):
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant

    def now(self) -> datetime:
        return self.instant

    def advance(self, **duration: float) -> datetime:
        """Moves on by so many `minutes=`, `days=` and so on; a negative one steps back."""
        self.instant += timedelta(**duration)
        return self.instant

    def set(self, instant: datetime) -> None:
        self.instant = instant


@pytest.fixture
def clock() -> Clock:
    return Clock()
