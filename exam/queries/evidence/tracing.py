"""The scoring trace: for each position what was right, what was chosen, and the points; and the figures they give."""

from exam.models import Result, Sitting
from question_bank.scoring import score, scored_position


def scoring(sitting: Sitting, results: list[Result]) -> dict:
    """One trace for each version of the result."""
    program = sitting.program_version.program
    scale = program.exam.cut.scale
    return {"versions": [{
        "result": row.id, "scoring_version": row.scoring_version, "rule": {}, "rows": trace(sitting),
        "scale": {"min": scale.min, "cut": scale.cut, "max": scale.max},
        "band_min_items": program.score_report.band_min_items} for row in results]}


def trace(sitting: Sitting) -> list[dict]:
    """Every position, scored alone by the scorer of the release."""
    handed_in = sitting.submission.answers
    return [_row(row, row.options_of(handed_in[str(row.position)])) for row in sitting.positions]


def _row(row, chosen: tuple[str, ...]) -> dict:
    content = row.revision.content
    alone = score([scored_position(row.position, content, scored=row.scored)], {row.position: chosen})
    return {"position": row.position, "item": content.code, "competency": content.competency, "counts": row.scored,
            "key": list(content.right_options), "chosen": list(chosen), "points": alone.raw, "most": alone.maximum}
