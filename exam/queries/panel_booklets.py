"""The booklet of a bookmark panel: the questions of a form from the easiest to the hardest, by its newest analysis."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from exam.errors import Refused
from exam.models import AnalysisRun, ExamForm, ExamFormItem
from exam.queries.analyses import runs_of
from exam.queries.scoring_versions import newest_version, versions_of
from question_bank.apart import NotPossible, in_a_booklet
from question_bank.bookmark import RESPONSE_PROBABILITY

NEEDED = "A bookmark panel reads the questions in the order of how hard they were, so it needs a model of the answers. "
NONE_YET = NEEDED + "Exam form {} is not analysed yet. Have it analysed first, or choose the modified Angoff method."
NO_MODEL = NEEDED + "The newest one of exam form {} has none: {}"
OUTDATED = "The scoring of exam form {} has changed since its newest analysis. Have it analysed again first."
IN_PARTS = ("A question that gives part points has no one place in a booklet: position {}. Choose the modified Angoff "
            "method.")
NO_PLACE = ("These questions have no place in a booklet: position {}. Everybody answered them alike, those who "
            "know more did not answer them better, or their scoring was changed. Choose the modified Angoff method.")


def booklet_of(form: ExamForm) -> dict:
    """The order of the questions that count, their curves, and the analysis that both come from. Raises Refused."""
    run, counting = _newest_with_model(form), [row for row in form.items if row.scored]
    curves = _curves(run, counting)
    slopes, intercepts = ([curves[row.position][name] for row in counting] for name in "ad")
    try:
        found = in_a_booklet(slopes, intercepts, RESPONSE_PROBABILITY)
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None
    model = run.document["model"]
    return {"analysis": run.id, "analysis_digest": run.digest, "analysed_at": run.made_at.isoformat(),
            "model": model["model"], "n": model["n"], "response_probability": str(RESPONSE_PROBABILITY),
            "positions": [counting[place].position for place in found["order"]],
            "slopes": [slopes[place] for place in found["order"]],
            "intercepts": [intercepts[place] for place in found["order"]], "locations": found["locations"]}


def probability_of(booklet: Mapping) -> Fraction:
    """How often the candidate at the border answers rightly what counts as mastered."""
    return Fraction(booklet["response_probability"])


def _newest_with_model(form: ExamForm) -> AnalysisRun:
    run = next(iter(runs_of(form.id)), None)
    if run is None:
        raise Refused(NONE_YET.format(form.code))
    model = run.document.get("model") or {"model": None, "words": "it was made without one."}
    if not model["model"]:
        raise Refused(NO_MODEL.format(form.code, model["words"]))
    if run.document["limits"].get("scoring_version") != newest_version(versions_of(form.id)):
        raise Refused(OUTDATED.format(form.code))
    return run


def _curves(run: AnalysisRun, counting: Sequence[ExamFormItem]) -> dict[int, dict]:
    """The curve of each position; every question that counts has one, and it rises."""
    in_parts = [row.position for row in counting if row.revision.content.points > 1]
    if in_parts:
        raise Refused(IN_PARTS.format(_listed(in_parts)))
    known = {row["position"]: row for row in run.document["model"]["items"]}
    without = [row.position for row in counting if not _rises(known.get(row.position, {}))]
    if without:
        raise Refused(NO_PLACE.format(_listed(without)))
    return known


def _rises(curve: Mapping) -> bool:
    return curve.get("a") is not None and curve.get("d") is not None and curve["a"] > 0


def _listed(positions: Sequence[int]) -> str:
    return ", ".join(map(str, positions))
