"""The numbers of accommodations: exact, in business days, and hidden where few people stand behind them."""

from datetime import date, datetime, timedelta

import pytest

from exam.actions import accommodations
from exam.queries.accommodation_counts import accommodation_counts
from exam.rules import actors
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND
ASKED_ON = date(2026, 2, 20)  # a Friday
BY, OTHER = actors.staff("one"), actors.staff("other")


def asked(world, person):
    return accommodations.ask(person, asked_for="More time.", asked_on=ASKED_ON, now=world.now, by=BY)


def granted(person, code: str, now: datetime):
    return accommodations.grant(person, codes=[code], break_count=0, break_minutes=0, reason="Agreed.",
                                offered=("time-1.5", "reader"), now=now, by=BY)


@pytest.fixture
def world(db_app):
    """Three granted (one of them late), two declined, one taken back, two open of which one is late; one unasked."""
    world = make.program_only(now=make.NOON)
    people = [make.registered(world).candidate for _ in range(9)]
    requests = [asked(world, person) for person in people[:7]]
    days = datetime.combine(ASKED_ON, world.now.timetz())
    for person, later in zip(people[:3], (3, 5, 20), strict=True):
        granted(person, "time-1.5", days + timedelta(days=later))
    for request in requests[3:5]:
        accommodations.decline(request, reason="No.", now=days + timedelta(days=7), by=BY)
    accommodations.take_back(requests[5], now=days + timedelta(days=1), by=BY)
    accommodations.ask(people[7], asked_for="A reader.", asked_on=ASKED_ON - timedelta(days=90), now=world.now, by=BY)
    accommodations.withdraw(granted(people[8], "reader", world.now), now=world.now, by=BY)
    return world


def figures(world, least: int) -> dict[str, tuple[str, ...]]:
    sections = accommodation_counts(now=world.now, least=least)
    return {row[0]: row[1:] for section in sections for row in section.rows}


def test_c20_requests_answers_and_days_are_counted_exactly(world):
    assert figures(world, 1) == {
        "Asked": ("8",), "Open": ("2",), "Granted": ("3",), "Declined": ("2",), "Taken back": ("1",),
        "Of the open ones late": ("1",),
        # After 1, 3 and 14 business days, and twice after 5; due after ten.
        "Median number of business days": ("5",), "Answered by the day that the program asks for": ("80 %",),
        "All": ("4",), "Grants that answer a request": ("3",), "Grants without a request": ("1",),
        "Extra time: 1.5 times the limit": ("3", "3"), "A person reads aloud": ("0", "1"),
    }


def test_c20_groups_of_few_people_are_hidden_and_cannot_be_worked_out(world):
    shown = figures(world, 3)
    assert shown["Asked"] == ("8",) and shown["All"] == ("4",)
    # One was taken back: alone it is hidden, and so are two of the others, or subtracting would tell.
    assert [shown[name] for name in ("Taken back", "Open", "Declined")] == [("hidden",)] * 3
    assert shown["Granted"] == ("3",) and shown["Of the open ones late"] == ("hidden",)
    assert shown["Grants that answer a request"] == shown["Grants without a request"] == ("hidden",)
    assert shown["A person reads aloud"] == ("0", "hidden") and shown["Median number of business days"] == ("5",)
    assert set(figures(world, 10).values()) <= {("hidden",), ("hidden", "hidden"), ("0", "hidden")}


def test_c20_people_are_what_counts_when_one_of_them_asks_again_and_again(db_app):
    world = make.program_only(now=make.NOON)
    person = make.registered(world).candidate
    for by in map(actors.staff, "abcd"):
        accommodations.decline(asked(world, person), reason="No.", now=world.now, by=by)
    shown = figures(world, 3)
    assert shown["Declined"] == shown["Asked"] == shown["Median number of business days"] == ("hidden",)
    assert shown["Open"] == ("0",)
