"""A proctor with a phone: opens the link of a letter, reads the page, fills in what it asks for, presses a button."""

from flask.testing import FlaskClient

from exam.database import db
from exam.models import Link, Nomination, Sitting, SittingCode
from exam.rules.proctor_duties import right_answers
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from exam.web.links import link_address
from exam.web.secret_keys import secret_keys
from tests.factories.people import token
from tests.factories.world import link_of

YES_TO_ALL = {f"statement_{number}": "yes" for number in range(1, 9)}
CHECKED = {"identity_document": "driving_licence", "photo_fits": "y", "desk_is_clear": "y", "stays": "y"}


def path_of(link: Link) -> str:
    """The address behind a link, without the site it is on."""
    return "/proctor/" + link_address(link).split("/proctor/")[1]


def living_code(sitting: Sitting, phase: str) -> str:
    """What the proctor's page, or the candidate's last page, shows now."""
    return SittingCode.newest(sitting.id, phase).shown(secret_keys())


class Phone:
    """One browser of one proctor."""

    def __init__(self, client: FlaskClient, nomination: Nomination):
        self.client, self.nomination = client, nomination

    def path(self, purpose: str, way: str = "") -> str:
        """The address of the newest letter's link for this purpose, or of a page behind it."""
        return path_of(link_of(self.nomination, purpose)) + way

    def look(self, purpose: str, way: str = ""):
        """Open a page; nothing is pressed."""
        return self.client.get(self.path(purpose, way), follow_redirects=True)

    def press(self, purpose: str, way: str = "", at: str | None = None, **fields):
        """Send the form that stands on the page `at` (the same address unless told)."""
        page = self.path(purpose, way if at is None else at)
        answer = self.client.post(self.path(purpose, way), data={"csrf_token": token(self.client, page), **fields})
        db.session.expire_all()
        return answer

    def accept(self, **changes):
        """Say yes, with nothing that stands against it."""
        return self.press("accept", **{"own_name": self.nomination.name, **self.stated(), **changes})

    @staticmethod
    def stated() -> dict[str, str]:
        """A yes with its facts, but for the name."""
        return {"decision": "yes", "relationship_kind": "supervisor", "organisation": "Harbor House",
                "since": "May 2023", "rules": "yes",
                **{f"conflict_{question}": "no" for question in CONFLICT_QUESTIONS},
                **{f"duty_{duty}": right for duty, right in right_answers().items()}}

    def decline(self):
        """Say no."""
        return self.press("accept", decision="no", own_name=self.nomination.name)

    def admit(self, **changes):
        """Check who is there, and admit the candidate."""
        last_name = self.nomination.sitting.candidate.legal_last_name
        return self.press("admit", **{**CHECKED, "last_name": last_name, **changes})

    def type_end_code(self, code: str | None = None):
        """Type the end code, as the candidate reads it out."""
        typed = living_code(self.nomination.sitting, "end") if code is None else code
        return self.press("attest", "/code", at="", code=typed)

    def sign(self, **changes):
        """Answer every statement with yes and sign, unless told otherwise."""
        return self.press("attest", "/statement", **{**YES_TO_ALL, "irregular": "no", "choice": "attest",
                                                     "signed_name": self.nomination.name, **changes})
