"""Inside an action: what was handed in, scored twice under the newest version, as a result chained to the one before.

Only a release and a correction of a released result call this (promise 2).
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from exam.database import RELEASE_LOCK, db, one_at_a_time
from exam.database.base import canonical
from exam.errors import ExamhallError
from exam.models import CutScore, Release, Result, ScoringVersion, Sitting
from exam.queries.scoring_versions import cut_under, newest_version, scheme_under, versions_of
from question_bank import standard_setting
from question_bank.linking import linked_score
from question_bank.scoring import Score, scored_position
from question_bank.scoring_scheme import Scheme, ScoringsDiffer, score_twice

FIRST_RECORD = "0" * 64


@dataclass(frozen=True)
class Scored:
    """A sitting's score, with the version, the scheme and the cut that it was made under."""

    score: Score
    version: int
    scheme: Scheme
    cut: CutScore

    @property
    def decision(self) -> str:
        """PASS or FAIL."""
        return standard_setting.decision(self.score.raw, self.cut.cut_raw)


def scored_now(sitting: Sitting, versions: Sequence[ScoringVersion] | None = None) -> Scored:
    """Two independent code paths must agree on what was handed in; a difference releases nothing."""
    versions = versions_of(sitting.exam_form_id) if versions is None else versions
    scheme, cut = scheme_under(versions), db.session.get(CutScore, cut_under(versions, sitting.cut_score_id))
    positions = [scored_position(row.position, row.revision.content, scored=row.scored) for row in sitting.positions]
    handed_in = sitting.submission.answers
    answers = {row.position: row.options_of(handed_in[str(row.position)]) for row in sitting.positions}
    try:
        score = score_twice(positions, answers, scheme)
    except ScoringsDiffer:
        raise ExamhallError("the two scorings of a sitting differ; nothing was released") from None
    if score.maximum != cut.maximum:
        raise ExamhallError("the cut score belongs to another maximum; nothing was released")
    return Scored(score, newest_version(versions), scheme, cut)


def next_release(sitting: Sitting, *, mode: str, now: datetime, by) -> Release:
    """The next row of the register. From here on no other release or correction runs beside this one."""
    one_at_a_time(db.session, RELEASE_LOCK)  # the number and the hash chain belong to all sittings together
    newest = db.session.scalar(select(func.max(Release.no))) or 0
    row = Release(no=newest + 1, sitting_id=sitting.id, mode=mode, released_at=now, released_by=str(by))
    db.session.add(row)
    db.session.flush()
    return row


def result_from(sitting: Sitting, scored: Scored, row: Release, *, attestation_id: str,
                supersedes: Result | None = None) -> Result:
    """The result of this release. One that corrects another names it, and keeps to the same attestation."""
    cut, score = scored.cut, scored.score
    result = Result(
        sitting_id=sitting.id, attestation_id=attestation_id, release_id=row.id, scoring_version=scored.version,
        supersedes_id=supersedes.id if supersedes else None, raw_score=score.raw, raw_max=score.maximum,
        cut_score_id=cut.id, cut_raw=cut.cut_raw, cut_basis=cut.basis, cut_interim=cut.interim,
        scaled_cut=cut.record["scale"]["cut"],
        scaled_score=linked_score(score.raw, cut.cut_raw, score.maximum, cut.record),
        decision=scored.decision, parts=parts_of(sitting, scored), previous_record_hash=_last_record_hash(),
        record_hash="")
    result.record_hash = record_hash(result)
    return result


def parts_of(sitting: Sitting, scored: Scored) -> dict[str, dict]:
    """Each competency: questions asked, points to have, points earned, and a band unless too few were asked."""
    asked = Counter(row.revision.content.competency for row in sitting.positions
                    if row.scored and row.revision.content.code not in scored.scheme.removed)
    fewest, score = sitting.program_version.program.score_report.band_min_items, scored.score
    bands = standard_setting.bands(score.parts, scored.cut.cut_raw, score.maximum, fewest)
    return {part: {"items": asked[part], "points": points, "correct": earned,
                   "band": bands[part] if asked[part] >= fewest else None}
            for part, (points, earned) in score.parts.items()}


def _last_record_hash() -> str:
    newest = select(Result.record_hash).join(Release).order_by(Release.no.desc()).limit(1)
    return db.session.scalar(newest) or FIRST_RECORD


def record_hash(result: Result) -> str:
    """SHA-256 over the figures of a result and the hash of the release before it; a correction names the old one."""
    figures = [result.previous_record_hash, result.sitting_id, result.attestation_id, result.release_id,
               result.scoring_version, result.raw_score, result.raw_max, result.cut_score_id, result.cut_raw,
               result.scaled_score, result.decision, result.parts]
    figures += [result.supersedes_id] if result.supersedes_id else []
    return hashlib.sha256(b"examhall-result-1\x00" + canonical(figures).encode()).hexdigest()
