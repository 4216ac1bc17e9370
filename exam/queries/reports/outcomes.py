"""What a sitting came to: its newest result, and the smallest group that a report may show."""

from sqlalchemy import func, select

from exam.models import ProgramVersion, Result, Sitting
from exam.queries.programs import program_versions

STANDING = Sitting.state == "released"  # a sitting that became void counts nowhere


def newest_result():
    """Of each sitting the result under the newest version of the scoring, as rows to be joined on sitting_id."""
    place = func.row_number().over(partition_by=Result.sitting_id, order_by=Result.scoring_version.desc())
    numbered = select(Result.sitting_id, Result.decision, Result.raw_score, Result.raw_max, Result.release_id,
                      place.label("place")).subquery()
    return select(numbered).where(numbered.c.place == 1).subquery()


def suppress_under(version: ProgramVersion | None = None) -> int:
    """The smallest group that may be shown: that of one program, or the largest that any program asks for."""
    versions = [version] if version else program_versions()
    return max([one.program.reports.suppress_under for one in versions], default=10)
