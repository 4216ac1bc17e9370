"""Saving answers of several options: only what was shown, in the order shown, and "none of them" on purpose."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.actions import releases, sittings
from exam.actions.answers import save
from exam.database import db
from exam.errors import Refused
from exam.models import Result
from exam.queries.held import MEMORY
from exam.queries.journal import answers_digest, answers_in_force
from exam.rules import actors
from exam.rules.answer_events import Event, read_events
from question_bank.blueprint import shipped_blueprints
from tests.factories import world as maker

BY = actors.candidate("somebody")


@pytest.fixture
def world(db_app):
    MEMORY.forget()
    return maker.world(several=24)


@pytest.fixture
def sitting(world):
    return maker.begun(world)


@pytest.fixture
def place(sitting) -> int:
    """A position at which several options may be chosen."""
    return next(row.position for row in sitting.positions if row.several)


def ids_at(sitting, position: int) -> list[str]:
    return [opaque for opaque, _ in sitting.positions[position - 1].options]


def saved(sitting, world, *choices: tuple[int, str | None], first: int = 1):
    events = [{"seq": first + number, "position": position, "choice": choice}
              for number, (position, choice) in enumerate(choices)]
    told = save(sitting.id, 1, events, now=world.now)
    db.session.rollback()  # what is read next is what stands there now
    return told


def test_every_set_of_options_in_the_order_shown_is_taken(world, sitting, place):
    ids = ids_at(sitting, place)
    sets = [".".join(chosen) for size in range(1, 5) for chosen in combinations(ids, size)]
    for number, choice in enumerate([*sets, "."], start=1):
        told = saved(sitting, world, (place, choice), first=number)
        assert told.refused == []
        assert told.digest == answers_digest(answers_in_force(sitting.id)) == answers_digest({place: choice})
    MEMORY.forget()
    assert saved(sitting, world).digest == answers_digest({place: "."})


def test_what_was_not_shown_so_is_refused_and_its_neighbours_are_kept(world, sitting, place):
    a, b, c, _ = ids_at(sitting, place)
    other = next(row.position for row in sitting.positions if not row.several)
    one, two, *_ = ids_at(sitting, other)
    wrong = [(place, f"{b}.{a}"), (place, f"{a}.{a}"), (place, f"{a}.{one}"), (place, f"{a}.ffffffff"),
             (place, f".{a}"), (place, f"{a}."), (place, f"{a}..{b}"), (place, ".."), (place, f"{a}.{c}.{b}"),
             (other, f"{one}.{two}"), (other, "."), (place, f"{a} {b}"), (place, f"{a}.{b}\n")]
    told = saved(sitting, world, *wrong, (place, f"{a}.{c}"), (other, two))
    assert len(told.refused) == len(wrong)
    assert answers_in_force(sitting.id) == {place: f"{a}.{c}", other: two}


def test_none_of_them_erases_and_a_blank_does_not(world, sitting, place):
    a, b, *_ = ids_at(sitting, place)
    saved(sitting, world, (place, f"{a}.{b}"), (place, None))
    assert answers_in_force(sitting.id) == {place: f"{a}.{b}"}
    saved(sitting, world, (place, "."), (place, None), first=3)
    assert answers_in_force(sitting.id) == {place: "."}


def test_none_of_them_is_no_answer_where_every_answer_is_asked_for(world, sitting, place):
    saved(sitting, world, *((row.position, row.options[0][0]) for row in sitting.positions))
    saved(sitting, world, (place, "."), first=26)
    with pytest.raises(Refused, match="1 have none yet"):
        sittings.submit(sitting, now=world.now, by=BY)


@pytest.mark.parametrize(("missing", "extra", "right"), [(0, 0, 25), (1, 0, 24), (0, 1, 24)])
def test_a_released_result_counts_exactly_the_right_options(world, sitting, place, missing, extra, right):
    for row in sitting.positions:
        wanted = [opaque for opaque, option in row.options if option in row.revision.content.right_options]
        wrong = [opaque for opaque, option in row.options if option not in row.revision.content.right_options]
        if row.position == place:
            wanted = [opaque for opaque, _ in row.options if opaque in [*wanted[missing:], *wrong[:extra]]]
        saved(sitting, world, (row.position, ".".join(wanted)), first=row.position)
    sittings.submit(sitting, now=world.now, by=BY)
    maker.attested(world, sitting)
    releases.release(sitting, mode="staff_batch", now=world.now, by=BY)
    result = db.session.query(Result).one()
    assert (result.raw_score, result.raw_max) == (right, 25)


def test_a_question_in_parts_gives_points_and_is_still_one_question(world):
    blueprint = shipped_blueprints()[world.version.program.exam.blueprint]
    contents = [maker.replace(content, scoring="right_minus_wrong") if content.kind == "multiple" else content
                for content in maker.contents_for(blueprint, "parts", several=24)]
    form = maker.exam_form(world.version, contents, now=world.now)
    world.form.state = "withdrawn"
    db.session.commit()
    sitting = maker.begun(world)
    assert sitting.exam_form_id == form.id and form.cut_score.maximum == 49
    for row in sitting.positions:
        keys = [opaque for opaque, option in row.options if option in row.revision.content.right_options]
        saved(sitting, world, (row.position, keys[0]), first=row.position)
    sittings.submit(sitting, now=world.now, by=BY)
    maker.attested(world, sitting)
    result = releases.release(sitting, mode="staff_batch", now=world.now, by=BY)
    assert (result.raw_score, result.raw_max) == (25, 49)
    sums = {name: sum(part[name] for part in result.parts.values()) for name in ("items", "points", "correct")}
    assert sums == {"items": 25, "points": 49, "correct": 25}


@settings(max_examples=200)
@given(st.one_of(st.none(), st.text("ab1.\n é", max_size=12), st.text(max_size=5), st.integers()))
def test_a_choice_is_ids_joined_by_dots_or_a_dot_alone(choice):
    fit, unfit = read_events([{"seq": 1, "position": 2, "choice": choice}])
    parts = choice.split(".") if isinstance(choice, str) else []
    fits = choice is None or choice == "." or bool(parts and all(
        part and part.isascii() and part.isalnum() for part in parts))
    assert (fit == [Event(1, 2, choice, False, 0)]) == fits
    assert (unfit == []) == fits
