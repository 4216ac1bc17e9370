"""The act of release: gate, scoring by two code paths, and the result, in one transaction or not at all."""

import hashlib
from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from exam.actions.answer_vectors import vector_of
from exam.database import RELEASE_LOCK, db, one_at_a_time, transaction
from exam.database.base import canonical
from exam.errors import ExamhallError, NotReady
from exam.letters import candidate as to_candidate
from exam.models import Release, Result, Sitting
from exam.queries.gate import attestation_in_force, missing_for
from question_bank import scoring, second_scoring, standard_setting
from question_bank.scoring import Score, scored_position

FIRST_RECORD = "0" * 64


def release(sitting: Sitting, *, mode: str, now: datetime, by) -> Result:
    """Create the result and show it. Raises NotReady with what is missing; there is no way round the gate."""
    with transaction("release", by=by, now=now, locking=sitting) as entry:
        missing = missing_for(sitting)
        if missing:
            raise NotReady(*missing)
        score = _score_twice(sitting)
        row = _next_release(sitting, mode=mode, now=now, by=by)
        result = _result(sitting, score, row)
        db.session.add_all([result, vector_of(sitting, row)])
        sitting.take("release", now=now, by=by, mode=mode)
        sitting.released_at = now
        to_candidate.result_ready(sitting, now=now)
        db.session.flush()
        entry.about("sitting", sitting.id, release=row.id, release_no=row.no, attestation=result.attestation_id,
                    record_hash=result.record_hash, mode=mode)
    return result


def _score_twice(sitting: Sitting) -> Score:
    """Two independent code paths must agree; a difference releases nothing."""
    positions = [scored_position(row.position, row.revision.content, scored=row.scored) for row in sitting.positions]
    handed_in = sitting.submission.answers
    answers = {row.position: row.options_of(handed_in[str(row.position)]) for row in sitting.positions}
    first, second = scoring.score(positions, answers), second_scoring.score(positions, answers)
    if not scoring.agree(first, second):
        raise ExamhallError("the two scorings of a sitting differ; nothing was released")
    return first


def _next_release(sitting: Sitting, *, mode: str, now: datetime, by) -> Release:
    one_at_a_time(db.session, RELEASE_LOCK)  # the number and the hash chain belong to all sittings together
    newest = db.session.scalar(select(func.max(Release.no))) or 0
    row = Release(no=newest + 1, sitting_id=sitting.id, mode=mode, released_at=now, released_by=str(by))
    db.session.add(row)
    db.session.flush()
    return row


def _result(sitting: Sitting, score: Score, row: Release) -> Result:
    program, cut = sitting.program_version.program, sitting.cut_score
    scale = program.exam.cut.scale
    result = Result(
        sitting_id=sitting.id, attestation_id=attestation_in_force(sitting.id).id, release_id=row.id,
        scoring_version=1, raw_score=score.raw, raw_max=score.maximum, cut_score_id=cut.id, cut_raw=cut.cut_raw,
        cut_basis=cut.basis, cut_interim=cut.interim, scaled_cut=scale.cut,
        scaled_score=standard_setting.scaled_score(score.raw, cut.cut_raw, score.maximum, scale),
        decision=standard_setting.decision(score.raw, cut.cut_raw),
        parts=_parts(sitting, score, program.score_report.band_min_items),
        previous_record_hash=_last_record_hash(), record_hash="")
    result.record_hash = record_hash(result)
    return result


def _parts(sitting: Sitting, score: Score, fewest: int) -> dict[str, dict]:
    """Each competency: questions asked, points to have, points earned, and a band unless too few were asked."""
    asked = Counter(row.revision.content.competency for row in sitting.positions if row.scored)
    bands = standard_setting.bands(score.parts, sitting.cut_score.cut_raw, score.maximum, fewest)
    return {part: {"items": asked[part], "points": points, "correct": earned,
                   "band": bands[part] if asked[part] >= fewest else None}
            for part, (points, earned) in score.parts.items()}


def _last_record_hash() -> str:
    newest = select(Result.record_hash).join(Release).order_by(Release.no.desc()).limit(1)
    return db.session.scalar(newest) or FIRST_RECORD


def record_hash(result: Result) -> str:
    """SHA-256 over the figures of a result and the hash of the release before it."""
    figures = [result.previous_record_hash, result.sitting_id, result.attestation_id, result.release_id,
               result.scoring_version, result.raw_score, result.raw_max, result.cut_score_id, result.cut_raw,
               result.scaled_score, result.decision, result.parts]
    return hashlib.sha256(b"examhall-result-1\x00" + canonical(figures).encode()).hexdigest()
