"""Many released sittings of one exam form with known answers, written as rows: an analysis reads nothing else."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import insert

from exam.database import db, new_id
from exam.models import AnswerVector, Authorization, ExamForm, Release, Sitting
from exam.queries.released_answers import items_of_form
from exam.rules.answer_vectors import UNKNOWN_SECONDS
from tests.factories import world as make
from tests.factories.world import World

DAY = date(2026, 1, 5)


def right_places(form: ExamForm) -> np.ndarray:
    """The place of the right option at each position, in the order of the revision."""
    return np.array([[option.id for option in row.content.options].index(row.content.right_options[0])
                     for row in items_of_form(form)])


def drawn_choices(form: ExamForm, persons: int, seed: int = 1, *, easy: float = 1.0) -> np.ndarray:
    """Places of chosen options by a Rasch model of normal abilities, wrong ones spread over three distractors."""
    draw, key = np.random.default_rng(seed), right_places(form)
    ability, difficulty = draw.normal(0, 1, persons), draw.normal(-easy, 0.8, len(key))
    right = draw.random((persons, len(key))) < 1 / (1 + np.exp(-(ability[:, None] - difficulty)))
    wrong = (key + draw.choice([1, 2, 3], p=[0.5, 0.3, 0.2], size=right.shape)) % 4
    return np.where(right, key, wrong)


def drawn_seconds(choices: np.ndarray, seed: int = 2) -> np.ndarray:
    """Plausible seconds for each answer."""
    return np.random.default_rng(seed).lognormal(3.6, 0.4, choices.shape).round().astype(int)


def released_many(world: World, choices: np.ndarray, *, form: ExamForm | None = None, seconds: np.ndarray | None = None,
                  trainings: Sequence[str] = ("",), regions: Sequence[str] = ("",),
                  state: str = "released") -> list[str]:
    """One sitting for each row of chosen places (-1 left out); returns the sittings' ids, row by row."""
    form, person = form or world.form, make.candidate()
    first = db.session.query(Release).count() + 1
    permits = {name: _permit(world, person, number, name) for number, name in enumerate(dict.fromkeys(trainings))}
    bits = np.where(choices < 0, 0, 1 << np.maximum(choices, 0)).astype("<u2")
    times = np.full(choices.shape, UNKNOWN_SECONDS) if seconds is None else seconds
    ids = [new_id() for _ in choices]
    releases = [{"id": new_id(), "no": first + row, "sitting_id": one, "mode": "batch", "released_at": world.now,
                 "released_by": "system:test"} for row, one in enumerate(ids)]
    sittings = [{"id": one, "purpose": "exam", "candidate_id": person.id,
                 "region": regions[row % len(regions)], "state": state, "sitting_no": row + 1,
                 "authorization_id": permits[trainings[row % len(trainings)]].id, "registered_at": world.now,
                 "program_version_id": world.version.id, "exam_form_id": form.id} for row, one in enumerate(ids)]
    vectors = [{"sitting_id": one, "release_id": release["id"], "exam_form_id": form.id, "choices": row.tobytes(),
                "seconds": spent.tobytes()}
               for one, release, row, spent in zip(ids, releases, bits, times.astype("<u2"), strict=True)]
    for model, rows in ((Sitting, sittings), (Release, releases), (AnswerVector, vectors)):
        db.session.execute(insert(model), rows)
    db.session.commit()
    return ids


def _permit(world: World, person, number: int, training: str) -> Authorization:
    row = Authorization(candidate_id=person.id, program_id=world.version.program_id, training_event_id=training,
                        program_version_id=world.version.id, training_completed_on=DAY.replace(day=5 + number),
                        training_hours=35, opens_on=DAY, closes_on=DAY, made_at=world.now, made_by="test")
    db.session.add(row)
    db.session.flush()
    return row
