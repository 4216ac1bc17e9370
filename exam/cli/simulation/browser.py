"""A browser without a screen: real HTTP with cookies, forms as they stand on the page, and pages read as they come."""

import http.client
import io
import json
import re
from functools import cached_property
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

import lxml.html

MOST_REDIRECTS = 5
SECONDS_TO_ANSWER = 600  # a batch of some hundred results is released by one request
FORM = "application/x-www-form-urlencoded"


class Unexpected(Exception):
    """A page did not come as it should: which, and what it said."""


class Page:
    """One answer of the server."""

    def __init__(self, address: str, status: int, body: bytes):
        self.address, self.status, self.body = address, status, body

    @cached_property
    def tree(self):
        """The page as elements."""
        return lxml.html.fromstring(self.body.decode("utf-8") or "<html></html>", base_url=self.address)

    def text_of(self, css_class: str) -> str:
        """The words of the first element of this class."""
        found = self.tree.find_class(css_class)
        if not found:
            raise Unexpected(f"{self.address} shows no {css_class}. {self.said}")
        return " ".join(found[0].text_content().split())

    def facts(self, element_id: str) -> dict:
        """The JSON that stands in the page for its script."""
        return json.loads(self.tree.get_element_by_id(element_id).text_content())

    def form(self, ending: str, names=()):
        """The form whose address ends like this, and which has fields of these names."""
        for form in self.tree.forms:
            if urlsplit(form.action or self.address).path.endswith(ending) and set(names) <= set(form.inputs.keys()):
                return form
        raise Unexpected(f"{self.address} has no form to {ending}. {self.said}")

    @property
    def said(self) -> str:
        """What the page says about a problem, or how it begins."""
        for css_class in ("usa-error-message", "usa-alert__body"):
            if found := self.tree.find_class(css_class):
                return " ".join(found[0].text_content().split())
        main = self.tree.find(".//main")
        return " ".join((main if main is not None else self.tree).text_content().split())[:200]


class Browser:
    """One person's browser at one server."""

    def __init__(self, base: str):
        self.base, self.cookies = base, {}
        place = urlsplit(base)
        self.line = http.client.HTTPConnection(place.hostname, place.port, timeout=SECONDS_TO_ANSWER)

    def get(self, address: str) -> Page:
        """Go to an address, and on to where it leads."""
        return self._asked("GET", address)

    def send(self, page: Page, ending: str, files: dict[str, tuple[str, bytes]] | None = None, onward: bool = True,
             **values) -> Page:
        """Fill in the form with this address and send it; what is not named stays as the page has it.

        Not `onward`, the page to which the answer leads is not read: only its address is needed.
        """
        form = page.form(ending, values)
        for name, value in values.items():
            _fill(form, name, value)
        address = urljoin(page.address, form.action or "")
        if files:
            return self._asked("POST", address, *_with_files(form.form_values(), files))
        return self._asked("POST", address, urlencode(form.form_values()).encode(), FORM, onward=onward)

    def send_json(self, address: str, document: dict, headers: dict[str, str]) -> dict:
        """Send as a script of the page does."""
        body = json.dumps(document).encode()
        return json.loads(self._asked("POST", address, body, "application/json", headers).body)

    def close(self) -> None:
        """Hang up; the cookies stay, and the next question calls anew."""
        self.line.close()

    def _asked(self, method: str, address: str, body: bytes | None = None, kind: str = "",
               headers: dict[str, str] | None = None, onward: bool = True) -> Page:
        for _ in range(MOST_REDIRECTS):
            address = urljoin(self.base, address)
            status, where, data = self._exchange(method, address, body, kind, headers or {})
            if status not in (302, 303):
                break
            method, address, body, kind = "GET", urljoin(address, where), None, ""
            if not onward:
                break
        page = Page(address, status, data)
        if status >= 400:
            raise Unexpected(f"{urlsplit(address).path.split('/')[1:3]} answered {status}: {page.said}")
        return page

    def _exchange(self, method: str, address: str, body, kind: str, headers: dict) -> tuple[int, str, bytes]:
        place = urlsplit(address)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": self.base,
                "User-Agent": "examhall-simulation", **({"Content-Type": kind} if kind else {}), **headers}
        self.line.request(method, place.path + (f"?{place.query}" if place.query else ""), body, sent)
        answer = self.line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.headers.get("Location", ""), answer.read()


def _fill(form, name: str, value) -> None:
    """A box is ticked with True; among several boxes or radios of one name the value says which."""
    field = form.inputs[name]
    if isinstance(value, bool):
        field.checked = value
    else:
        field.value = value


def _with_files(values, files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    edge, body = uuid4().hex, io.BytesIO()
    for name, value in values:
        if name not in files:
            body.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file_name, data) in files.items():
        body.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
                   "Content-Type: text/csv\r\n\r\n".encode() + data + b"\r\n")
    body.write(f"--{edge}--\r\n".encode())
    return body.getvalue(), f"multipart/form-data; boundary={edge}"


def links_in(text: str, way: str) -> list[str]:
    """The links of a letter that lead this way."""
    return re.findall(rf"https?://\S+{way}[^\s>\"]+", text)
