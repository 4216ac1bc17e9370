"""One thing that is wrong with a file or an item: where, which rule, and a sentence that says what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`place` is a row and column, or an item and field; `code` a rule such as IW-04 or a reason such as no-key."""

    place: str
    code: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.message}"
