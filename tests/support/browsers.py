"""Debian's Chromium, driven through playwright, and axe-core to read pages as assistive technology does."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.support.live_server import LiveServer

AXE = Path(__file__).resolve().parents[1] / "browser" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations", "incomplete"]});
    const places = (rules) => rules.flatMap((rule) => rule.nodes.map(
        (node) => `${rule.id}: ${node.target.join(" ")}: ${rule.help}`));
    return {violations: places(found.violations), incomplete: places(found.incomplete)};
}"""


@dataclass(frozen=True)
class AxeReport:
    """What axe found wrong, and what it says a person has to look at."""

    violations: list[str]
    incomplete: list[str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a browser, so that `-m "not browser"` is the quick round."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError("Chromium is not installed. As root: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of different people: `new_context(java_script_enabled=False, viewport=...)`.

    A script that fails, or anything that the content security policy refuses, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: complaints.extend(refusals(message)))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def refusals(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context().new_page()


@pytest.fixture
def axe() -> Callable[[Page], AxeReport]:
    """Runs axe-core on the page as it stands: `assert axe(page).violations == []`.

    It is sent to the browser once for each person, and stands ready on all pages after the first.
    """
    source = f"if (self === top) {{\n{AXE.read_text(encoding='utf-8')}\n}}"  # not in the frames of a page
    ready: set[BrowserContext] = set()

    def run(page: Page) -> AxeReport:
        if page.context not in ready:
            page.context.add_init_script(source)
            page.evaluate(source)
            ready.add(page.context)
        return AxeReport(**page.evaluate(RUN_AXE))

    return run
