"""An exam form of any length with very many released sittings, written as rows."""

from pathlib import Path

import numpy as np

from exam.actions import items
from exam.app import create_app
from exam.database import db
from exam.database.upgrades import upgrade
from exam.models import ExamForm, ExamFormItem, Item
from scripts.benchmarks.psychometrics import simulated
from tests.factories import world as make
from tests.factories.released_answers import released_many
from tests.support.settings import settings_for

AT_A_TIME = 10_000


def form_with_answers(url: str, folder: Path, persons: int, length: int) -> str:
    """Migrate the database, write form and answers, and return the form's id."""
    app = create_app(settings_for(url, folder / "data"))
    upgrade(app)
    with app.app_context():
        world = make.program_only()
        world.form = _form(world, length)
        right = simulated(2, persons, length)
        wrong = np.random.default_rng(0).choice([0, 2, 3], right.shape)
        choices = np.where(right, 1, wrong)
        seconds = np.random.default_rng(1).lognormal(3.6, 0.4, right.shape).round().astype(int)
        for start in range(0, persons, AT_A_TIME):
            released_many(world, choices[start:start + AT_A_TIME], seconds=seconds[start:start + AT_A_TIME])
        form_id = world.form.id
        db.session.remove()
        db.engine.dispose()
    return form_id


def _form(world, length: int) -> ExamForm:
    """A published form of so many new items; no blueprint is asked."""
    contents = [make.item_content(f"b-{number:03d}") for number in range(length)]
    items.import_items(contents, now=world.now, by=make.AUTHOR)
    rows = {row.code: row for row in db.session.query(Item)}
    form = ExamForm(code="bench", program_version_id=world.version.id, state="published", seed=1, digest="0" * 64,
                    conformance={}, assembled_at=world.now, assembled_by="test", published_at=world.now,
                    published_by="test")
    form.items = [ExamFormItem(position=place, item_revision_id=rows[content.code].current.id, scored=True)
                  for place, content in enumerate(contents, start=1)]
    db.session.add(form)
    db.session.commit()
    return form
