"""The act of release: gate, scoring by two code paths, and the result, in one transaction or not at all."""

from datetime import datetime

from exam.actions.answer_vectors import vector_of
from exam.actions.hearing import refuse_with_a_tie
from exam.actions.scored_results import next_release, result_from, scored_now
from exam.database import db, transaction
from exam.errors import NotReady
from exam.letters import candidate as to_candidate
from exam.letters import webhooks as to_machines
from exam.models import Result, Sitting
from exam.queries.gate import attestation_in_force, missing_for


def release(sitting: Sitting, *, mode: str, now: datetime, by) -> Result:
    """Create the result and show it. Raises NotReady with what is missing; there is no way round the gate.

    Whoever trained or proctored the candidate, or has another tie, releases nothing of theirs (C12).
    """
    with transaction("release", by=by, now=now, locking=sitting) as entry:
        refuse_with_a_tie(sitting, by)
        missing = missing_for(sitting)
        if missing:
            raise NotReady(*missing)
        scored = scored_now(sitting)
        row = next_release(sitting, mode=mode, now=now, by=by)
        result = result_from(sitting, scored, row, attestation_id=attestation_in_force(sitting.id).id)
        db.session.add_all([result, vector_of(sitting, row)])
        sitting.take("release", now=now, by=by, mode=mode)
        sitting.released_at = now
        to_candidate.result_ready(sitting, now=now)
        to_machines.announce("result.released", sitting_id=sitting.id, release_id=row.id, now=now)
        db.session.flush()
        entry.about("sitting", sitting.id, release=row.id, release_no=row.no, attestation=result.attestation_id,
                    record_hash=result.record_hash, mode=mode)
    return result
