"""What an analysis of one exam form is made from, and its parts, computed in a process of their own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from exam.errors import Refused
from exam.models import ExamForm
from exam.queries.released_answers import FormItem, ReleasedAnswers, items_of_form, released_answers, released_by_form
from question_bank.apart import NotPossible, form_analysed
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of


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

    def part(self, name: str) -> dict:
        """One part of the analysis. Raises Refused with what is wrong."""
        wanted = {"seconds": self.answers.seconds} if name in ("classical", "screens") else {}
        if name == "groups":
            wanted["groups"] = self.answers.groups
        try:
            return form_analysed(name, columns_of(self.items), self.answers.choices, limits=self.limits,
                                 least=self.least, cut=self.cut, **wanted)
        except NotPossible as trouble:
            raise Refused(*trouble.sentences) from None


def material_of(form: ExamForm) -> Material:
    """Everything that was released until now for this form."""
    _, newest = released_by_form().get(form.id, (0, 0))
    program, items = form.program_version.program, items_of_form(form)
    return Material(form.id, form.program_version_id, newest, items, released_answers(form.id), cut_of(form, items),
                    thresholds_of(program), program.reports.suppress_under)


def cut_of(form: ExamForm, items: Sequence[FormItem]) -> int | None:
    """The cut in right answers; None where it counts points that a question may give in part."""
    in_parts = any(row.scored and row.content.points > 1 for row in items)
    return None if in_parts or form.cut_score is None else form.cut_score.cut_raw


def columns_of(items: Sequence[FormItem]) -> list[dict]:
    """The positions as the worker wants them."""
    return [{"name": row.content.code, "options": [option.id for option in row.content.options],
             "right": list(row.content.right_options), "several": row.content.kind == "multiple",
             "scored": row.scored} for row in items]


def limits_document(material: Material) -> dict:
    """The thresholds that an analysis was held against, for its record."""
    return {**asdict(material.limits), "suppress_under": material.least}
