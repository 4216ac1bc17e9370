"""What a decision about the scoring would change in released results, reckoned without changing anything.

Only released sittings are scored here: of the others it says how many there are, and nothing else (promise 2).
"""

from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import func, select

from exam.database import db
from exam.errors import Refused
from exam.models import CutScore, ExamForm, Release, Result, ScoringDecision, ScoringVersion, ShadowRun, Sitting
from exam.queries.disposals import answers_gone_of
from exam.queries.item_answers import item_figures_under
from exam.queries.released_answers import items_of_form, released_answers
from exam.queries.scoring_versions import (
    cut_under,
    cuts_in_use,
    forms_touched,
    newest_version,
    number_in_force,
    positions_on,
    results_in_force,
    scheme_under,
    versions_of,
)
from exam.rules.answer_vectors import answers_from
from exam.rules.rescoring import cut_after
from question_bank import standard_setting
from question_bank.linking import linked_score
from question_bank.scoring_scheme import Scheme, maximum_under, score_twice

NO_CUT = ("This changes how many points there are to have on exam form {}, and its cut score does not say what share "
          "it stands for. Type the fewest points that pass, for one exam form at a time.")


def new_cuts(form: ExamForm, decision: ScoringDecision) -> dict[str, tuple[int, int]]:
    """What takes the place of each cut, as (fewest points that pass, maximum); nothing where no maximum changes.

    Raises Refused where nobody said what the new cut is.
    """
    versions, positions = versions_of(form.id), positions_on(form)
    before = maximum_under(positions, scheme_under(versions))
    maximum = maximum_under(positions, scheme_under(versions, decision))
    if maximum == before:
        return {}
    found = {}
    for cut in cuts_in_use(form, versions):
        raw = cut_after(cut.basis, cut.record.get("value"), maximum, decision.cut_raw)
        if raw is None:
            raise Refused(NO_CUT.format(form.code))
        found[cut.id] = (raw, maximum)
    return found


def stands_still(decision: ScoringDecision, run: ShadowRun) -> bool:
    """Whether the figures of a shadow run are still those of today."""
    return run.document["standing"] == standing_of(decision)


def standing_of(decision: ScoringDecision) -> dict[str, list[int]]:
    """For each form touched: the version in force, the newest release, how many results stand, and the newest cut."""
    return {form.code: [newest_version(versions_of(form.id)), _newest_release_of(form.id),
                        number_in_force(form.id), len(form.cut_scores)]
            for form in forms_touched(decision)}


def shadow_of(decision: ScoringDecision, say: Callable[[int, int, str], None]) -> tuple[dict, list[dict]]:
    """(the counts, figures and distributions; the list of persons whose result would change)."""
    standing, forms, persons = standing_of(decision), [], []
    touched = forms_touched(decision)
    for number, form in enumerate(touched):
        say(number, len(touched), f"Scoring exam form {form.code} as proposed")
        document, changed = _shadow_of_form(form, decision)
        forms.append(document)
        persons += changed
    return {"standing": standing, "forms": forms}, persons


def _shadow_of_form(form: ExamForm, decision: ScoringDecision) -> tuple[dict, list[dict]]:
    versions, old = versions_of(form.id), results_in_force(form.id)
    wanted = new_cuts(form, decision)
    rows = list(_scored_anew(form, scheme_under(versions, decision), versions, wanted, old))
    changed = [row for row in rows if row["changes"]]
    flips = Counter((row["old"]["decision"], row["new"]["decision"]) for row in rows)
    waiting = db.session.scalar(select(func.count()).where(Sitting.exam_form_id == form.id,
                                                           Sitting.state == "submitted"))
    document = {
        "form": form.code, "form_id": form.id, "version": newest_version(versions) + 1, "n": len(rows),
        "waiting": waiting, "disposed": answers_gone_of(form.id),
        "changed": len(changed), "fail_to_pass": flips["FAIL", "PASS"],
        "pass_to_fail": flips["PASS", "FAIL"], "passed_before": flips["PASS", "PASS"] + flips["PASS", "FAIL"],
        "passed_after": flips["PASS", "PASS"] + flips["FAIL", "PASS"],
        "cuts": [{"before": cut.cut_raw, "of": cut.maximum, "after": wanted.get(cut.id, (cut.cut_raw, 0))[0],
                  "of_after": wanted.get(cut.id, (0, cut.maximum))[1]} for cut in cuts_in_use(form, versions)],
        "old_scores": _distribution(row["old"]["raw"] for row in rows),
        "new_scores": _distribution(row["new"]["raw"] for row in rows),
        "item": item_figures_under(form, decision, scheme_under(versions), scheme_under(versions, decision))}
    return document, changed


def _scored_anew(form: ExamForm, scheme: Scheme, versions: list[ScoringVersion], wanted: dict,
                 old: dict[str, Result]) -> Iterator[dict]:
    positions = positions_on(form)
    cuts = {cut.id: cut for cut in db.session.scalars(select(CutScore).where(CutScore.exam_form_id == form.id))}
    answers = released_answers(form.id)
    options = [[option.id for option in row.content.options] for row in items_of_form(form)]
    for place, sitting_id in enumerate(answers.sitting_ids):
        if sitting_id not in old:
            continue  # released since the results were read: `stands_still` says so, and a newer run is asked for
        result = old[sitting_id]
        score = score_twice(positions, answers_from(answers.choices, place, options), scheme)
        cut = cuts[cut_under(versions, result.cut_score_id)]
        raw, maximum = wanted.get(cut.id, (cut.cut_raw, cut.maximum))
        new = {"raw": score.raw, "max": score.maximum, "cut": raw,
               "decision": standard_setting.decision(score.raw, raw),
               "scaled": linked_score(score.raw, raw, maximum, cut.record)}
        before = {"raw": result.raw_score, "max": result.raw_max, "cut": result.cut_raw, "decision": result.decision,
                  "scaled": result.scaled_score}
        yield {"sitting_id": sitting_id, "form": form.code, "old": before, "new": new, "changes": before != new}


def _distribution(scores) -> list[list[int]]:
    return [[score, number] for score, number in sorted(Counter(scores).items())]


def _newest_release_of(form_id: str) -> int:
    asked = (select(func.max(Release.no)).join(Result, Result.release_id == Release.id)
             .join(Sitting, Sitting.id == Result.sitting_id).where(Sitting.exam_form_id == form_id))
    return db.session.scalar(asked) or 0
