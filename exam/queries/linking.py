"""What a linking of two exam forms is made from, which forms and methods their answers allow, and one that was made."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from exam.database.base import canonical
from exam.errors import Refused
from exam.models import ExamForm, Job
from exam.queries.analysing import columns_of
from exam.queries.cut_scores import bases_for, linking_between, maximum_of, scored_as_now
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.released_answers import FormItem, ReleasedAnswers, items_of_form, released_answers, released_by_form
from exam.queries.scoring_versions import newest_version, versions_of
from question_bank.apart import NotPossible, forms_linked
from question_bank.linking import linking_pairs
from question_bank.linking_methods import ANCHORED, FEWEST_COMMON, METHODS, fewest_people
from question_bank.psychometrics.thresholds import thresholds_of

# A linking without data is no finding: what speaks for "the scores stand as they are" is a reason, typed by a person.
OFFERED = tuple(method for method in METHODS if method != "identity")
KIND = "link_exam_forms"
SCORED_OTHERWISE = ("The scoring of one of the forms was changed after this linking was made. Make it again, so that "
                    "it rests on the scores of today.")
OTHER_BASE_CUT = "The base form has another cut score now, and another cut follows from that. Link the forms again."


@dataclass(frozen=True)
class Tie:
    """A form that another one may be linked to: people on both, common questions, and the methods they allow."""

    base: ExamForm
    n: int
    base_n: int
    common: int
    methods: tuple[str, ...]
    refused: str = ""

    @property
    def in_words(self) -> str:
        """What it allows, or why it allows nothing."""
        return self.refused or ", ".join(METHODS[method] for method in self.methods) or "No method: too few people."


def ties_of(form: ExamForm) -> list[Tie]:
    """Every base form with what the released answers allow; nothing is computed."""
    counted, items = released_by_form(), items_of_form(form)
    return [_tie(form, base, items, counted) for base in bases_for(form)]


def _tie(form: ExamForm, base: ExamForm, items: Sequence[FormItem], counted: dict) -> Tie:
    n, base_n = (counted.get(one.id, (0, 0))[0] for one in (form, base))
    least, common = thresholds_of(form.program_version.program).show_from_n, common_places(items, items_of_form(base))
    if min(n, base_n) < least:
        return Tie(base, n, base_n, len(common), (), f"{n} released sittings of {form.code} and {base_n} of "
                   f"{base.code}: below {least} on either, the program shows no figure and no linking is made.")
    methods = tuple(method for method in OFFERED if min(n, base_n) >= fewest_people(method)
                    and (method not in ANCHORED or len(common) >= FEWEST_COMMON))
    return Tie(base, n, base_n, len(common), methods)


def common_places(items: Sequence[FormItem], base_items: Sequence[FormItem]) -> list[tuple[int, int]]:
    """Places, among the questions that count, of those that both forms ask in the same text and score alike."""
    own, its = ([row for row in one if row.scored] for one in (items, base_items))
    places = {(row.revision_id, row.right): place for place, row in enumerate(its)}
    return [(place, places[row.revision_id, row.right]) for place, row in enumerate(own)
            if (row.revision_id, row.right) in places]


def what_to_link(form: ExamForm, base_id: str, method: str) -> dict:
    """What the job is asked. Raises Refused where the answers do not allow it."""
    tie = next((one for one in ties_of(form) if one.base.id == base_id), None)
    if tie is None:
        raise Refused("Choose a form of this program whose cut score is not itself a linked one.")
    if tie.refused:
        raise Refused(tie.refused)
    if method not in tie.methods:
        needed = (f"at least {FEWEST_COMMON} common questions and " if method in ANCHORED else "")
        raise Refused(f"{METHODS.get(method, method)} needs {needed}{fewest_people(method)} people on each form. "
                      f"{form.code} and {tie.base.code} have {tie.common} questions in common, and {tie.n} and "
                      f"{tie.base_n} people. Choose another method.")
    return {"exam_form_id": form.id, "base_id": base_id, "method": method}


def linking_made(form: ExamForm, base: ExamForm, method: str) -> dict:
    """The whole record with its cut, from released answers scored as today. Raises Refused with the reason for none."""
    sides = [_Side.of(form, maximum_of(form)), _Side.of(base, base.cut_score.maximum)]
    try:
        found = forms_linked(*(side.told for side in sides), method, common_places(*(side.items for side in sides)),
                             (sides[0].answers.choices, sides[1].answers.choices))
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None
    linking = {**found, "data": sides[0].digest, "base_data": sides[1].digest}
    with_base, cut = linking_between(form, base, linking)
    return {"linking": linking, "cut": cut, "base": with_base["base"], "versions": [side.version for side in sides]}


@dataclass(frozen=True)
class _Side:
    told: dict
    items: list[FormItem]
    answers: ReleasedAnswers
    version: int

    @classmethod
    def of(cls, form: ExamForm, maximum: int) -> "_Side":
        items = items_of_form(form)
        given = sum(row.points for row in items if row.credited)
        if given + sum(row.points for row in items if row.scored) != maximum:
            raise Refused(f"A scoring decision changed the most points of {form.code}, and its cut score does not "
                          "follow it yet. Adopt a cut score for the new maximum first.")
        told = {"name": form.code, "columns": columns_of(items), "given": given}
        return cls(told, items, released_answers(form.id), newest_version(versions_of(form.id)))

    @property
    def digest(self) -> str:
        """SHA-256 of the questions with their keys, and of the packed answers by the sitting's id."""
        return hashlib.sha256(canonical(self.told).encode() + b"\n" + self.answers.choices).hexdigest()


@dataclass(frozen=True)
class Made:
    """A finished job: both forms, the record, its cut, and the base form's cut that it follows from."""

    job: Job
    form: ExamForm
    base: ExamForm
    linking: dict
    cut: int
    base_cut: dict
    act_from: int

    @property
    def rows(self) -> list[tuple[int, float, float | None]]:
        """(score, what it is worth on the base form, standard error)."""
        return linking_pairs(self.linking)

    @property
    def few(self) -> bool:
        """Whether the people are too few to act on."""
        return min(self.linking["n"], self.linking["base_n"]) < self.act_from

    @property
    def base_has_changed(self) -> bool:
        """Whether the base form has another cut now."""
        return self.base_cut["cut_score"] != self.base.cut_score.id


def made_by(job: Job) -> Made:
    """What a finished job found."""
    form, base = exam_form_with_id(job.asked["exam_form_id"]), exam_form_with_id(job.asked["base_id"])
    return Made(job, form, base, job.result["linking"], job.result["cut"], job.result["base"],
                thresholds_of(form.program_version.program).act_from_n)


def linking_still_true(made: Made) -> dict:
    """The record, if both forms are scored as they were and the base form has its cut still. Raises Refused."""
    if made.base_has_changed:
        raise Refused(OTHER_BASE_CUT)
    if made.job.result["versions"] != scored_as_now(made.form, made.base):
        raise Refused(SCORED_OTHERWISE)
    return made.linking
