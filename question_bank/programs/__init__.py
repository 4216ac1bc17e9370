"""Reading and checking program files: everything that boards disagree about is a value, not code."""

from functools import cache
from pathlib import Path

from question_bank.programs.problems import ProgramError, ProgramProblem
from question_bank.programs.reading import Program, program_from_document, read_program

SHIPPED = Path(__file__).resolve().parent.parent / "content" / "programs"
ORDER = ("mo-cps.toml", "mo-cps-25.toml")


@cache
def shipped_programs() -> tuple[Program, ...]:
    """The sample programs that come with Examhall, in the order in which one extends the other."""
    known: dict[str, Program] = {}
    for name in ORDER:
        text = (SHIPPED / name).read_text(encoding="utf-8")
        program = read_program(text, name, lambda key: known[key].document if key in known else None)
        known[f"{program.id}/{program.version}"] = program
    return tuple(known.values())


__all__ = ["Program", "ProgramError", "ProgramProblem", "program_from_document", "read_program", "shipped_programs"]
