"""How many of those whose results are released answered each question of an exam form rightly."""

from exam.models import ExamForm
from exam.queries.released_answers import FormItem, items_of_form, released_answers
from exam.rules.answer_vectors import chosen_bits, unpacked


def shares_right(form: ExamForm, least: int) -> dict[str, list]:
    """By position [share, people], counted in the answers themselves; nothing while fewer than `least` are released."""
    items, answers = items_of_form(form), released_answers(form.id)
    if answers.n < least:
        return {}
    chosen = unpacked(answers.choices)
    return {str(row.position): [chosen[place::len(items)].count(_right(row)) / answers.n, answers.n]
            for place, row in enumerate(items) if row.scored}


def _right(row: FormItem) -> int:
    return chosen_bits([option.id for option in row.content.options], row.right)
