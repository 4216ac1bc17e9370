"""What the figures of one proctor ask: questions for people, from so many candidates on, and never a finding."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """What is on record about one proctor. `passed` and `released` count released results only."""

    candidates: int
    attested: int
    released: int
    passed: int
    median_seconds: int | None
    same_device: int

    @property
    def pass_share(self) -> float | None:
        """The share that passed among those released; None where nothing was released."""
        return self.passed / self.released if self.released else None


def questions_of(figures: Figures, limits, suppress_under: int) -> list[str]:
    """The questions, as sentences; none below the program's smallest number, except a shared device.

    How many passed is told of `suppress_under` released results on, here as in every report.
    """
    asked = []
    if figures.same_device:
        asked.append(f"In {_exams(figures.same_device)} the proctor's page was open in the candidate's own browser. "
                     "Did the proctor use the candidate's device, or was nobody else there?")
    if figures.candidates < limits.candidates_min:
        return asked
    if figures.candidates >= limits.many_candidates:
        asked.append(f"{figures.candidates} candidates in 12 months. Is this part of the person's work?")
    enough = max(limits.candidates_min, suppress_under)
    if figures.released >= enough and figures.pass_share > limits.pass_share_over:
        asked.append(f"{figures.passed} of {figures.released} passed. Is there a reason, such as a strong training?")
    if figures.median_seconds is not None and figures.median_seconds < limits.attest_seconds_under:
        asked.append(f"Half of the statements were signed within {figures.median_seconds} seconds after the exam. "
                     "Were they read?")
    return asked


def _exams(number: int) -> str:
    return "one exam" if number == 1 else f"{number} exams"
