"""This very application as the house of a simulation: its own database, behind HTTP, with a clock that is moved."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from flask import Flask

from exam.actions.courier import deliver_at_once
from exam.cli.simulation.house import House
from exam.cli.simulation.looking import newest_sitting_of
from exam.cli.simulation.server import HandClock, orders_for, served
from exam.database import db
from exam.queries.accounts import account_with_email
from exam.queries.links import living_links_of, newest_account_link
from exam.queries.nominations import latest_nomination
from exam.rules.passwords import light_hashes
from exam.web.links import WAYS, link_address


class OwnHouse(House):
    """A house in this process: orders are calls, and letters arrive when they are written."""

    def letter_link(self, address: str, way: str, candidate_id: str = "") -> str:
        """Every letter is delivered; the link that leads this way, of the account or the candidate's proctor."""
        with _fresh_look():
            deliver_at_once()
            purpose = next(name for name, start in WAYS.items() if start == way)
            if not candidate_id:
                return link_address(newest_account_link(account_with_email(address).id))
            nomination = latest_nomination(newest_sitting_of(candidate_id).id)
            return link_address(living_links_of(nomination.id, purpose)[-1])


@contextmanager
def own_house(app: Flask, instant: datetime) -> Iterator[OwnHouse]:
    """The application as it stands, for as long as the simulation lasts; its requests are not logged."""
    clock = HandClock(instant)
    orders = orders_for(clock)

    def tell(order: str, **facts):
        with _fresh_look():
            return orders[order](**facts)

    with served(app, clock) as base, light_hashes(), _no_lines_of_requests():
        yield OwnHouse(base, tell, instant)


@contextmanager
def _fresh_look() -> Iterator[None]:
    """What came by HTTP is seen, and nothing is held open in the database while the next thing comes."""
    db.session.rollback()
    try:
        yield
    finally:
        db.session.rollback()


@contextmanager
def _no_lines_of_requests() -> Iterator[None]:
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        yield
    finally:
        structlog.configure(wrapper_class=before)
