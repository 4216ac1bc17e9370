"""A bar on standard error while a large file is read; silent where nobody looks, such as in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

FEW = 50  # so few are read before a bar is drawn


@contextmanager
def shown_progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to be told how many of how many are done."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=None, visible=False)
        yield lambda done, of: progress.update(task, completed=done, total=of, visible=of > FEW)
