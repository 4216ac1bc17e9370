"""The exam page is light: a form of 85 questions with everything it needs fits an old phone and a slow line."""

from dataclasses import replace
from itertools import cycle

import pytest

from exam.actions import programs
from exam.web.assets import AssetMap
from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank
from question_bank.programs import shipped_programs
from tests.factories import world as maker
from tests.support.rooms import Room

NEEDED = ("css/uswds.css", "css/examhall.css", "css/room.css", "img/examhall.svg")


def in_real_words(contents):
    """The same items with stems and options as long as those of the sample bank."""
    for content, real in zip(contents, cycle(sample_bank()), strict=False):
        options = tuple(replace(option, text=other.text)
                        for option, other in zip(content.options, real.options, strict=True))
        yield replace(content, stem=f"{real.stem} ({content.code})", options=options)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def test_p6_an_exam_of_85_questions_weighs_less_than_100_kilobytes_with_everything(
        db_app, clock, monkeypatch):
    # The words are those of the sample, shuffled between items: their weight counts here, not how they are written.
    monkeypatch.setattr("exam.actions.items.open_faults", lambda contents: [])
    program = next(program for program in shipped_programs() if program.id == "mo-cps")
    blueprint = shipped_blueprints()[program.exam.blueprint]
    version = programs.adopt(program, blueprint, now=clock.now(), by=maker.AUTHOR)
    form = maker.exam_form(version, list(in_real_words(maker.contents_for(blueprint))), now=clock.now())
    sitting = maker.begun(maker.World(version=version, form=form, now=clock.now()))
    room = Room(db_app, sitting)
    page = room.client.get("/room", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and len(sitting.positions) == 85
    assets = AssetMap().addresses
    scripts = [name for name in assets if name.startswith("js/room/")]
    sizes = {name: len(room.client.get(assets[name], headers={"Accept-Encoding": "br"}).data)
             for name in (*NEEDED, *scripts)}
    assert len(page.data) + sum(sizes.values()) < 100_000, (len(page.data), sizes)
    assert sum(sizes[name] for name in scripts) < 16_000
