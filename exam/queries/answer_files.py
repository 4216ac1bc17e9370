"""The answers of released sittings as files without people: the rows shuffled, and the key beside them."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from random import Random

from exam.errors import Refused
from exam.models import ExamForm
from exam.queries.released_answers import FormItem, items_of_form, released_choices
from exam.rules.answer_vectors import unpacked
from exam.rules.export_columns import neutral
from question_bank.psychometrics.thresholds import thresholds_of

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # a zip wants a date; the same answers make the same bytes
ABOUT = """Answers of {n} released sittings of the exam form {code}, without people.

answers.csv   one row for each sitting, one column for each question that counts; empty is left out. The order of the
              rows was drawn by chance. With several right options, 1 means that exactly those were chosen.
others.csv    the same sittings in the same order, for questions that do not count: on trial, or taken out later.
key.csv       the right option and all options of each question, and whether it counts.

Read them with:  python -m question_bank analyse answers.csv --key key.csv --person exam_form
"""


def fewest_rows(form: ExamForm) -> int:
    """From how many released sittings on answers leave at all: in fewer, a row could be known again."""
    program = form.program_version.program
    return max(thresholds_of(program).show_from_n, program.reports.suppress_under)


def answer_archive(form: ExamForm, seed: int) -> tuple[bytes, int]:
    """A zip of answers, key and an explanation, and how many sittings it holds.

    Raises Refused below the number of sittings from which the program shows figures: so few rows could be known again.
    """
    items = items_of_form(form)
    rows = list(released_choices(form.id))
    least = fewest_rows(form)
    if len(rows) < least:
        raise Refused(f"This form has {len(rows)} released sittings. Below {least} a row could be known again, so "
                      "nothing is exported. Come back with more.")
    Random(seed).shuffle(rows)
    files = {"answers.csv": _lines(_answers(form, items, rows, scored=True)),
             "others.csv": _lines(_answers(form, items, rows, scored=False)), "key.csv": _lines(_key(items)),
             "about.txt": ABOUT.format(n=len(rows), code=form.code)}
    return _zipped(files), len(rows)


def _answers(form: ExamForm, items: Sequence[FormItem], rows: Sequence[bytes], *,
             scored: bool) -> Iterator[Sequence[str]]:
    chosen = [(place, _coder(row)) for place, row in enumerate(items) if row.scored is scored]
    yield ["exam_form", *(items[place].content.code for place, _ in chosen)]
    for row in rows:
        bits = unpacked(row)
        yield [form.code, *(code(bits[place]) for place, code in chosen)]


def _key(items: Sequence[FormItem]) -> Iterator[Sequence[str]]:
    yield ["item", "key", "options", "counts"]
    for row in items:
        several = row.content.kind == "multiple"
        options = ["1", "0"] if several else [option.id for option in row.content.options]
        right = ["1"] if several else row.right
        yield [row.content.code, "|".join(right), "|".join(options), "yes" if row.scored else "no"]


def _coder(item: FormItem) -> Callable[[int], str]:
    """From the bits of one answer to its code."""
    ids = [option.id for option in item.content.options]
    if item.content.kind == "multiple":
        right = sum(1 << ids.index(option) for option in item.right)
        return lambda bits: "" if bits == 0 else str(int(bits == right))
    known = {1 << place: option for place, option in enumerate(ids)}
    return lambda bits: known.get(bits, "")


def _lines(rows: Iterator[Sequence[str]]) -> str:
    held = io.StringIO()
    csv.writer(held).writerows([neutral(cell) for cell in row] for row in rows)
    return held.getvalue()


def _zipped(files: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()
