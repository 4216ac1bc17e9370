"""What `analyse` and `link` may be told on the command line."""

import argparse
from pathlib import Path

from question_bank.linking_methods import METHODS
from question_bank.psychometrics.parts import ASKED, DROP, PARTS, WRONG

EPILOGUE = """ANSWERS is a CSV file: the names of the items in the first row, then one row for each person. Cells are 0
and 1, or option codes with a key; an empty cell is omitted, and those after a person's last answer are not reached.
KEY is a row of codes under the names of the items, or one row for each item: its name, its key (A, or A|C when both
count) and, if wanted, its options (A|B|C|D).

examples:
  python -m question_bank analyse scored.csv
  python -m question_bank analyse raw.csv --key key.csv --cut 57
  python -m question_bank analyse raw.csv --key-row --omitted 9 --missing drop --json
"""

LINK_EPILOGUE = """FORM and BASE are files of answers as a board exports them. Methods with common questions use every
question that stands under the same name in both; the others take both groups of people for equally able.

example:
  python -m question_bank link b/answers.csv a/answers.csv --key b/key.csv --base-key a/key.csv --method tucker --json
"""


def add_analysis_options(command: argparse.ArgumentParser) -> None:
    """The options beside the file itself."""
    command.epilog, command.formatter_class = EPILOGUE, argparse.RawDescriptionHelpFormatter
    command.add_argument("--key", type=Path, metavar="KEY", help="The file that says which option is right.")
    command.add_argument("--key-row", action="store_true", help="The first row of ANSWERS is the key, not a person.")
    command.add_argument("--omitted", type=_words, default=(), metavar="CODES",
                         help="Codes that mean no answer, such as 8,9.")
    command.add_argument("--person", default="", metavar="COLUMN", help="A column that names persons, not an item.")
    command.add_argument("--group", default="", metavar="COLUMN", help="A column that names groups, not an item.")
    command.add_argument("--missing", choices=(WRONG, DROP), default=WRONG,
                         help="Missing answers count as wrong, or their persons are dropped (wrong).")
    command.add_argument("--only", type=_parts, default=PARTS, metavar="PARTS",
                         help=f"Some of {','.join(ASKED)} ({','.join(PARTS)}).")
    command.add_argument("--cut", type=int, metavar="N", help="The fewest right answers that pass.")
    command.add_argument("--program", default="", metavar="PROGRAM", help="Use the thresholds of this program.")
    command.add_argument("--show-from", type=int, metavar="N", help="Show figures from so many persons on (30).")


def add_link_options(command: argparse.ArgumentParser) -> None:
    """The options beside the two files."""
    command.epilog, command.formatter_class = LINK_EPILOGUE, argparse.RawDescriptionHelpFormatter
    command.add_argument("--key", type=Path, metavar="KEY", help="The key of FORM.")
    command.add_argument("--base-key", type=Path, metavar="KEY", help="The key of BASE.")
    command.add_argument("--method", choices=tuple(METHODS), required=True, help="How the forms are linked.")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="The same seed gives the same errors (1).")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _parts(text: str) -> tuple[str, ...]:
    wanted = _words(text)
    if not wanted or set(wanted) - set(ASKED):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(ASKED)}, separated by commas")
    return wanted
