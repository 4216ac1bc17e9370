"""Drawing exam forms from the approved items of the bank, in a process of its own."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from exam.database import db
from exam.errors import Refused
from exam.models import ExamForm, ExamFormItem, Item, ItemRevision, ProgramVersion
from exam.queries.conformance import plan_for
from exam.queries.items import items_in
from question_bank.apart import NotPossible, assemble_apart
from question_bank.exam_form import arrange
from question_bank.items import ItemContent
from question_bank.languages import language_in_words

Drawn = tuple[list[tuple[Item, bool]], int]


def drawn_forms(version: ProgramVersion, *, purpose: str, forms: int, seed: int, fresh: bool,
                language: str = "en") -> list[Drawn]:
    """(chosen items with whether they count, seed of the order) for each form. Raises Refused with what is short.

    `fresh` leaves out every item that counts on a published form of the same program.
    """
    if purpose == "practice":
        return [_practice(version, seed, language)]
    held = items_in(uses=("operational", "pretest"))
    by_code = {item.code: item for item in held}
    avoid = _counting_on_published(version.program_id) if fresh else frozenset()
    try:
        drawn = assemble_apart(plan_for(version, language), _contents(held), seed=seed, forms=forms, avoid=avoid)
    except NotPossible as trouble:
        raise Refused("No exam form can be assembled from the approved items:", *trouble.sentences) from None
    return [([(by_code[code], counts) for code, counts in form.positions], form.seed) for form in drawn]


def _practice(version: ProgramVersion, seed: int, language: str) -> Drawn:
    """A practice exam holds every approved practice item of its language and follows no blueprint."""
    held = [item for item in items_in(uses=("practice",)) if item.current.content.language == language]
    if not held:
        raise Refused(f"There is no approved practice item in {language_in_words(language)}. Approve some, and set "
                      "their use to practice.")
    by_code = {item.code: item for item in held}
    arranged = arrange(plan_for(version, language), _contents(held), seed=seed)
    return [(by_code[content.code], counts) for content, counts in arranged.positions], seed


def _contents(held: Sequence[Item]) -> list[ItemContent]:
    return [replace(item.current.content, use=item.use) for item in held]


def _counting_on_published(program_id: str) -> frozenset[str]:
    asked = (select(Item.code).join(ItemRevision, ItemRevision.item_id == Item.id)
             .join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(ExamForm, ExamForm.id == ExamFormItem.exam_form_id)
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ExamForm.state == "published", ExamForm.purpose == "exam", ExamFormItem.scored,
                    ProgramVersion.program_id == program_id))
    return frozenset(db.session.scalars(asked))
