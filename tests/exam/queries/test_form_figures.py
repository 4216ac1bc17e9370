"""Figures of forms for reports come from the newest analysis, and no older one is opened for them."""

from datetime import timedelta

from sqlalchemy import event

from exam.database import db
from exam.models import AnalysisRun
from exam.queries.form_figures import figures_of_forms
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@ONE_KIND
def test_only_the_newest_analysis_of_a_form_is_opened(db_app):
    world, opened = make.world(), []
    form_id = world.form.id
    for day in (1, 3, 2):
        db.session.add(AnalysisRun(
            exam_form_id=form_id, program_version_id=world.version.id, n=day, last_release_no=0, document={},
            screens={}, digest=str(day), made_at=world.now + timedelta(days=day), made_by="system:analysis"))
    db.session.commit()
    db.session.expunge_all()
    event.listen(AnalysisRun, "load", see := lambda *_: opened.append(1))
    try:
        newest = figures_of_forms([form_id])
        before = figures_of_forms([form_id], before=world.now + timedelta(days=2))
    finally:
        event.remove(AnalysisRun, "load", see)
    assert [each[form_id].n for each in (newest, before)] == [3, 1] and len(opened) == 2
