"""One exam form beside another one in a second language: the answers to the questions that both have, by language."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from exam.database import among, db
from exam.models import ExamForm, ProgramVersion
from exam.queries.released_answers import FormItem, items_of_form, released_answers, released_by_form
from question_bank.families import family_of
from question_bank.languages import language_in_words

FEWEST_COMMON = 10  # people are matched by their score on these questions, so a handful would match nobody
BYTES = 2  # of one position of a packed sitting
NO_TWIN = (f"No languages are compared. They are when another exam form asks at least {FEWEST_COMMON} of the same "
           "questions in another language, and enough people took both.")


@dataclass(frozen=True)
class Bilingual:
    """The questions that two forms have in common, as the first one numbers them, with everybody who answered them."""

    items: Sequence[FormItem]
    choices: bytes
    groups: Sequence[str]
    other: ExamForm


def bilingual(form: ExamForm, items: Sequence[FormItem]) -> Bilingual | None:
    """This form and the one in another language that has most in common with it; None where none has enough."""
    found = [(other, _common(items, items_of_form(other))) for other in _in_other_languages(form)]
    other, pairs = max(found, key=lambda pair: len(pair[1]), default=(None, []))
    if len(pairs) < FEWEST_COMMON:
        return None
    choices, groups = [], []
    for each, side in ((form, 0), (other, 1)):
        answers, places = released_answers(each.id), [pair[side] for pair in pairs]
        choices.append(_picked(answers.choices, answers.n, places))
        groups += [language_in_words(each.language)] * answers.n
    return Bilingual([items[mine] for mine, _ in pairs], b"".join(choices), groups, other)


def _in_other_languages(form: ExamForm) -> list[ExamForm]:
    """Forms of the same program with released sittings, those with most of them first."""
    released = released_by_form()
    asked = (select(ExamForm).join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(among(ExamForm.id, released), ExamForm.purpose == "exam", ExamForm.language != form.language,
                    ProgramVersion.program_id == form.program_version.program_id))
    return sorted(db.session.scalars(asked), key=lambda row: (-released[row.id][0], row.code))


def _common(mine: Sequence[FormItem], theirs: Sequence[FormItem]) -> list[tuple[int, int]]:
    """Places in both of what is one question in two languages and counts alike, under the same options."""
    held = {family_of(row.content): place for place, row in enumerate(theirs)}
    pairs = [(place, held[family_of(row.content)]) for place, row in enumerate(mine) if family_of(row.content) in held]
    return [(place, other) for place, other in pairs if _alike(mine[place], theirs[other])]


def _alike(one: FormItem, other: FormItem) -> bool:
    return (one.scored and other.scored and set(one.right) == set(other.right)
            and [option.id for option in one.content.options] == [option.id for option in other.content.options])


def _picked(choices: bytes, sittings: int, places: Sequence[int]) -> bytes:
    """Of each packed sitting only these positions, in this order."""
    size = len(choices) // sittings if sittings else 0
    starts = range(0, len(choices), size or 1)
    return b"".join(choices[start + BYTES * place:start + BYTES * (place + 1)] for start in starts for place in places)
