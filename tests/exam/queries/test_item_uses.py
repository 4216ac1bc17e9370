"""What assembling knows of items: uses from published forms, figures and curves from the newest analysis."""

from dataclasses import replace

from exam.actions import analyses, items
from exam.database import db
from exam.models import Item
from exam.queries.analysing import material_of
from exam.queries.item_uses import statistics_for
from question_bank.item_statistics import Statistics
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

PARTS = {"classical": {"items": [{"position": 1, "p": 0.7, "pbis_corrected": 0.3, "flags": []}]},
         "model": {"model": "Rasch", "items": [{"position": 1, "a": 1.1, "b": 0.4}]}}


@ONE_KIND
def test_issue3_figures_of_released_sittings_reach_the_assembler_and_only_for_the_text_that_was_measured(db_app):
    world = maker.world()
    analyses.keep_analysis(material_of(world.form), PARTS, asked_by="staff:x", now=world.now, by=maker.AUTHOR)
    first, second = (row.revision.item for row in world.form.items[:2])
    program = world.version.program_id
    known = statistics_for([first, second], program, measured=True)
    assert known == {first.code: Statistics(a=1.1, b=0.4, p=0.7, rpb=0.3, uses=1), second.code: Statistics(uses=1)}
    assert known[first.code].information(0.4) > 0.3
    assert statistics_for([first], program, measured=False) == {first.code: Statistics(uses=1)}
    changed = replace(first.current.content, stem="Another question?")
    items.edit(first, changed, seen_number=1, note="", now=world.now, by=maker.AUTHOR)
    again = db.session.get(Item, first.id, populate_existing=True)
    assert statistics_for([again], program, measured=True) == {first.code: Statistics(uses=1)}
