"""Jobs about scoring: the key check of an exam form, and the shadow run of a decision. Both keep what they find."""

from datetime import date

from exam.actions import key_checks, scoring_decisions
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.item_answers import answers_handed_in, key_figures
from exam.queries.scoring_decisions import decision_with_id
from exam.queries.shadow_runs import shadow_of
from exam.web.clock import now


def check_key(asked: dict, say) -> dict:
    """Look at what was handed in, and hold the form where the key of a question looks wrong."""
    say(0, 2, "Reading what was handed in")
    form = exam_form_with_id(asked["exam_form_id"])
    answers = answers_handed_in(form)
    say(1, 2, "Comparing the options of each question")
    form = exam_form_with_id(asked["exam_form_id"])
    check = key_checks.keep(form, key_figures(form, answers), owner_id=asked["owner_id"],
                            due_on=date.fromisoformat(asked["due_on"]), now=now(), by=asked["asked_by"])
    return {"key_check": check.id, "n": check.n}


def shadow_scoring(asked: dict, say) -> dict:
    """Score released sittings as proposed, beside what was released, and keep the difference."""
    decision_id = asked["scoring_decision_id"]
    document, persons = shadow_of(decision_with_id(decision_id), say)
    run = scoring_decisions.keep_shadow_run(decision_with_id(decision_id), document, persons, now=now(),
                                            by=asked["asked_by"])
    return {"shadow_run": run.id, "changed": len(persons)}
