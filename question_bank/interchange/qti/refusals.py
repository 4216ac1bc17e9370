"""Why one item is not taken, and what was noticed about one that is."""

from dataclasses import dataclass, field

from question_bank.problems import Problem


class ItemRefused(ValueError):
    """The item is not taken; `code` is the reason."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@dataclass
class Notices:
    """What was changed or left out on the way in, each thing once."""

    place: str
    found: list[Problem] = field(default_factory=list)

    def note(self, code: str, sentence: str, severity: str = "warning") -> None:
        """Remember one thing."""
        problem = Problem(self.place, code, sentence, severity)
        if problem not in self.found:
            self.found.append(problem)
