"""Drawing exam forms from the approved items of the bank, in a process of its own, as a job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select

from exam.database import db
from exam.errors import Refused
from exam.models import ExamForm, ExamFormItem, Item, ItemRevision, ProgramVersion
from exam.queries.conformance import plan_for
from exam.queries.item_pairs import with_decided_enemies
from exam.queries.item_uses import statistics_for
from exam.queries.items import items_in
from exam.queries.programs import program_version_with_id
from question_bank.apart import NotPossible, draw_apart
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.blueprint_faults import faults_of
from question_bank.exam_form import arrange, other_options
from question_bank.items import ItemContent
from question_bank.languages import language_in_words

LARGEST_SEED = 2_000_000_000
NOT_POSSIBLE = "No exam form can be assembled from the approved items:"
Say = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wish:
    """What forms are asked for. `sharing`: as the blueprint says, `disjoint`, or at most `overlap` items two by two."""

    version_id: str
    language: str
    name: str
    seed: int
    forms: int = 1
    sharing: str = "blueprint"
    overlap: int = 0
    anchor: int = 0
    seconds: int = 20
    measured: bool = False
    avoid_forms: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    @property
    def document(self) -> dict:
        """As a job keeps it."""
        return {**asdict(self), "avoid_forms": list(self.avoid_forms), "avoid": list(self.avoid)}

    def code(self, number: int) -> str:
        """The name of one of the forms, counted from 1."""
        return self.name if self.forms == 1 else f"{self.name}-{number}"


def wish_from(document: Mapping) -> Wish:
    """The wish that a job keeps."""
    return Wish(**{**document, "avoid_forms": tuple(document["avoid_forms"]), "avoid": tuple(document["avoid"])})


def plan_of(wish: Wish, version: ProgramVersion) -> Blueprint:
    """The blueprint of the version with what the wish adds to it. Raises Refused when the two do not go together."""
    plan = plan_for(version, wish.language)
    added = ({"max_overlap": wish.overlap} if wish.sharing == "overlap" else {}) | (
        {"anchor": {"items": wish.anchor}} if wish.anchor else {})
    document = {**plan.document, "assembly": {**plan.document["assembly"], **added}}
    wrong = faults_of(document)
    if wrong:
        raise Refused(*(f"{key}: {sentence}" for key, sentence in wrong))
    return blueprint_from_document(document)


def refuse_taken_names(wish: Wish) -> None:
    """Raises Refused when a form has one of these names already."""
    names = [wish.code(number) for number in range(1, wish.forms + 1)]
    taken = sorted(db.session.scalars(select(ExamForm.code).where(ExamForm.code.in_(names))))
    if taken:
        raise Refused(f"There is already an exam form {', '.join(taken)}. Choose another name.")


def drawn_set(asked: Mapping, say: Say) -> dict:
    """The forms with their report, as a job's result. Raises Refused with what is short."""
    wish = wish_from(asked)
    say(0, wish.forms, "Reading the bank.")
    version = program_version_with_id(wish.version_id)
    plan, held = plan_of(wish, version), items_in(uses=("operational", "pretest"))
    revisions = {item.code: item.current.id for item in held}
    contents, left_out = _with_the_options_of(version, _contents(held))
    avoid = frozenset(wish.avoid) | codes_on(wish.avoid_forms)
    figures = statistics_for(held, version.program_id, measured=wish.measured)
    say(0, wish.forms, "Drawing the forms.")
    try:
        drawn = draw_apart(plan, contents, seed=wish.seed, forms=wish.forms, disjoint=wish.sharing == "disjoint",
                           avoid=avoid, statistics=figures, seconds=wish.seconds,
                           progress=lambda done: say(done, wish.forms, f"{done} of {wish.forms} forms are drawn."))
    except NotPossible as trouble:
        raise Refused(NOT_POSSIBLE, *trouble.sentences, *left_out) from None
    return {"forms": [{"code": wish.code(number), "seed": form.seed,
                       "positions": [[revisions[code], counts] for code, counts in form.positions]}
                      for number, form in enumerate(drawn.forms, 1)],
            "report": drawn.report, "decided": {}}


def _with_the_options_of(version: ProgramVersion, contents: list[ItemContent]) -> tuple[list[ItemContent], list[str]]:
    """The items with as many options as the program says, and a sentence about the others."""
    wanted = version.program.exam.options_per_item
    others = set(other_options(contents, wanted))
    said = [f"Left out: {len(others)} approved items that do not have {wanted} options, as the program says."]
    return [item for item in contents if item.code not in others], said if others else []


def codes_on(form_ids: Sequence[str]) -> frozenset[str]:
    """The codes of the items that count on these exam forms."""
    asked = (select(Item.code).join(ItemRevision, ItemRevision.item_id == Item.id)
             .join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .where(ExamFormItem.exam_form_id.in_(form_ids), ExamFormItem.scored))
    return frozenset(db.session.scalars(asked))


def practice_set(version: ProgramVersion, seed: int, language: str) -> list[tuple[Item, bool]]:
    """A practice exam holds every approved practice item of its language and follows no blueprint."""
    held = [item for item in items_in(uses=("practice",)) if item.current.content.language == language]
    if not held:
        raise Refused(f"There is no approved practice item in {language_in_words(language)}. Approve some, and set "
                      "their use to practice.")
    by_code = {item.code: item for item in held}
    arranged = arrange(plan_for(version, language), _contents(held), seed=seed)
    return [(by_code[content.code], counts) for content, counts in arranged.positions]


def _contents(held: Sequence[Item]) -> list[ItemContent]:
    return with_decided_enemies(replace(item.current.content, use=item.use) for item in held)


def published_forms() -> list[ExamForm]:
    """Published exam forms, by code: what new forms may be asked to avoid."""
    asked = (select(ExamForm).where(ExamForm.state == "published", ExamForm.purpose == "exam").order_by(ExamForm.code))
    return list(db.session.scalars(asked))
