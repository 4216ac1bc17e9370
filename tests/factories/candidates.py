"""A candidate at a browser of their own: opens pages, sends the forms that stand on them, reads what they say."""

import html
import re
from collections.abc import Callable

from flask.testing import FlaskClient

from exam.models import Candidate
from tests.factories.people import signed_in

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')


class Browser:
    """One signed-in candidate."""

    def __init__(self, client: FlaskClient, person: Candidate, clock: Callable):
        self.client, self.person, self.clock = client, person, clock
        self.sign_in()

    def sign_in(self) -> None:
        """A living log-in, as after typing the password."""
        signed_in(self.client, self.person.account, now=self.clock())

    def page(self, address: str = "/candidate") -> str:
        """The page's HTML; it must be there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def words(self, address: str = "/candidate") -> str:
        """What a person reads on the page, without the frame around it."""
        return words_of(self.page(address))

    def post(self, address: str, page: str | None = None, **fields):
        """Send the first form of a page with what was typed into it."""
        main = self.page(page or address).split("<main")[1]
        sent = {}
        for field in HIDDEN.findall(main):
            sent[NAME.search(field)[1]] = html.unescape(VALUE.search(field)[1])
        return self.client.post(address, data={**sent, **fields})


def words_of(page: str) -> str:
    """The text of the main part of a page, in one line."""
    main = page.split("<main")[1].split("</main>")[0]
    spaced = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main.split(">", 1)[1])).split())
    return re.sub(r" ([.,:])", r"\1", spaced)
