"""A candidate's real browser inside the exam room, and what the server holds of it."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError
from sqlalchemy import select

from exam.app import create_app
from exam.database import db
from exam.models import AnswerEvent, Sitting, SittingCode
from exam.queries.held import MEMORY
from exam.queries.journal import answers_in_force
from tests.factories import world as maker
from tests.support.application import close
from tests.support.clocks import FIRST_INSTANT, Clock
from tests.support.rooms import Room
from tests.support.settings import settings_for

RECORD_WHAT_IS_SAID = """() => {
    if (window.said) return;
    window.said = [];
    for (const id of ["room-polite", "room-urgent"]) {
        const region = document.getElementById(id);
        if (!region) continue;
        const heard = () => { if (region.textContent) window.said.push(`${id.slice(5)}: ${region.textContent}`); };
        new MutationObserver(heard).observe(region, {childList: true, characterData: true, subtree: true});
    }
}"""
CHOSEN = """() => {
    const chosen = {};
    for (const input of document.querySelectorAll(".eh-question input[name^=choice-]:checked")) {
        const place = input.closest("fieldset").dataset.position;
        chosen[place] = chosen[place] ? `${chosen[place]}.${input.value}` : input.value;
    }
    return chosen;
}"""
BY_SCRIPT = '#room-saved[data-state]'  # the server has answered the script's first question


class Visit:
    """One person with one browser; `page` is the tab in front."""

    def __init__(self, app, live_server, context, sitting):
        self.app, self.server, self.context = app, live_server, context
        self.room = Room(app, sitting)
        self.sitting_id = sitting.id
        self.answers_by_hand: dict[int, str] = {}
        self.let_in()
        self.page = context.new_page()

    def let_in(self) -> None:
        """The browser gets the room's cookie, as the candidate's page gives it after a right code."""
        name = self.app.config["ROOM_COOKIE_NAME"]
        self.context.add_cookies([{"name": name, "value": self.room.cookie, "url": self.server.url}])

    def enter(self, page=None):
        """Open the room, or open it again, and wait until the script has taken over and the server has answered."""
        page = page or self.page
        page.goto("/room")
        self.ready(page)
        return page

    def ready(self, page=None) -> None:
        (page or self.page).wait_for_selector(BY_SCRIPT)
        (page or self.page).evaluate(RECORD_WHAT_IS_SAID)

    def go(self, position: int) -> None:
        self.page.get_by_role("button", name=f"Question {position},").click()

    def choose(self, option: int, position: int | None = None) -> None:
        """Click one of the four options of the question shown."""
        position = position or self.here
        self.page.locator(f"#question-{position} .usa-radio__label").nth(option).click()
        self.answers_by_hand[position] = self.room.options[position][option]

    @property
    def here(self) -> int:
        return int(self.page.locator("fieldset:visible").get_attribute("data-position"))

    def chosen(self) -> dict[int, str]:
        """What is chosen on the page."""
        return {int(place): choice for place, choice in self.page.evaluate(CHOSEN).items()}

    @property
    def status(self) -> str:
        return self.page.locator("#room-saved").inner_text()

    def wait_for_status(self, words: str) -> None:
        has = "words => document.getElementById('room-saved').textContent.includes(words)"
        try:
            self.page.wait_for_function(has, arg=words)
        except TimeoutError:
            raise AssertionError(f"the page says {self.status!r}, not {words!r}") from None

    def saved(self) -> None:
        """Wait until the page says that all is saved; then it must be true."""
        self.wait_for_status("All answers saved")
        assert self.held() == self.answers_by_hand

    def held(self) -> dict[int, str]:
        """The answers in force on the server."""
        with self.app.app_context():
            return answers_in_force(self.sitting_id)

    def events(self) -> list[AnswerEvent]:
        with self.app.app_context():
            asked = select(AnswerEvent).where(AnswerEvent.sitting_id == self.sitting_id)
            return db.session.scalars(asked.order_by(AnswerEvent.lease, AnswerEvent.seq)).all()

    def sitting(self) -> Sitting:
        """The sitting as it stands now; valid inside the test's own context."""
        db.session.rollback()
        db.session.expire_all()
        return db.session.get(Sitting, self.sitting_id)

    def wake(self) -> None:
        """The person comes back to the tab: the page asks the server how things stand."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def wait_for_time(self, words: str) -> None:
        """Wait until the timer shows these words."""
        self.page.wait_for_function(
            "words => document.getElementById('room-left').textContent.startsWith(words)", arg=words)

    def said(self) -> list[str]:
        return self.page.evaluate("window.said")

    def resume_code(self, now) -> str:
        """The code that the proctor shows after a pause."""
        code = SittingCode.issued(self.sitting_id, "resume", now=now)
        db.session.commit()
        return code.shown([self.app.config["SECRET_KEY"]])

    def resume(self, now) -> None:
        """Type the proctor's code on the page of the pause."""
        self.page.get_by_label("Code from your proctor").fill(self.resume_code(now).lower())
        self.page.get_by_role("button", name="Go on").click()
        self.ready()

    def stored(self, page=None) -> dict:
        """Everything that this site keeps in the browser."""
        return (page or self.page).evaluate("""async () => {
            const names = (await indexedDB.databases()).map((database) => database.name);
            return {databases: names, local: {...localStorage}, tab: {...sessionStorage},
                    caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length};
        }""")


@pytest.fixture
def database_kind() -> str:
    """The room's page is the same on both databases; the stories that go through to the receipt run on each."""
    return "sqlite"


@pytest.fixture(scope="session")
def begun_once(databases, tmp_path_factory) -> Path:
    """A database in which one exam has just begun; made once, because a browser's test should not wait for it."""
    url = databases.new("sqlite")
    app = create_app(settings_for(url, tmp_path_factory.mktemp("begun"), CLOCK=Clock()))
    with app.app_context():
        maker.begun(maker.world(now=FIRST_INSTANT))
    close(app)
    path = Path(url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def database_url(databases, database_kind, request) -> Iterator[str]:
    """On SQLite a copy of that database, on PostgreSQL an empty one."""
    url = databases.new(database_kind)
    MEMORY.forget()  # the copies hold the same exam, so what is remembered of the last one is not of this one
    if database_kind == "sqlite":
        shutil.copy(request.getfixturevalue("begun_once"), url.removeprefix("sqlite:///"))
    yield url
    databases.remove(url)


@pytest.fixture
def sitting(db_app, clock) -> Sitting:
    return db.session.scalars(select(Sitting)).first() or maker.begun(maker.world(now=clock.now()))


@pytest.fixture
def timed(sitting) -> Sitting:
    """The same sitting with a limit of one hour, which began just now."""
    sitting.limit_seconds = 3600
    sitting.reckon()
    db.session.commit()
    return sitting


@pytest.fixture
def visit(app, live_server, new_context, sitting) -> Visit:
    return Visit(app, live_server, new_context(), sitting)


@pytest.fixture
def visit_with(app, live_server, new_context, sitting):
    """A visit whose browser differs: `visit_with(viewport=..., java_script_enabled=False)`."""
    return lambda **options: Visit(app, live_server, new_context(**options), sitting)
