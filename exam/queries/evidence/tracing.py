"""The scoring trace: for each position what was right, what was chosen, and the points; and the figures they give."""

from collections.abc import Sequence

from exam.models import Result, ScoringVersion, Sitting
from exam.queries.evidence.plain import plain
from exam.queries.scoring_versions import scheme_under, versions_of
from question_bank.scoring import score, scored_position
from question_bank.scoring_scheme import CHANGE_KEY, CREDIT_ALL, REMOVE, Scheme, under


def scoring(sitting: Sitting, results: list[Result]) -> dict:
    """One trace for each version of the result, and the decisions that the later versions stand on."""
    program = sitting.program_version.program
    scale, versions = program.exam.cut.scale, versions_of(sitting.exam_form_id)
    schemes = {row.id: scheme_under([each for each in versions if each.number <= row.scoring_version])
               for row in results}
    return {"decisions": decisions(versions), "versions": [{
        "result": row.id, "scoring_version": row.scoring_version, "rule": rule(schemes[row.id]),
        "rows": trace(sitting, schemes[row.id]),
        "scale": {"min": scale.min, "cut": scale.cut, "max": scale.max},
        "band_min_items": program.score_report.band_min_items} for row in results]}


def decisions(versions: Sequence[ScoringVersion]) -> list[dict]:
    """What was decided about the scoring of this exam form, by whom, and which cut took the place of which."""
    return [{"version": row.number, "item": row.decision.revision.item.code, "cuts": row.cuts,
             "decision": plain(row.decision), "outcome": plain(row.decision.outcome)} for row in versions]


def rule(scheme: Scheme) -> dict:
    """What a version changes, by item."""
    found = {code: {"kind": CHANGE_KEY, "keys": list(keys)} for code, keys in scheme.keys.items()}
    found |= {code: {"kind": CREDIT_ALL} for code in scheme.credit_all}
    return found | {code: {"kind": REMOVE} for code in scheme.removed}


def trace(sitting: Sitting, scheme: Scheme) -> list[dict]:
    """Every position, scored alone by the scorer of the release; nothing once the answers were disposed of."""
    if sitting.submission.handed_in is None:
        return []
    handed_in = sitting.submission.answers
    return [_row(row, row.options_of(handed_in[str(row.position)]), scheme) for row in sitting.positions]


def _row(row, chosen: tuple[str, ...], scheme: Scheme) -> dict:
    content = row.revision.content
    [position] = under([scored_position(row.position, content, scored=row.scored)], scheme)
    alone = score([position], {row.position: chosen}, scheme.credit_all, scheme.removed)
    return {"position": row.position, "item": content.code, "competency": content.competency,
            "counts": row.scored and content.code not in scheme.removed, "key": list(position.keys),
            "chosen": list(chosen), "points": alone.raw, "most": alone.maximum}
