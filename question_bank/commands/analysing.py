"""`analyse`: what the answers of many persons say about items, the test and its decisions."""

import argparse
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from question_bank.commands.answering import answer
from question_bank.commands.showing_analysis import show
from question_bank.problems import Problem
from question_bank.programs import shipped_programs
from question_bank.psychometrics.answer_files import Reading, read_answers
from question_bank.psychometrics.report import DROP, PARTS, WRONG, analyse
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of

EPILOGUE = """ANSWERS is a CSV file: the names of the items in the first row, then one row for each person. Cells are 0
and 1, or option codes with a key; an empty cell is omitted, and those after a person's last answer are not reached.
KEY is a row of codes under the names of the items, or one row for each item: its name, its key (A, or A|C when both
count) and, if wanted, its options (A|B|C|D).

examples:
  python -m question_bank analyse scored.csv
  python -m question_bank analyse raw.csv --key key.csv --cut 57
  python -m question_bank analyse raw.csv --key-row --omitted 9 --missing drop --json
"""


def add_analyse(commands) -> None:
    """The command and its options."""
    words = "Analyse answers: items, options, reliability, decisions, calibration."
    command = commands.add_parser("analyse", help=words, description=words, epilog=EPILOGUE,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("ANSWERS", type=Path)
    command.add_argument("--key", type=Path, metavar="KEY", help="The file that says which option is right.")
    command.add_argument("--key-row", action="store_true", help="The first row of ANSWERS is the key, not a person.")
    command.add_argument("--omitted", type=_words, default=(), metavar="CODES",
                         help="Codes that mean no answer, such as 8,9.")
    command.add_argument("--person", default="", metavar="COLUMN", help="A column that names persons, not an item.")
    command.add_argument("--group", default="", metavar="COLUMN", help="A column that names groups, not an item.")
    command.add_argument("--missing", choices=(WRONG, DROP), default=WRONG,
                         help="Missing answers count as wrong, or their persons are dropped (wrong).")
    command.add_argument("--only", type=_parts, default=PARTS, metavar="PARTS",
                         help=f"Some of {','.join(PARTS)} (all).")
    command.add_argument("--cut", type=int, metavar="N", help="The fewest right answers that pass.")
    command.add_argument("--program", default="", metavar="PROGRAM", help="Use the thresholds of this program.")
    command.add_argument("--show-from", type=int, metavar="N", help="Show figures from so many persons on (30).")
    command.add_argument("--json", action="store_true", help="Answer with one JSON object.")
    command.set_defaults(run=analyse_answers)


def analyse_answers(chosen: Namespace) -> int:
    """Read, analyse, and show."""
    reading = _read(chosen)
    limits, problems = _limits(chosen)
    problems = [*reading.problems, *problems]
    if reading.matrix is not None and chosen.cut is not None and not 1 <= chosen.cut <= reading.matrix.k:
        problems.append(Problem("--cut", "no-score", f"Say a score from 1 to {reading.matrix.k}."))
    if any(problem.severity == "error" for problem in problems):
        return answer({}, [], problems, as_json=chosen.json)
    report = analyse(reading.matrix, missing=chosen.missing, only=chosen.only, cut=chosen.cut, limits=limits)
    if report["refused"]:
        problems.append(Problem(chosen.ANSWERS.name, "too-few", report["refused"]))
    elif not chosen.json:
        show(report)
    return answer(report, [], problems, as_json=chosen.json)


def _read(chosen: Namespace) -> Reading:
    try:
        data = chosen.ANSWERS.read_bytes()
        key = chosen.key.read_bytes() if chosen.key else None
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading(None, [Problem(str(trouble.filename), "missing-file", sentence)])
    return read_answers(data, chosen.ANSWERS.name, key=key, key_name=chosen.key.name if chosen.key else "key",
                        key_row=chosen.key_row, omitted=chosen.omitted, person=chosen.person, group=chosen.group)


def _limits(chosen: Namespace) -> tuple[Thresholds, list[Problem]]:
    programs = {program.id: program for program in shipped_programs()}
    if chosen.program and chosen.program not in programs:
        return Thresholds(), [Problem("--program", "unknown-program", f"Use one of {', '.join(programs)}.")]
    limits = thresholds_of(programs[chosen.program]) if chosen.program else Thresholds()
    return (limits if chosen.show_from is None else replace(limits, show_from_n=chosen.show_from)), []


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _parts(text: str) -> tuple[str, ...]:
    wanted = _words(text)
    if not wanted or set(wanted) - set(PARTS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(PARTS)}, separated by commas")
    return wanted
