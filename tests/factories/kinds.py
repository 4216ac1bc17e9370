"""Questions of every kind, and a practice exam that holds one of each."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from exam.actions import exam_forms, items, sittings
from exam.database import db
from exam.models import Candidate, ExamForm, Item, Sitting
from exam.queries.items import item_with_code
from exam.queries.practice_exams import new_practice
from exam.rules import actors
from question_bank.items import ItemContent, Option
from tests.factories import world as maker
from tests.support.pictures import picture, shown

STIMULUS = "<p>A peer worker keeps a <em>wellness chart</em> with a person for five days.</p>"
PICTURE, IN_A_REASON = picture(0x7F), picture(0x20)


def one_of_each(prefix: str = "k", use: str = "practice") -> list[ItemContent]:
    """Single, multiple counted whole, multiple counted in parts, true or false, and a set of two with a picture."""
    def item(number: int, **facts) -> ItemContent:
        return maker.item_content(f"{prefix}-{number}", use=use, **facts)

    true_false = replace(item(4), kind="true_false", key="a", options=(
        Option("a", "True", "It is so."), Option("b", "False", "It is so.")), stem="Support is voluntary.")
    first = item(5, scenario=f"{prefix}-set-codecanary", stimulus=STIMULUS)
    second = replace(item(6, scenario=f"{prefix}-set-codecanary", stimulus=STIMULUS),
                     stem=f"What does the chart show? {shown(PICTURE, 'A chart of five days')}",
                     rationale=f"See {shown(IN_A_REASON, 'The chart with the answer marked')}")
    return [item(1), maker.several_right(item(2)), maker.several_right(item(3), scoring="right_minus_wrong"),
            true_false, first, second]


def practice_of_each(version, *, now: datetime, prefix: str = "k") -> list[Item]:
    """A published practice form of these questions, in this order."""
    contents = one_of_each(prefix)
    items.import_items(contents, pictures=[PICTURE, IN_A_REASON], now=now, by=maker.AUTHOR)
    rows = [item_with_code(content.code) for content in contents]
    items.approve_imported(rows, note="", now=now, by=maker.REVIEWER)
    form = exam_forms.keep_draft(version, [(row, True) for row in rows], code=f"P-{prefix}", seed=1,
                                 purpose="practice", now=now, by=maker.AUTHOR)
    exam_forms.publish(form, now=now, by=maker.REVIEWER)
    return rows


def practising(world: maker.World, person: Candidate | None = None, *, prefix: str = "k") -> Sitting:
    """A practice sitting over one question of each kind, just begun."""
    practice_of_each(world.version, now=world.now, prefix=prefix)
    form = db.session.scalars(select(ExamForm).where(ExamForm.code == f"P-{prefix}")).one()
    return begun_with(form, world, person)


def begun_with(form: ExamForm, world: maker.World, person: Candidate | None = None) -> Sitting:
    """A practice sitting over this form, just begun."""
    person = person or maker.candidate()
    sitting = new_practice(person, form, now=world.now)
    return sittings.begin_practice(sitting, now=world.now, by=actors.candidate(person.account_id))
