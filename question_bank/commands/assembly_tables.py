"""Assembled forms as tables for people, and how far the drawing has come while they wait."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from question_bank.assembly import Assembled
from question_bank.assembly.checking import Check, faults
from question_bank.assembly.quality import Quality

PLAIN_WIDTH = 160


@contextmanager
def progress_of(forms: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on the standard error of a terminal; nothing anywhere else."""
    if quiet or not sys.stderr.isatty():
        yield lambda drawn: None
        return
    columns = (TextColumn("Drawing forms"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=forms)
        yield lambda drawn: bar.update(task, completed=drawn)


def show(drawn: Assembled, checks: Sequence[Check], quality: Quality, seconds: float) -> None:
    """Print the forms, how they keep the blueprint, what they are like, and what they share."""
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=PLAIN_WIDTH)
    for number, form in enumerate(drawn.forms, start=1):
        codes = " ".join(item.code + ("" if counts else "*") for item, counts in form.positions)
        console.print(f"Form {number}: {codes}", soft_wrap=True, markup=False)
    if any(form.pretest for form in drawn.forms):
        console.print("An item with a star does not count.")
    console.print(_conformance(quality), _figures(quality))
    if len(drawn.forms) > 1:
        console.print(_overlap(quality))
    missed = len(faults(checks))
    console.print(f"{len(checks)} rules counted again, {missed or 'none'} of them not kept. Objective "
                  f"{drawn.objective:g}, at most {drawn.gap:.3g} from the best. {seconds:.2f} seconds.")


def _conformance(quality: Quality) -> Table:
    table = Table("Rule", "Wanted", *(f"Form {one.form}" for one in quality.figures), "Kept", title="Blueprint")
    for row in quality.conformance:
        table.add_row(row.rule, wanted(row.least, row.most), *(f"{held:.6g}" for held in row.held),
                      "yes" if row.met else "NO")
    return table


def wanted(least: float | None, most: float | None) -> str:
    """The bounds of a rule in words; an open one is not said."""
    if most is None:
        return f"from {least:.6g}" if least else "any number"
    if least == most:
        return f"{most:.6g}"
    return f"{least:.6g} to {most:.6g}" if least else f"up to {most:.6g}"


def _figures(quality: Quality) -> Table:
    shown = [place for place, theta in enumerate(quality.theta) if float(theta).is_integer()]
    measured = any(any(one.information) for one in quality.figures)
    table = Table("Form", "Items", "Words", "Mean p", "Mean b", "Mean rpb", title="Difficulty and information")
    for place in shown if measured else []:
        table.add_column(f"I({quality.theta[place]:g})")
    for one in quality.figures:
        means = ("" if mean is None else f"{mean:.3f}" for mean in (one.mean_p, one.mean_b, one.mean_rpb))
        curve = (f"{one.information[place]:.3f}" for place in shown) if measured else ()
        table.add_row(str(one.form), f"{one.scored}+{one.pretest}", str(one.words), *means, *curve)
    return table


def _overlap(quality: Quality) -> Table:
    table = Table("", *(str(one.form) for one in quality.figures), title="Items in common")
    for number, row in enumerate(quality.overlap):
        table.add_row(str(number + 1), *("-" if other == number else str(held) for other, held in enumerate(row)))
    return table
