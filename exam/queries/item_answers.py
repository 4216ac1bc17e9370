"""Figures of questions from the answers of many persons, computed in a process of its own; no person's score comes out.

The rows go there in no order that says anything, and only figures of questions come back.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import Refused
from exam.models import ExamForm, HandedIn, ScoringDecision, Sitting
from exam.queries.released_answers import FormItem, items_of_form, released_answers
from exam.queries.scoring_versions import scheme_under, versions_of
from exam.rules.answer_vectors import answers_from
from question_bank.apart import NotPossible, analysed
from question_bank.items import ItemContent
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of
from question_bank.scoring_scheme import REMOVE, Scheme

RIGHT, WRONG = "right", "wrong"
# What stops a release until a person has looked: another option goes with higher scores than the key does.
LOOKS_WRONG = frozenset({"probable-miskey"})
WORTH_A_LOOK = frozenset({"negative-discrimination", "too-hard", "distractor-above-key", "constant"})
AT_ONCE = 200  # sittings with all their questions in memory: ten thousand of them would be a million objects
Answers = Sequence[dict[int, tuple[str, ...]]]


def answers_handed_in(form: ExamForm) -> Answers:
    """What was chosen in every sitting of a form that was handed in, released or not, by position; not whose it is.

    Sittings whose answers were disposed of are left out.
    """
    asked = (select(Sitting).join(HandedIn, HandedIn.sitting_id == Sitting.id)
             .where(Sitting.exam_form_id == form.id, Sitting.purpose == "exam",
                    Sitting.state.in_(("submitted", "released")))
             .options(joinedload(Sitting.submission), selectinload(Sitting.positions))
             .execution_options(yield_per=AT_ONCE))
    rows = [{row.position: row.options_of(sitting.submission.answers[str(row.position)]) for row in sitting.positions}
            for sitting in db.session.scalars(asked)]
    return sorted(rows, key=lambda row: sha256(repr(sorted(row.items())).encode()).digest())


def key_figures(form: ExamForm, answers: Answers) -> dict:
    """The figures of each question that counts, under the scoring in force, and what stands out. Raises Refused."""
    limits, scheme = thresholds_of(form.program_version.program), scheme_under(versions_of(form.id))
    counting = _counting(form, scheme)
    if len(answers) < limits.show_from_n:
        raise Refused(f"{len(answers)} exams are handed in, fewer than the {limits.show_from_n} from which figures "
                      "mean something. Check the key by reading it.")
    report = _analysed(counting, answers, scheme, limits)
    flags = [flag for flag in report["flags"] if flag["kind"] in LOOKS_WRONG | WORTH_A_LOOK and flag["item"]]
    positions = {row.content.code: row.position for row in counting}
    return {"n": report["n"], "items": [_figures(report, row) for row in counting],
            "flags": [{"item": flag["item"], "position": positions[flag["item"]], "kind": flag["kind"],
                       "sentence": flag["sentence"]} for flag in flags]}


def item_figures_under(form: ExamForm, decision: ScoringDecision, old: Scheme, new: Scheme) -> dict:
    """One question's figures from released sittings, as it is scored now and as proposed; or why there are none."""
    limits, released = thresholds_of(form.program_version.program), released_answers(form.id)
    if released.n < limits.show_from_n:
        return {"n": released.n, "refused": f"{released.n} released results are fewer than the {limits.show_from_n} "
                "from which figures are shown. The reason has to stand on the text of the question alone."}
    everything = items_of_form(form)
    options = [[option.id for option in row.content.options] for row in everything]
    answers = [answers_from(released.choices, place, options) for place in range(released.n)]
    code = decision.revision.item.code
    found = {"n": released.n, "refused": ""}
    for name, scheme in (("before", old), ("after", new)):
        if name == "before" or decision.kind not in (REMOVE, "credit_all"):
            counting = _counting(form, scheme)
            report = _analysed(counting, answers, scheme, limits)
            found[name] = next((_figures(report, row) for row in counting if row.content.code == code), None)
    return found


def _counting(form: ExamForm, scheme: Scheme) -> list[FormItem]:
    return [row for row in items_of_form(form) if row.scored and row.content.code not in scheme.removed]


def _analysed(counting: Sequence[FormItem], answers: Answers, scheme: Scheme, limits: Thresholds) -> dict:
    rows = [[_code(row.content, chosen[row.position], scheme) for row in counting] for chosen in answers]
    key = {row.content.code: _key(row.content, scheme) for row in counting}
    options = {row.content.code: _options(row.content) for row in counting}
    try:
        return analysed([row.content.code for row in counting], rows, key, options=options, only=("ctt",),
                        limits=limits)
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None


def _key(content: ItemContent, scheme: Scheme) -> list[str]:
    return [RIGHT] if _several(content) else list(scheme.keys.get(content.code, content.right_options))


def _options(content: ItemContent) -> list[str]:
    return [RIGHT, WRONG] if _several(content) else [option.id for option in content.options]


def _code(content: ItemContent, chosen: Sequence[str], scheme: Scheme) -> str | None:
    """What a person chose as one code; of a question with several right options only whether it was right."""
    if not chosen:
        return None
    if not _several(content):
        return chosen[0]
    return RIGHT if set(chosen) == set(scheme.keys.get(content.code, content.right_options)) else WRONG


def _several(content: ItemContent) -> bool:
    return content.kind == "multiple"


def _figures(report: dict, row: FormItem) -> dict:
    place = report["items"].index(row.content.code)
    options = report["options"][place]["options"]
    return {"item": row.content.code, "position": row.position, "p": report["ctt"]["p"][place],
            "pbis": report["ctt"]["pbis_corrected"][place],
            "options": [{"option": one["option"], "is_key": one["is_key"], "share": one["p"], "pbis": one["pbis_rest"]}
                        for one in options]}
