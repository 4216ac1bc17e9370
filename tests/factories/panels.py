"""A panel at work: people who open their letters and rate, without a browser and without an account."""

from dataclasses import dataclass

from flask.testing import FlaskClient

from exam.actions import panels, standard_setting
from exam.database import db
from exam.models import AnalysisRun, PanelBookmark, Panelist, PanelRating, PanelSheet, StandardSetting
from exam.queries.links import panel_links
from exam.queries.panel_bookmarks import next_bookmark
from exam.queries.panel_ratings import next_number, positions_of
from exam.rules import actors
from exam.web.links import link_address
from tests.factories.people import token
from tests.factories.world import World

BY = actors.staff("psychometrician")
DEFINITION = "Listens well and keeps confidences without help.\nNeeds help with hard reports."
ROLES = ("credential_holder", "recently_certified", "supervisor", "trainer")
BOX = {"low_cut": 50, "high_cut": 80, "low_fail": 5, "high_fail": 40}


@dataclass
class Rater:
    """One person with their letter."""

    panelist: Panelist
    client: FlaskClient
    start: str
    token: str = ""

    def page(self, address: str = "", status: int = 200) -> str:
        answer = self.client.get(address or self.start, follow_redirects=True)
        assert answer.status_code == status, answer.status_code
        return answer.get_data(as_text=True)

    def send(self, step: str = "", **fields) -> str:
        """Send a form with the token of the first page; what follows it."""
        self.token = self.token or token(self.client, self.start)
        answer = self.client.post(f"{self.start}{step}", data={"csrf_token": self.token, **fields})
        return self.page(answer.headers["Location"]) if answer.status_code == 303 else answer.get_data(as_text=True)

    def accept(self, **fields) -> str:
        """Say yes under one's own name."""
        return self.send(**{"own_name": self.panelist.name, "decision": "yes", "signed": "y", "has_conflict": "no",
                            **fields})

    def rate(self, round_number: int, position: int, percent, then: str = "list") -> str:
        """Open a question and rate it."""
        self.send(f"/{round_number}/{position}/open")
        return self.send(f"/{round_number}/{position}", percent=percent, then=then)

    def rate_all(self, round_number: int, percents) -> str:
        """Rate every question from the first to the last, as the button leads; (position, percent) in order."""
        page = self.send(f"/{round_number}/{percents[0][0]}/open")
        for position, percent in percents:
            page = self.send(f"/{round_number}/{position}", percent=percent, then="next")
        return page

    def bookmark(self, round_number: int, page: int) -> str:
        """Place the bookmark."""
        return self.send(f"/{round_number}/bookmark/{page}")

    def hand_in(self, round_number: int, **fields) -> str:
        """Finish a round."""
        return self.send(f"/{round_number}/hand-in", **fields)


def study(world: World, *, shows_impact: bool = False, method: str = "") -> StandardSetting:
    """A study for the form of this world."""
    return standard_setting.start(world.form, definition=DEFINITION, shows_impact=shows_impact, method=method,
                                  now=world.now, by=BY)


def modelled(world: World, *, words: str = "", without: int = 0, version: int = 1) -> AnalysisRun:
    """An analysis as it is kept, of made-up curves: the later a position, the easier; or of a model that there is none.

    `without` is a position whose question everybody answered alike.
    """
    places = [row.position for row in world.form.items if row.scored]
    items = [{"position": place, "a": 1 + place % 3 / 4, "d": None if place == without else place / 10 - 0.5}
             for place in places]
    model = {"model": None, "words": words, "items": []} if words else {"model": "2PL", "n": 600, "items": items}
    run = AnalysisRun(exam_form_id=world.form.id, program_version_id=world.version.id, n=600, last_release_no=1,
                      document={"limits": {"scoring_version": version}, "model": model}, screens={}, digest="d" * 64,
                      made_at=world.later(minutes=db.session.query(AnalysisRun).count()), made_by=str(BY))
    db.session.add(run)
    db.session.commit()
    return run


def invited(app, world: World, row: StandardSetting, number: int) -> Rater:
    """One more person with a letter."""
    one = standard_setting.invite(row, name=f"Robin Rater {number}", email=f"rater{number}@example.net",
                                  role=ROLES[number % len(ROLES)], region=f"Region {number % 3}", now=world.now, by=BY)
    return at(app, one)


def at(app, panelist: Panelist) -> Rater:
    """The person behind a row, with the newest letter at hand."""
    with app.test_request_context():
        address = link_address(panel_links([panelist.id])[-1])
    return Rater(panelist, app.test_client(), "/" + address.split("/", 3)[3])


def seated(world: World, row: StandardSetting, members: int = 6) -> StandardSetting:
    """So many people who have accepted and practised."""
    for number in range(members):
        one = standard_setting.invite(row, name=f"Robin Rater {number}", email=f"rater{number}@example.net",
                                      role=ROLES[number % len(ROLES)], region=f"Region {number % 3}", now=world.now,
                                      by=BY)
        panels.accept(one, conflict=None, now=world.now, by=actors.panelist(one.id))
        db.session.add(PanelSheet(panelist_id=one.id, round=0, judgement={}, handed_in_at=world.now))
    db.session.commit()
    return row


def rated(world: World, row: StandardSetting, round_number: int, *, spread: int = 5) -> StandardSetting:
    """Everybody has rated every question and handed the round in: the first at 60, each next one so much higher."""
    for place, one in enumerate(row.panel):
        number = next_number(one)
        db.session.add_all([
            PanelRating(panelist_id=one.id, number=number + at, round=round_number, position=position,
                        percent=min(60 + spread * place, 100), rated_at=world.now)
            for at, position in enumerate(positions_of(row, round_number))])
        db.session.add(PanelSheet(panelist_id=one.id, round=round_number, handed_in_at=world.now,
                                  judgement=BOX if round_number == 2 else {}))
    db.session.commit()
    return row


def bookmarked(world: World, row: StandardSetting, round_number: int, pages, people=()) -> StandardSetting:
    """These people, or everybody, have placed a bookmark on one of these pages each, and handed the round in."""
    for one, page in zip(people or row.panel, pages, strict=True):
        db.session.add_all([
            PanelBookmark(panelist_id=one.id, number=next_bookmark(one), round=round_number, page=page,
                          placed_at=world.now),
            PanelSheet(panelist_id=one.id, round=round_number, handed_in_at=world.now,
                       judgement=BOX if round_number == 2 else {})])
    db.session.commit()
    return row


def judged_by_bookmarks(world: World, row: StandardSetting, *rounds, first: int = 1) -> StandardSetting:
    """Through rounds by the real actions of the board; `rounds` are the pages of the bookmarks in each."""
    for round_number, pages in enumerate(rounds, first):
        standard_setting.open_round(row, now=world.now, by=BY)
        bookmarked(world, row, round_number, pages)
        standard_setting.close_round(row, standard_setting.summed_up(row), now=world.now, by=BY)
    return row


def judged(world: World, row: StandardSetting, *, spread: int = 5) -> StandardSetting:
    """Through both rounds by the real actions of the board."""
    for round_number in (1, 2):
        standard_setting.open_round(row, now=world.now, by=BY)
        rated(world, row, round_number, spread=spread)
        standard_setting.close_round(row, standard_setting.summed_up(row), now=world.now, by=BY)
    return row


def invite_one_more(world: World, row: StandardSetting) -> Panelist:
    """Somebody who has not answered yet."""
    return standard_setting.invite(row, name="Kit Asked", email="kit@example.net", role="trainer", region="North",
                                   now=world.now, by=BY)
