"""The report about trainings: what their organisers may be told, without names and without small groups."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Integer, Select, case, cast, func, select

from exam.database import db
from exam.models import Authorization, ProgramVersion, Sitting
from exam.queries.reports.outcomes import STANDING, newest_result, suppress_under
from exam.queries.reports.shape import Chosen, Report, Rows, matching, midnight
from exam.queries.retakes import board_day
from exam.rules.small_cells import HIDDEN, hidden_cells, rate


def _first_sittings():
    """Of each candidate in each program the first sitting with a result, whatever its number."""
    turn = func.row_number().over(partition_by=(Sitting.candidate_id, ProgramVersion.program_id),
                                  order_by=(Sitting.begun_at, Sitting.id))
    numbered = (select(Sitting.id, Sitting.authorization_id, Sitting.begun_at, turn.label("turn"))
                .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
                .where(Sitting.purpose == "exam", STANDING).subquery())
    return select(numbered).where(numbered.c.turn == 1).subquery()


def _trainings(chosen: Chosen) -> Select:
    first, result = _first_sittings(), newest_result()
    passed = case((result.c.decision == "PASS", 1), else_=0)
    asked = (select(Authorization.program_id.label("program_id"),
                    Authorization.training_event_id.label("training_event_id"),
                    func.count(Authorization.candidate_id.distinct()).label("_completed"),
                    func.count(first.c.id).label("_sat"), cast(func.sum(passed), Integer).label("_passed"))
             .outerjoin(first, first.c.authorization_id == Authorization.id)
             .outerjoin(result, result.c.sitting_id == first.c.id)
             .where(*matching(chosen.search, (Authorization.training_event_id,)))
             .group_by(Authorization.program_id, Authorization.training_event_id))
    if chosen.program_id:
        asked = asked.where(Authorization.program_id == chosen.program_id)
    return asked.order_by(Authorization.program_id, Authorization.training_event_id)


def _without_small_groups(rows: Rows, chosen: Chosen) -> Rows:
    """What is hidden follows from all trainings of a program, not from those that happen to stand on one page."""
    least, of_program, smallest = suppress_under(), defaultdict(list), _smallest_years()
    for row in db.session.execute(_trainings(Chosen(chosen.now))):
        of_program[row.program_id].append(row._mapping)
    hidden = set()
    for name in ("_completed", "_sat"):
        for group in of_program.values():
            counts = [smallest.get(_key(row), row[name]) if name == "_sat" else row[name] for row in group]
            away = hidden_cells(counts, least)
            hidden |= {(_key(row), name) for row, gone in zip(group, away, strict=True) if gone}

    def shown(row: dict, name: str, figure: str) -> str:
        return HIDDEN if (_key(row), name) in hidden else figure
    return [{**row, "completed": shown(row, "_completed", str(row["_completed"])),
             "sat": shown(row, "_sat", str(row["_sat"])),
             "pass_share": shown(row, "_sat", rate(row["_passed"], row["_sat"], least))} for row in rows]


def _key(row: Mapping) -> tuple[str, str]:
    return row["program_id"], row["training_event_id"]


def _smallest_years() -> dict[tuple[str, str], int]:
    """Of each training its people in the year that had fewest: taken from the annual reports, a total tells of them."""
    first = _first_sittings()
    begun = db.session.execute(select(func.min(first.c.begun_at), func.max(first.c.begun_at))).one()
    found: dict[tuple[str, str], int] = {}
    for year in range(board_day(begun[0]).year, board_day(begun[1]).year + 1) if begun[0] else ():
        since, until = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
        asked = (select(Authorization.program_id, Authorization.training_event_id, func.count())
                 .join(first, first.c.authorization_id == Authorization.id)
                 .where(first.c.begun_at >= since, first.c.begun_at < until)
                 .group_by(Authorization.program_id, Authorization.training_event_id))
        for program_id, training, count in db.session.execute(asked):
            found[program_id, training] = min(count, found.get((program_id, training), count))
    return found


TRAININGS = Report(
    "trainings", "Trainings", "What the organiser of a training may be told: how many completed it, how many of them "
    "have a result, and the share that passed the first time. No names, and small groups are hidden.",
    "see_annual_report",
    (("program_id", "Program"), ("training_event_id", "Training"), ("completed", "Completed it"),
     ("sat", "With a result"), ("pass_share", "Passed the first time")),
    _trainings, _without_small_groups, narrowing=("program", "search"))
