"""Members of the board's staff at their pages."""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from exam.models import Account
from exam.rules import actors
from exam.rules.actors import Actor
from tests.factories.people import post, signed_in, staff


@dataclass
class Member:
    """Somebody on the staff who is signed in."""

    account: Account
    client: FlaskClient

    @property
    def by(self) -> Actor:
        return actors.staff(self.account.id)

    def page(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.status_code
        return answer.get_data(as_text=True)

    def send(self, address: str, page: str | None = None, **fields) -> str:
        """Send a form and read the page that follows; one that is shown again is read as it is."""
        answer = post(self.client, address, page, **fields)
        assert answer.status_code in (303, 400), answer.status_code
        if answer.status_code == 400:
            return answer.get_data(as_text=True)
        return self.page(answer.headers["Location"])


def signed_in_member(app: Flask, *roles: str, now) -> Member:
    """Somebody with these roles who has just signed in with both factors."""
    account = staff(*roles, now=now)
    return Member(account, signed_in(app.test_client(), account, now=now))
