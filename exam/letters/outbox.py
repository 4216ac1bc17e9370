"""Writing a letter: its text is rendered and frozen now, its link is sealed only when it is sent."""

from datetime import datetime, timedelta

from flask import current_app

from exam.database import db
from exam.models import Letter, Link, Nomination, Sitting

LINK_MARK, REFERENCE_MARK = "[[link]]", "[[reference]]"


def make_link(purpose: str, *, now: datetime, hours: int, nomination: Nomination | None = None,
              account_id: str | None = None, panelist_id: str | None = None) -> Link:
    """A row for a link that will be sealed for this purpose, alive for so many hours."""
    link = Link(purpose=purpose, nomination_id=nomination.id if nomination else None, account_id=account_id,
                panelist_id=panelist_id, serial=1, made_at=now, expires_at=now + timedelta(hours=hours))
    db.session.add(link)
    db.session.flush()
    return link


def write(kind: str, address: str, *, now: datetime, link: Link | None = None, nomination_id: str | None = None,
          sitting_id: str | None = None, account_id: str | None = None, **words) -> Letter:
    """Put one letter into the outbox, in the running transaction.

    `kind` is `<audience>/<letter>`, the folder of its templates. The address is copied here, so that
    changing it later never redirects a letter that is already on its way.
    """
    words = {"board": current_app.config["BOARD_NAME"], "contact": current_app.config["BOARD_CONTACT"],
             "base_url": current_app.config["BASE_URL"], "link": LINK_MARK if link else "",
             "until": link.expires_at if link else None, "at": now, **_of_the_program(words.get("sitting")), **words}
    letter = Letter(
        kind=kind, audience=kind.split("/")[0], address=address, link_id=link.id if link else None,
        subject=" ".join(_rendered(kind, "subject.txt", words).split()),
        body_text=_rendered(kind, "body.txt", words), body_html=_rendered(kind, "body.html", words),
        nomination_id=nomination_id, sitting_id=sitting_id, account_id=account_id,
        written_at=now, state="waiting", tries=0, next_try_at=now)
    db.session.add(letter)
    return letter


def _of_the_program(sitting: Sitting | None) -> dict:
    """A letter about a sitting names the board as the sitting's program names it."""
    named = sitting.program_version.program.contact.board if sitting else ""
    return {"board": named} if named else {}


def _rendered(kind: str, part: str, words: dict) -> str:
    """Without the words that pages share: who is signed in while a letter is written must not stand in it."""
    return current_app.jinja_env.get_template(f"letters/{kind}/{part}").render(**words).strip() + "\n"
