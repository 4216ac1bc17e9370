"""Whether there are enough people: a figure from too few is refused in words, never shown as if it were one."""

FEWEST_SHOWN = 10


class TooFew(ValueError):
    """A figure that this many people cannot carry; the sentence says how many are needed."""

    def __init__(self, what: str, n: int, least: int):
        super().__init__(f"{what} needs at least {least} people; there are {n}.")
        self.n, self.least = n, least


def require(what: str, n: int, least: int) -> None:
    """Raise TooFew when `n` people are fewer than `least`."""
    if n < least:
        raise TooFew(what, int(n), least)
