"""The bank without the web: `python -m question_bank check | convert | assemble | analyse | link`.

Exit status: 0 when all is well, 1 with problems, 2 when the command itself was written wrong,
141 when whoever read the answer stopped before its end.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from question_bank.commands import checking, converting
from question_bank.commands.analysis_options import add_analysis_options, add_link_options
from question_bank.interchange import FORMATS

READER_LEFT = 141  # what a shell says of a program that lost its pipe
EPILOGUE = """examples:
  python -m question_bank check bank.xlsx
  python -m question_bank check bank.json --program mo-cps
  python -m question_bank convert bank.json bank.csv
  python -m question_bank assemble bank.json blueprint.toml --forms 3 --seed 7
  python -m question_bank analyse answers.csv --key key.csv --cut 57
  python -m question_bank link b.csv a.csv --key b-key.csv --base-key a-key.csv --method tucker --json
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m question_bank", description=__doc__.split("\n")[0],
                                     epilog=EPILOGUE, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = _add(commands, "check", checking.check, "Read a file or a folder and say what is wrong with it.", ["FILE"],
                 program="Also hold the items against the writing rules of this program: mo-cps, or a program file.",
                 blueprint="The blueprint file of a program file, when it is not a shipped one.")
    check.add_argument("--on", type=_day, metavar="DAY", help="Also name items whose review is too old on this day.")
    convert = _add(commands, "convert", converting.convert, "Write the items of a file or a folder as another format.",
                   ["IN", "OUT"], to=f"{', '.join(FORMATS)}; else the ending of OUT decides.")
    convert.add_argument("--partial", action="store_true", help="Write the good items even when others are refused.")
    assemble = _add(commands, "assemble", _later("assembling", "assemble_forms"),
                    "Draw exam forms that keep a blueprint.", ["BANK", "BLUEPRINT"])
    _assembly_options(assemble)
    add_analysis_options(_add(commands, "analyse", _later("analysing", "analyse_answers"),
                              "Analyse answers: items, options, reliability, decisions, calibration.", ["ANSWERS"]))
    add_link_options(_add(commands, "link", _later("linking", "link_forms"),
                          "Link the scores of one exam form to those of another, from answers to both.",
                          ["FORM", "BASE"]))
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen)


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """A command whose module is opened when it is chosen: a check waits for no solver and no calibration."""
    return lambda chosen: getattr(importlib.import_module(f"question_bank.commands.{module}"), function)(chosen)


def _add(commands, name: str, run, words: str, places: list[str], **options: str):
    command = commands.add_parser(name, help=words, description=words)
    for place in places:
        command.add_argument(place, type=Path)
    for option, meaning in options.items():
        command.add_argument(f"--{option}", metavar=option.upper(), default="", help=meaning)
    command.add_argument("--json", action="store_true", help="Answer with one JSON object.")
    command.set_defaults(run=run)
    return command


def _assembly_options(assemble: argparse.ArgumentParser) -> None:
    assemble.add_argument("--forms", type=_count, metavar="N", help="How many forms (as the blueprint says, else 1).")
    assemble.add_argument("--seed", type=int, default=1, metavar="S", help="The same seed draws the same forms (1).")
    assemble.add_argument("--disjoint", action="store_true", help="Refuse rather than share an item between forms.")
    assemble.add_argument("--statistics", type=Path, metavar="FILE", help="CSV with id, a, b, c, p, rpb, words, uses.")
    assemble.add_argument("--avoid", type=Path, metavar="FILE", help="Codes that may not be used, one in each line.")
    assemble.add_argument("--gap", type=_share, default=0.0, metavar="SHARE",
                          help="How far from the best a maximised information may stay, such as 0.001 (0).")
    assemble.add_argument("--seconds", type=_seconds, default=60.0, help="The longest time to look for forms (60).")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write the day like 2026-01-31") from None


def _share(text: str) -> float:
    return _between(text, 0, 1, "a share from 0 to 1")


def _seconds(text: str) -> float:
    return _between(text, 0.001, 86_400, "a number of seconds above 0")


def _between(text: str, least: float, most: float, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"give {what}")
    return number


def _count(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError("ask for 1 to 100 forms")
    return number


def _piped() -> int:
    """The command, ended quietly when its reader, such as `head`, has read enough."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still held back goes nowhere: Python flushes once more at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    return status


if __name__ == "__main__":
    sys.exit(_piped())
