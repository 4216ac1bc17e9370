"""The demo's scoring: one question is proposed to be credited to everybody, reckoned, and waits for a second person."""

from datetime import datetime

from sqlalchemy import select

from exam.actions import scoring_decisions
from exam.cli.demo_staff import staff_actor
from exam.database import db
from exam.models import Result
from exam.queries.shadow_runs import shadow_of

REASON = ("A candidate asked about this question. Read again, a second option can be defended, so it does not tell "
          "who knows more.")


def propose_one(now: datetime) -> None:
    """About the last question of an exam that was not passed: its result would change, and nobody's decision."""
    result = db.session.scalars(select(Result).where(Result.decision == "FAIL")).first()
    by, last = staff_actor("psychometrician"), [row for row in result.sitting.positions if row.scored][-1]
    decision = scoring_decisions.propose(last.revision, kind="credit_all", reason=REASON, now=now, by=by)
    scoring_decisions.keep_shadow_run(decision, *shadow_of(decision, lambda done, total, step: None), now=now, by=by)
