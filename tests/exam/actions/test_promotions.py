"""Items on trial: proposed by the program's rule, and made operational only by a reviewer who did not write them."""

import pytest

from exam.actions import analyses, items
from exam.database import db
from exam.errors import Refused
from exam.models import AnalysisRun, Item, ItemFigure
from exam.queries.analyses import items_on_trial
from exam.rules import actors
from exam.rules.promotion import promotion_gaps
from question_bank.programs.statistics_table import Statistics
from tests.factories import world as make
from tests.factories.members import signed_in_member
from tests.factories.world import AUTHOR, REVIEWER

OTHER = actors.staff("other reviewer")
RULE = Statistics(promote_from_n=50, promote_p_min=0.35, promote_p_max=0.95, promote_pbis_min=0.10)


@pytest.mark.parametrize(("n", "p", "pbis", "gaps"), [
    (50, 0.35, 0.10, 0), (50, 0.95, 0.5, 0), (49, 0.5, 0.3, 1), (50, 0.349, 0.3, 1), (50, 0.951, 0.3, 1),
    (50, 0.5, 0.099, 1), (500, 0.1, -0.2, 2), (500, None, None, 1), (500, 0.5, None, 1)])
def test_issue4_the_rule_of_promotion_at_each_of_its_borders(n, p, pbis, gaps):
    assert len(promotion_gaps(RULE, n, p, pbis)) == gaps


@pytest.fixture
def world(db_app):
    return make.world()


def on_trial(world, *, n=80, p=0.6, pbis=0.3) -> Item:
    """An approved pretest item with figures from an analysis."""
    content = make.item_content(f"x-{next(make.NUMBERS)}", use="pretest")
    items.import_items([content], now=world.now, by=AUTHOR)
    item = db.session.query(Item).filter_by(code=content.code).one()
    items.approve_imported([item], note="", now=world.now, by=REVIEWER)
    run = AnalysisRun(exam_form_id=world.form.id, program_version_id=world.version.id, n=n, last_release_no=1,
                      document={}, screens={}, digest="0" * 64, made_at=world.now, made_by="test")
    db.session.add(run)
    db.session.flush()
    db.session.add(ItemFigure(analysis_run_id=run.id, item_revision_id=item.current.id, n=n, p=p, pbis=pbis))
    db.session.commit()
    return item


def promoted(world, item: Item, by=OTHER) -> Item:
    return analyses.promote(item, world.version.program, note="Read twice.", now=world.now, by=by)


def test_issue4_an_item_that_the_rule_proposes_becomes_operational_by_a_yes(world):
    good, hard = on_trial(world), on_trial(world, p=0.2)
    assert [(row.item.code, bool(row.gaps)) for row in items_on_trial()] == [(good.code, False), (hard.code, True)]
    assert promoted(world, good).use == "operational"
    with pytest.raises(Refused, match="20%"):
        promoted(world, hard)
    assert hard.use == "pretest"


def test_issue4_its_writer_does_not_say_yes_and_a_changed_item_needs_a_new_trial(world):
    item = on_trial(world)
    with pytest.raises(Refused, match="You wrote this item"):
        promoted(world, item, by=AUTHOR)
    items.edit(item, make.item_content(item.code, stem="Another text?", use="pretest"), seen_number=1, note="",
               now=world.now, by=AUTHOR)
    items.send_to_review(item, now=world.now, by=AUTHOR)
    items.review(item, verdict="approve", note="", now=world.now, by=REVIEWER)
    assert "changed after its trial" in items_on_trial()[0].gaps[-1]
    with pytest.raises(Refused, match="changed after its trial"):
        promoted(world, item)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_issue4_a_reviewer_says_yes_on_the_page(app, clock):
    with app.app_context():
        world = make.world()
        clock.set(world.now)
        item = on_trial(world)
        reviewer = signed_in_member(app, "reviewer", now=world.now)
        assert "proposed" in reviewer.page("/board/analysis/on-trial")
        address = f"/board/analysis/on-trial/{item.id}/promote"
        assert "Say what you looked at" in reviewer.send(address, note="")
        assert "is operational now" in reviewer.send(address, note="Read with two others.")
        db.session.expire_all()
        assert item.use == "operational"
        reviewer.page(address, status=404)
