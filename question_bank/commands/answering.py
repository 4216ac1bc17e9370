"""How a command answers: one JSON object for programs, sentences for people, and an exit status for both."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from question_bank.problems import Problem

GOOD, PROBLEMS = 0, 1


def answer(document: dict, sentences: Iterable[str], problems: list[Problem], *, as_json: bool) -> int:
    """Print the answer; problems go to standard error when people read it. Returns the exit status."""
    if as_json:
        shown = {**document, "problems": [asdict(problem) for problem in problems]}
        print(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        for sentence in sentences:
            print(sentence)
        for problem in problems:
            print(problem, file=sys.stderr)
    return status_of(problems)


def status_of(problems: Iterable[Problem]) -> int:
    """Errors end a command with 1; warnings do not."""
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else GOOD


def counted(number: int, one: str, many: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number} {one if number == 1 else many}"
