"""The two roads, of a sitting and of a nomination: every move that exists stands here, and there are no others."""

from dataclasses import dataclass

from exam.errors import StepRefused


@dataclass(frozen=True)
class Road:
    """A table of moves: (state, step) to the state after it."""

    name: str
    start: str
    moves: dict[tuple[str, str], str]

    def after(self, state: str, step: str) -> str:
        """The state that the step leads to. Raises StepRefused where there is no such move."""
        try:
            return self.moves[state, step]
        except KeyError:
            raise StepRefused(self.name, state, step) from None

    def allows(self, state: str, step: str) -> bool:
        """Whether the step exists from this state."""
        return (state, step) in self.moves

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table first names it."""
        named = [self.start]
        for (before, _), after in self.moves.items():
            named += [before, after]
        return tuple(dict.fromkeys(named))

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step, in the order in which the table first names it."""
        return tuple(dict.fromkeys(step for _, step in self.moves))


SITTING = Road("sitting", "registered", {
    ("registered", "admit"): "admitted",
    ("admitted", "begin"): "in_progress",
    ("in_progress", "pause"): "paused",
    ("paused", "resume"): "in_progress",
    ("in_progress", "submit"): "submitted",
    ("submitted", "release"): "released",
    ("registered", "withdraw"): "withdrawn",
    ("registered", "miss"): "missed",
    ("admitted", "miss"): "missed",
    ("in_progress", "void"): "void",
    ("paused", "void"): "void",
    ("submitted", "void"): "void",
    ("released", "void"): "void",
})

NOMINATION = Road("nomination", "invited", {
    ("invited", "accept"): "accepted",
    ("accepted", "attest"): "attested",
    ("invited", "decline"): "declined",
    ("invited", "bounce"): "bounced",
    ("accepted", "refuse"): "refused",
    ("invited", "replace"): "replaced",
    ("accepted", "replace"): "replaced",
    ("bounced", "replace"): "replaced",
})
