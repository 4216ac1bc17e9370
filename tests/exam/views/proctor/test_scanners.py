"""Programs that open, render and press what a letter links to: nothing is answered, admitted, attested or reported."""

import pytest

from exam.database import db
from exam.models import Attestation, AuditEntry, Incident
from tests.factories import world as maker
from tests.factories.proctors import Phone, path_of
from tests.support.contents import digest_of_everything
from tests.support.robots import AGENTS, Robot

PAGES = {"accept": ("",), "admit": ("", "/desk", "/live", "/live-facts", "/pause", "/incident", "/code"),
         "attest": ("", "/statement", "/no-code", "/refuse", "/code")}


@pytest.fixture
def addresses(db_app, clock) -> dict[str, list[str]]:
    """The three kinds of link, each at the moment when it matters."""
    world = maker.world(now=clock())
    invited = maker.nominated(world, maker.registered(world))
    accepted = maker.accepted(world, maker.registered(world))
    running, handed_in = maker.begun(world), maker.submitted(world)
    links = [maker.link_of(invited, "accept"), maker.link_of(accepted, "admit"),
             maker.link_of(running.nominations[0], "admit"), maker.link_of(handed_in.nominations[0], "attest")]
    return {path_of(link): [path_of(link) + way for way in PAGES[link.purpose]] for link in links}


def facts() -> tuple:
    db.session.rollback()
    return (db.session.query(Attestation).count(), db.session.query(Incident).count(),
            [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.no)])


def test_t06_looking_changes_nothing_whoever_looks(addresses, client):
    before = digest_of_everything()
    for page in (page for pages in addresses.values() for page in pages):
        for agent in AGENTS:
            client.get(page, headers={"User-Agent": agent})
        for method in ("HEAD", "OPTIONS"):
            client.open(page, method=method, headers={"User-Agent": AGENTS[0]})
    assert digest_of_everything() == before


def test_t07_a_robot_that_fills_every_field_and_presses_every_button_decides_nothing(addresses, app):
    before = facts()
    for link in addresses:
        robot = Robot(app.test_client())
        robot.visit(link)
        assert robot.sent >= 2
    after = facts()
    # Wrong end codes are tries, which are recorded as such; nothing else has happened.
    assert [action for action in after[2] if action != "end_code"] == before[2]
    assert after[:2] == before[:2]


def test_t07_mutant_a_robot_that_knows_the_name_does_accept(db_app, clock, app, monkeypatch):
    monkeypatch.setattr("exam.forms.proctor.same_name", lambda one, other: True)
    world = maker.world(now=clock())
    robin = Phone(app.test_client(), maker.nominated(world, maker.registered(world)))
    Robot(app.test_client()).visit(robin.path("accept"))
    db.session.expire_all()
    assert robin.nomination.state in ("accepted", "declined")
