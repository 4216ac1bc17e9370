"""A program that follows links, fills every field and presses every button, as mail scanners with a browser do."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 SafeLinks",
    "BarracudaCentral/1.0", "Mimecast URL Protect", "Proofpoint URL Defense", "GoogleImageProxy",
    "facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0", "WhatsApp/2.23", "Twitterbot/1.0", "curl/8.5.0")


@dataclass
class FormOnPage:
    """One form: where it goes, and each field with the values that could be sent."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)


class PageReader(HTMLParser):
    """Collects the links and forms of one page."""

    def __init__(self):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[FormOnPage] = []
        self.select = ""

    def handle_starttag(self, tag: str, attributes) -> None:
        facts = dict(attributes)
        if tag == "a" and facts.get("href"):
            self.links.append(facts["href"])
        elif tag == "form":
            self.forms.append(FormOnPage(facts.get("action") or ""))
        elif self.forms and tag in ("input", "textarea", "select", "option", "button"):
            self.read(tag, facts)

    def read(self, tag: str, facts: dict) -> None:
        form, name, kind = self.forms[-1], facts.get("name", ""), facts.get("type", "text")
        if tag == "option":
            form.fields[self.select].append(facts.get("value", ""))
        elif tag == "select":
            self.select = name
            form.fields[name] = []
        elif kind == "hidden":
            form.hidden[name] = facts.get("value", "")
        elif kind in ("radio", "checkbox"):
            form.fields.setdefault(name, []).append(facts.get("value", "on"))
        elif name:
            form.fields[name] = ["John Smith", "test@example.com", "12345678"]


class Robot:
    """Presses everything that it can reach from one address, and again on every page that this leads to."""

    def __init__(self, client: FlaskClient, within: str = "/proctor/"):
        self.client, self.within = client, within
        self.seen: set[str] = set()
        self.sent = 0

    def visit(self, address: str, depth: int = 3) -> None:
        """Open the page, follow its links, send its forms with every value in turn."""
        if depth == 0 or address in self.seen or not address.startswith(self.within):
            return
        self.seen.add(address)
        self.work_through(address, self.client.get(address), depth)

    def work_through(self, address: str, answer, depth: int) -> None:
        if answer.status_code in (301, 302, 303):
            self.visit(urlsplit(answer.headers["Location"]).path, depth)
            return
        reader = PageReader()
        reader.feed(answer.get_data(as_text=True))
        for form in reader.forms:
            self.send_every_way(urljoin(address, form.action), form, depth)
        for link in reader.links:
            self.visit(urlsplit(urljoin(address, link)).path, depth - 1)

    def send_every_way(self, address: str, form: FormOnPage, depth: int) -> None:
        """As many times as the longest list of values needs, the others going round."""
        ways = max((len(values) for values in form.fields.values()), default=1)
        for way in range(ways):
            filled = {name: values[way % len(values)] for name, values in form.fields.items() if values}
            answer = self.client.post(address, data={**form.hidden, **filled})
            self.sent += 1
            if answer.status_code == 303:
                self.work_through(address, answer, depth - 1)
