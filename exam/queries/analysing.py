"""What an analysis of one exam form is made from, and its parts, computed in a process of their own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from exam.errors import Refused
from exam.models import ExamForm
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.language_groups import NO_TWIN, bilingual
from exam.queries.released_answers import (
    FormItem,
    ReleasedAnswers,
    items_of_form,
    newest_release,
    regions,
    released_answers,
    training_events,
)
from exam.queries.scoring_versions import cuts_in_use, newest_version, versions_of
from question_bank.apart import NotPossible, form_analysed
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of

# What people are grouped by: the part of an analysis, and who says which group a sitting belongs to.
GROUPINGS = {"groups": training_events, "regions": regions}


@dataclass(frozen=True)
class Material:
    """The answers of a form with everything that is needed to read them, apart from the database."""

    exam_form_id: str
    program_version_id: str
    last_release_no: int
    items: Sequence[FormItem]
    answers: ReleasedAnswers
    cut: int | None
    limits: Thresholds
    least: int
    scoring_version: int = 1

    def part(self, name: str) -> dict:
        """One part of the analysis. Raises Refused with what is wrong."""
        if name == "languages":
            return self._languages()
        wanted = {"seconds": self.answers.seconds} if name in ("classical", "screens") else {}
        if name in GROUPINGS:
            known = GROUPINGS[name](self.exam_form_id)
            wanted["groups"] = [known.get(one, "") for one in self.answers.sitting_ids]
        return self._analysed("groups" if name in GROUPINGS else name, self.items, self.answers.choices, **wanted)

    def _languages(self) -> dict:
        """Against the form in another language that has most questions in common, on these questions alone."""
        both = bilingual(exam_form_with_id(self.exam_form_id), self.items)
        if both is None:
            return {"words": NO_TWIN, "reference": None, "comparisons": [], "flags": []}
        found = self._analysed("groups", both.items, both.choices, groups=both.groups)
        return {**found, "other_form": both.other.code, "questions": len(both.items)}

    def _analysed(self, part: str, items: Sequence[FormItem], choices: bytes, **wanted) -> dict:
        try:
            return form_analysed(part, columns_of(items), choices, limits=self.limits, least=self.least, cut=self.cut,
                                 **wanted)
        except NotPossible as trouble:
            raise Refused(*trouble.sentences) from None


def material_of(form: ExamForm) -> Material:
    """Everything that was released until now for this form."""
    newest = newest_release()  # read before the answers, so that none of later ones is taken for known
    program, items = form.program_version.program, items_of_form(form)
    return Material(form.id, form.program_version_id, newest, items, released_answers(form.id), cut_of(form, items),
                    thresholds_of(program), program.reports.suppress_under, newest_version(versions_of(form.id)))


def cut_of(form: ExamForm, items: Sequence[FormItem]) -> int | None:
    """The cut in right answers of the questions that tell people apart; None where a question may give part points.

    A point that everybody has is taken off.
    """
    in_parts = any(row.scored and row.content.points > 1 for row in items)
    cuts = cuts_in_use(form, versions_of(form.id))
    if in_parts or not cuts:
        return None
    return cuts[-1].cut_raw - sum(row.credited for row in items)


def columns_of(items: Sequence[FormItem]) -> list[dict]:
    """The positions as the worker wants them."""
    return [{"name": row.content.code, "options": [option.id for option in row.content.options],
             "right": list(row.right), "several": row.content.kind == "multiple", "scored": row.scored,
             "partial": row.content.points > 1} for row in items]


def limits_document(material: Material) -> dict:
    """The thresholds and the version of the scoring that an analysis was made under, for its record."""
    return {**asdict(material.limits), "suppress_under": material.least, "scoring_version": material.scoring_version}
