"""The whole plan of disposal: every class, sittings and persons, and the rules that stand behind it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from exam.queries.programs import programs_on
from exam.queries.retakes import board_day
from exam.queries.retention import CONDITIONS, Due, due_sittings
from exam.queries.retention_persons import due_persons
from exam.rules.retention import CLASSES, rule_of


def everything_due(now: datetime) -> Iterator[Due]:
    """All whose time is over, class by class, with what keeps it all the same."""
    for kind in CLASSES:
        if kind in CONDITIONS:
            yield from due_sittings(kind, now)
        yield from due_persons(kind, now)


def due_counts(now: datetime) -> Mapping[tuple[str, str], Counter]:
    """For each (program, class) how many are due, by what keeps them all the same; "" where nothing does."""
    found: Mapping[tuple[str, str], Counter] = defaultdict(Counter)
    for one in everything_due(now):
        found[one.version.program_id, one.kind][one.kept_by] += 1
    return found


def periods_set(now: datetime) -> dict[str, dict[str, str]]:
    """For each program in effect and each class the rule as it stands, set or not."""
    return {row.program_id: {kind: rule_of(kind, row.program.retention) for kind in CLASSES}
            for row in programs_on(board_day(now))}
