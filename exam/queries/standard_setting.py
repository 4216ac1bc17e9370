"""Standard-setting studies: the list, one of them, what a round comes to, and the record that a cut rests on."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from exam.database import db
from exam.errors import NotFound, Refused
from exam.models import ExamForm, Panelist, StandardSetting
from exam.queries.panel_bookmarks import summed_bookmarks
from exam.queries.panel_ratings import (
    positions_rated,
    ratings_digest,
    ratings_in_force,
    raw_ratings,
    sheets_of,
    views_by_panelist,
)
from exam.queries.scoring_versions import results_in_force
from exam.queries.shares_right import shares_right
from exam.rules.standard_setting import BOOKMARK
from question_bank.angoff import ROUNDING, sum_of_means
from question_bank.apart import NotPossible, cross_checked, judged
from question_bank.psychometrics.thresholds import thresholds_of


def studies() -> list[StandardSetting]:
    """Every study, the newest first."""
    asked = select(StandardSetting).options(selectinload(StandardSetting.panelists))
    return list(db.session.scalars(asked.order_by(StandardSetting.started_at.desc(), StandardSetting.id)))


def study_with_id(study_id: str) -> StandardSetting:
    """One study. Raises NotFound."""
    row = db.session.get(StandardSetting, study_id)
    if row is None:
        raise NotFound("no such standard setting")
    return row


def panelist_of(study: StandardSetting, panelist_id: str) -> Panelist:
    """One panelist of this study. Raises NotFound."""
    row = db.session.get(Panelist, panelist_id)
    if row is None or row.standard_setting_id != study.id:
        raise NotFound("no such panelist")
    return row


def forms_to_judge() -> list[ExamForm]:
    """Published exam forms for which no study is under way."""
    busy = select(StandardSetting.exam_form_id).where(StandardSetting.stage.not_in(("judged", "closed")))
    asked = select(ExamForm).where(ExamForm.state == "published", ExamForm.purpose == "exam", ExamForm.id.not_in(busy),
                                   ExamForm.for_candidate_id.is_(None))
    return list(db.session.scalars(asked.order_by(ExamForm.code)))


def unfinished(study: StandardSetting, round_number: int) -> list[str]:
    """The panelists who have not handed this round in."""
    sheets = sheets_of(study)
    return [one.code for one in study.panel if round_number not in sheets[one.id]]


def round_of(study: StandardSetting, round_number: int) -> dict:
    """What a round comes to, with the digest of the judgements it was worked out from. Raises Refused."""
    missing = unfinished(study, round_number)
    if missing:
        raise Refused(f"Not handed in yet: {', '.join(missing)}. Remind them, or replace them.")
    summed = summed_bookmarks if study.method == BOOKMARK else _summed_ratings
    try:
        found = summed(study, round_number)
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None
    return {**found, "panel": [one.code for one in study.panel], "digest": ratings_digest(study)}


def _summed_ratings(study: StandardSetting, round_number: int) -> dict:
    places, given = positions_rated(study), ratings_in_force(study, round_number)
    table = [[given[one.id][row.position] for one in study.panel] for row in places]
    points = [row.points for row in places]
    found = judged(table, points, range_over=study.rules["range_over"], sd_over=study.rules["sd_over"])
    return {**found, "positions": [row.position for row in places],
            "discuss": [places[number].position for number in found["discuss"]],
            "sum_of_means": str(sum_of_means(table, points)), "maximum": sum(points)}


def impact_of(form: ExamForm, cut: Fraction) -> dict:
    """What released sittings say: the share right of each question, and who would pass at this cut; few stay hidden."""
    scores, program = _scores(form), form.program_version.program
    least, passing = thresholds_of(program).show_from_n, sum(score >= cut for score in scores)
    shown = len(scores) >= least and min(passing, len(scores) - passing) >= program.reports.suppress_under
    return {"n": len(scores), "percent": round(100 * passing / len(scores)) if shown else None,
            "p": shares_right(form, least)}


def cross_check_of(study: StandardSetting, maximum: int) -> dict:
    """What the panel said about the exam as a whole, met with the scores of released sittings."""
    last = study.rules["rounds"]
    said = [sheets[last].judgement for one in study.panel if last in (sheets := sheets_of(study)[one.id])]
    if study.rules["cross_check"] == "beuk":
        rows = [[_points(one["cut"], maximum), 1 - one["fail"] / 100] for one in said]
    else:
        rows = [[_points(one["low_cut"], maximum), _points(one["high_cut"], maximum), one["low_fail"] / 100,
                 one["high_fail"] / 100] for one in said]
    program = study.exam_form.program_version.program
    found = cross_checked(study.rules["cross_check"], rows, _scores(study.exam_form), maximum,
                          least=thresholds_of(program).show_from_n)
    return {"method": study.rules["cross_check"], "judgements": rows,
            **without_small_share(found, program.reports.suppress_under)}


def without_small_share(found: dict, least: int) -> dict:
    """A cross-check whose share would point at fewer than `least` people on one side says the cut alone."""
    share, n = found.get("share"), found.get("n", 0)
    if share is None or min(share, 1 - share) * n >= least:
        return found
    return {**found, "share": None, "sentence": f"What the judges accept and the scores of {n} people meet at "
            f"{found['cut']:.2f}. Fewer than {least} people lie on one side, so the share is not shown."}


def record_of(study: StandardSetting) -> dict:
    """Everything that a cut of this panel rests on; names of people stand nowhere in it."""
    last = study.rounds[str(study.rules["rounds"])]
    rows = raw_ratings(study)
    return {
        "method": study.method, "standard_setting": study.id, "exam_form": study.exam_form.code,
        "exam_form_digest": study.exam_form.digest, "definition": study.definition, "rules": study.rules,
        "panel": [{"panelist": one.code, "role": one.role, "region": one.region} for one in study.panel],
        "invited": len(study.panelists), "rounds": study.rules["rounds"], "ratings": len(rows),
        "ratings_digest": last["digest"], "views": sum(views_by_panelist(study).values()),
        "maximum": last["maximum"], "standard_error": f"{Decimal(repr(last['se'])):.4f}",
        "discussed": study.rounds["1"]["discuss"], "impact_shown": _impact_in_words(study.rounds.get("impact")),
        "cross_check": last["cross_check"], "rounding": ROUNDING, **_by_its_method(study, last)}


def _by_its_method(study: StandardSetting, last: Mapping) -> dict:
    """What the cut follows from: of ratings their sum; of bookmarks each of them, with the booklet and its analysis."""
    if study.method != BOOKMARK:
        return {"sum_of_means": last["sum_of_means"], "icc": last["icc"]}
    return {"expected_points": last["expected_points"], "ability": last["ability"],
            "bookmarks": dict(zip(last["panel"], last["pages"], strict=True)), "booklet": study.booklet}


def _impact_in_words(impact: Mapping | None) -> str:
    return f"yes, of {impact['n']} released sittings" if impact else "no"


def _points(percent: int, maximum: int) -> float:
    return percent * maximum / 100


def _scores(form: ExamForm) -> list[int]:
    return [result.raw_score for _, result in sorted(results_in_force(form.id).items())]
