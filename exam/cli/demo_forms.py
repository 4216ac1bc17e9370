"""The demo's next year: a blueprint that somebody is changing, and forms that are asked for."""

from datetime import datetime

from exam.actions import blueprints, jobs
from exam.cli.demo_staff import staff_actor
from exam.models import ProgramVersion
from exam.queries.assembling import Wish
from exam.queries.blueprints import trial_of
from exam.queries.programs import program_versions

NEXT_YEAR = "2027"


def plan_ahead(now: datetime) -> None:
    """The largest program gets a changed blueprint that was tried, and three forms wait for a worker to draw them."""
    version = max(program_versions(), key=lambda row: row.program.exam.scored_items)
    _change_blueprint(version, now)
    wish = Wish(version_id=version.id, language=version.program.exam.languages[0], name=NEXT_YEAR, seed=2027, forms=3,
                sharing="overlap", overlap=30, anchor=15)
    jobs.ask("assemble_exam_forms", wish.document, about=f"program:{version.program_id}", now=now,
             by=staff_actor("psychometrician"))


def _change_blueprint(version: ProgramVersion, now: datetime) -> None:
    """One question about judgement more in the last competency that has one, one about recall less in the first."""
    by = staff_actor("psychometrician")
    draft = blueprints.start(version, now=now, by=by)
    counts = {name: list(row) for name, row in draft.document["counts"].items()}
    fewer = next(name for name, row in counts.items() if row[0] > 1)
    more = next(name for name, row in reversed(counts.items()) if row[-1])
    counts[fewer][0] -= 1
    counts[more][-1] += 1
    document = {**draft.document, "counts": counts}
    blueprints.save(draft, document, seen_number=draft.number, now=now, by=by)
    blueprints.keep_trial(draft, trial_of(draft.document))
