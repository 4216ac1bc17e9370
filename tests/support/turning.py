"""Turns to the next page in the window that is open: it is drawn the same, and scripts that read it stay warm."""

from weakref import WeakKeyDictionary

from playwright.sync_api import APIResponse, Page

POLICY = "content-security-policy"
POLICIES: WeakKeyDictionary[Page, str] = WeakKeyDictionary()  # of each window, as the page first shown in it had it
SET_OUT = """(address) => {
    for (let last = setTimeout(() => {}); last > 0; last -= 1) clearTimeout(last);  // of the page before
    history.replaceState(null, "", address);
}"""


def turned_to(page: Page, address: str) -> APIResponse:
    """What the address answers to this person; if that is a page, it stands in the window afterwards.

    A visit of its own costs twice as much, most of it for axe, which the browser would compile anew each time.
    """
    answer = page.context.request.get(address, max_redirects=0)
    if is_page(answer):
        if POLICIES.get(page) != answer.headers[POLICY]:
            _open_window(page, address, answer.headers[POLICY])
        page.evaluate(SET_OUT, address)
        page.set_content(answer.text())
    return answer


def is_page(answer: APIResponse) -> bool:
    """No file, and no word of where to go instead."""
    return answer.headers["content-type"].startswith("text/html") and not 300 <= answer.status < 400


def _open_window(page: Page, address: str, policy: str) -> None:
    """An empty one under the pages' own policy, but for the part that keeps anybody from putting a text there."""
    POLICIES[page] = policy
    kept = ";".join(part for part in policy.split(";") if "trusted-types" not in part)
    page.route("**/*", lambda route: route.fulfill(
        body="<!doctype html>", content_type="text/html", headers={POLICY: kept}))
    page.goto(address)
    page.unroute_all()
