"""Analyses of exam forms whose sittings are written as rows: asked for, worked off, and kept."""

import threading
from dataclasses import dataclass

import numpy as np

from exam.actions import jobs
from exam.cli.job_work import WORK
from exam.cli.working import work_off
from exam.database import db
from exam.models import AnalysisRun
from exam.rules.actors import Actor
from tests.factories import world as make
from tests.factories.released_answers import drawn_choices, drawn_seconds, released_many, right_places
from tests.factories.world import World

KIND = "analyse_exam_form"


@dataclass
class Analysed:
    """A world with an analysis, the sittings that it was made from, and their chosen places."""

    world: World
    run: AnalysisRun
    sittings: list[str]
    choices: np.ndarray


def analysed(world: World, by: Actor) -> AnalysisRun:
    """Ask for a fresh analysis and let the worker make it."""
    job = jobs.ask(KIND, {"exam_form_id": world.form.id, "asked_by": str(by)}, about=world.form.id, now=world.now,
                   by=by)
    work_off(threading.Event(), {KIND: WORK[KIND]})
    db.session.expire_all()
    assert job.state == "done", job.trouble
    return db.session.get(AnalysisRun, job.result["run"])


def analysed_world(persons: int = 160, *, by: Actor = make.AUTHOR, wrong_key_at: int = 3, alike: bool = False,
                   **facts) -> Analysed:
    """The form of a new world, taken by so many, with one planted wrong key; `alike` plants two equal sittings."""
    world = make.world()
    choices = drawn_choices(world.form, persons, **facts)
    place = wrong_key_at - 1
    key = right_places(world.form)[place]
    swapped = {key: (key + 1) % 4, (key + 1) % 4: key}
    choices[:, place] = [swapped.get(choice, choice) for choice in choices[:, place]]
    if alike:
        weak = int((choices == right_places(world.form)).sum(axis=1).argmin())
        choices[(weak + 1) % persons] = choices[weak]
    sittings = released_many(world, choices, seconds=drawn_seconds(choices))
    return Analysed(world, analysed(world, by), sittings, choices)
